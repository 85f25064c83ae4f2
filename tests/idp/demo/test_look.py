"""The demo's own pages pass the gate that the product's pages pass."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage

import pytest
from flask import Flask
from werkzeug.serving import make_server

from a11y import Visit, audit
from a11y.conditions import CONDITIONS
from a11y.verdict import Ledger
from idp.clock import Clock
from idp.demo.inbox import Inbox
from idp.demo.mailbox import create_mailbox
from idp.demo.portal import Portal, create_portal
from tests.idp.demo import provider
from tests.servers import free_port

LONG_TEXT = "Moien\n\nhttp://localhost:8000/magic-link/opened/" + "x" * 43 + "\n\n123456\n"


@dataclass(frozen=True, slots=True)
class PageVisit(Visit):
    """One page of the demo at its own address."""

    address: str = ""

    @property
    def path(self) -> str:
        return self.address


@pytest.fixture
def pages() -> Iterator[dict[str, str]]:
    """Addresses of the pages as a person meets them; the portal's second one signs in."""
    inbox = Inbox()
    mail = EmailMessage()
    mail["From"], mail["To"] = "Stepfree <sign-in@stepfree.example>", "ada@example.org"
    mail["Subject"], mail["Date"] = "Sign in", "Sat, 21 Nov 2026 14:05:00 +0000"
    mail.set_content(LONG_TEXT)
    inbox.put(mail.as_bytes(), ["ada@example.org"])
    with ExitStack() as running:
        liar = running.enter_context(provider.run())
        port = free_port()
        home = f"http://localhost:{port}"
        portal = Portal(
            client_id="town-hall",
            name="Brookfield Town Hall",
            about="Here you can read the letters that the town hall wrote to you.",
            private_name="my tax letter",
            colour="hall",
            issuer=liar.issuer,
            home_url=home,
            secret="portal-secret",
            levels={"urn:stepfree:acr:email": "by e-mail"},
            private_acr="urn:stepfree:acr:email",
        )
        running.enter_context(_serving(create_portal(portal, home, Clock()), port))
        box = free_port()
        running.enter_context(_serving(create_mailbox(inbox, home), box))
        yield {
            "portal_home": f"{home}/",
            "portal_signed_in": f"{home}/sign-in",
            "portal_private": f"{home}/private",
            "mailbox_list": f"http://localhost:{box}/",
            "mailbox_letter": f"http://localhost:{box}/mail/1",
        }


@pytest.mark.gate
def test_demo_pages_pass_the_gate(pages: dict[str, str]) -> None:
    """Portal and mailbox have no violation in any viewing condition."""
    visits = [
        PageVisit(f"demo/{name}/default", "the demo", "en", CONDITIONS, address=address)
        for name, address in pages.items()
    ]

    report = audit(visits, "", on=datetime.now(UTC).date(), ledger=Ledger())

    assert not report.blocks, "\n".join(report.lines())


@contextmanager
def _serving(app: Flask, port: int) -> Iterator[None]:
    server = make_server(
        "127.0.0.1", port, app, threaded=True, request_handler=provider.QuietHandler
    )
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()
        server.server_close()

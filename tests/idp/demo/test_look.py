"""The demo's own pages pass the gate that the product's pages pass."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from email.message import EmailMessage

import pytest
from flask import Flask, Response, request, session
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
TOLD = {
    "sub": "s7tsvyMBnqcjBjyfubERwoHY76T7fBXKfPRi-3ALhKo",
    "email": "a.person.with.a.rather.long.address@mail.example.org",
    "acr": "urn:stepfree:acr:passkey",
    "auth_time": 1_795_269_900,
}
TOWN_HALL = Portal(
    client_id="town-hall",
    name="Brookfield Town Hall",
    about="Here you can read the letters that the town hall wrote to you.",
    private_name="my tax letter",
    colour="hall",
    issuer="http://localhost:8000",
    home_url="http://localhost:8001",
    secret="portal-secret",
    levels={"urn:stepfree:acr:passkey": "with a passkey"},
    private_acr="urn:stepfree:acr:passkey",
)
LIBRARY = replace(TOWN_HALL, client_id="library", name="Brookfield Library", colour="library")


@pytest.fixture
def pages() -> Iterator[list[Visit]]:
    """The pages as people meet them, served on loopback."""
    strangers = create_portal(TOWN_HALL, "http://localhost:8002", Clock())
    readers = create_portal(LIBRARY, "http://localhost:8002", Clock())
    signed_in = create_portal(TOWN_HALL, "http://localhost:8002", Clock())

    @signed_in.before_request
    def known() -> None:
        session["told"] = TOLD

    mailbox = create_mailbox(_inbox(), "http://localhost:8001")
    with ExitStack() as running:
        yield [
            *running.enter_context(_serving(strangers, {"/": "portal_home"})),
            *running.enter_context(_serving(readers, {"/": "library_home"})),
            *running.enter_context(
                _serving(signed_in, {"/": "portal_signed_in", "/private": "portal_private"})
            ),
            *running.enter_context(
                _serving(mailbox, {"/": "mailbox_list", "/mail/1": "mailbox_letter"})
            ),
        ]


@pytest.mark.gate
def test_demo_pages_pass_the_gate(pages: list[Visit]) -> None:
    """Portal and mailbox have no violation in any viewing condition."""
    report = audit(pages, "", on=datetime.now(UTC).date(), ledger=Ledger())

    assert not report.blocks, "\n".join(report.lines())
    assert len(report.views) == len(pages) * len(CONDITIONS)


def _inbox() -> Inbox:
    inbox = Inbox()
    mail = EmailMessage()
    mail["From"], mail["To"] = "Stepfree <sign-in@stepfree.example>", "ada@example.org"
    mail["Subject"], mail["Date"] = "Sign in", "Sat, 21 Nov 2026 14:05:00 +0000"
    mail.set_content(LONG_TEXT)
    inbox.put(mail.as_bytes(), ["ada@example.org"])
    return inbox


@contextmanager
def _serving(app: Flask, names: dict[str, str]) -> Iterator[list[Visit]]:
    """Serves an application, and names its pages as the gate expects of every state."""

    @app.after_request
    def named(response: Response) -> Response:
        state = f"demo/{names.get(request.path, 'other')}/default"
        response.headers["Server-Timing"] = f'state;desc="{state}"'
        return response

    port = free_port()
    server = make_server(
        "127.0.0.1", port, app, threaded=True, request_handler=provider.QuietHandler
    )
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield [
            Visit(
                f"demo/{name}/default",
                "the demo",
                "en",
                CONDITIONS,
                url=f"http://localhost:{port}{path}",
            )
            for path, name in names.items()
        ]
    finally:
        server.shutdown()
        thread.join()
        server.server_close()

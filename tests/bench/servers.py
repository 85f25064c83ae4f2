"""Starts the provider, or the floor, afresh on loopback, with a mail server of the bench's own."""

from __future__ import annotations

import os
import re
import secrets
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from pathlib import Path
from urllib.parse import urlsplit

import psutil
from aiosmtpd.controller import Controller

from tests.bench.wire import Browser, Failed
from tests.bench.workloads import Target

ROOT = Path(__file__).resolve().parent.parent.parent
REDIRECT_URI = "http://127.0.0.1:9/callback"
MANY = "1000000"  # limits stay on, but the load comes from one network
START_S = 20.0


class Mailbox:
    """A real SMTP server on loopback that remembers the newest mail of each person."""

    def __init__(self) -> None:
        self._arrived = threading.Condition()
        self._mails: dict[str, list[str]] = {}
        self._controller = Controller(self, hostname="127.0.0.1", port=0)

    async def handle_DATA(self, _server: object, _session: object, envelope: object) -> str:
        message = message_from_bytes(envelope.content, policy=policy.default)  # type: ignore[attr-defined]
        body = message.get_body(("plain",))
        text = body.get_content() if body else ""
        with self._arrived:
            for person in envelope.rcpt_tos:  # type: ignore[attr-defined]
                self._mails.setdefault(person, []).append(text)
            self._arrived.notify_all()
        return "250 OK"

    def link(self, person: str, within_s: float = 20.0) -> str:
        """The link of the oldest unread sign-in mail to this person; waits for it."""
        until = time.monotonic() + within_s
        with self._arrived:
            while True:
                for text in self._mails.get(person, []):
                    found = re.search(r"https?://\S+/magic-link/\S+", text)
                    if found:
                        self._mails[person].remove(text)
                        return found.group()
                if not self._arrived.wait(max(0.0, until - time.monotonic())):
                    raise Failed("no mail came")

    @contextmanager
    def open(self) -> Iterator[int]:
        self._controller.port = free_port()
        self._controller.start()
        try:
            yield self._controller.port
        finally:
            self._controller.stop()


@contextmanager
def provider(
    folder: Path, mailbox: Mailbox, smtp_port: int, processes: int
) -> Iterator[tuple[Target, psutil.Process, float]]:
    """Our own service on SQLite: its target, its process, and seconds until it answered."""
    port = free_port()
    environment = {
        **_environment(),
        "STEPFREE_ISSUER": f"http://localhost:{port}",
        "STEPFREE_BIND": f"127.0.0.1:{port}",
        "STEPFREE_PROCESSES": str(processes),
        "STEPFREE_DATABASE_URL": f"sqlite:///{folder / 'stepfree.sqlite3'}",
        "STEPFREE_SECRET_KEYS": f'["{secrets.token_urlsafe(48)}"]',
        "STEPFREE_MASTER_KEYS": f'["{secrets.token_urlsafe(48)}"]',
        "STEPFREE_SMTP_HOST": "127.0.0.1",
        "STEPFREE_SMTP_PORT": str(smtp_port),
        "STEPFREE_SMTP_SECURITY": "none",
        "STEPFREE_MAIL_FROM": "signin@example.org",
        "STEPFREE_LOG_LEVEL": "WARNING",
        "STEPFREE_LIMIT_REQUESTS": MANY,
        "STEPFREE_LIMIT_MAILS_PER_NETWORK": MANY,
        "STEPFREE_LIMIT_MAILS_PER_QUARTER": MANY,
        "STEPFREE_LIMIT_MAILS_PER_DAY": MANY,
        "STEPFREE_LIMIT_MAILS_OVERALL": MANY,
        "STEPFREE_LIMIT_MAIL_WAIT_S": "0",
    }
    command = [sys.executable, "-m", "idp.cli"]
    subprocess.run(
        [*command, "migrate"], cwd=ROOT, env=environment, check=True, capture_output=True
    )
    added = subprocess.run(
        [*command, "client", "add", "Bench", "--id", "bench", "--redirect-uri", REDIRECT_URI,
         "--scope", "openid email offline_access", "--skip-consent"],
        cwd=ROOT, env=environment, check=True, capture_output=True, text=True,
    )  # fmt: skip
    secret = re.search(r"client_secret\s+(\S+)", added.stdout)
    if secret is None:
        raise RuntimeError(f"`stepfree client add` printed no secret: {added.stdout}")
    target = Target(
        "stepfree",
        environment["STEPFREE_ISSUER"],
        "bench",
        secret.group(1),
        REDIRECT_URI,
        lambda browser, url, person: _by_magic_link(browser, url, person, mailbox),
    )
    with _served([*command, "serve"], environment, port) as (process, took_s):
        target.discover()
        yield target, process, took_s


def _environment() -> dict[str, str]:
    """Ours without settings, and with Python keeping what it compiles, as on any server."""
    not_ours = ("STEPFREE_", "PYTHONDONTWRITEBYTECODE")
    return {k: v for k, v in os.environ.items() if not k.startswith(not_ours)}


def _by_magic_link(browser: Browser, url: str, person: str, mailbox: Mailbox) -> str:
    """What a person does: address, mail, link, button, and "Not now" to the offer of a passkey."""
    page = browser.get(browser.get(url).expect(303).location).expect(200)
    form = browser.form(page, "/magic-link/ask")
    asked = browser.post(form.action, {**form.values, "email": person}).expect(303)
    browser.get(asked.location).expect(200)
    landing = browser.get(browser.get(mailbox.link(person)).expect(303).location).expect(200)
    form = browser.form(landing, "/magic-link/opened")
    on = browser.post(form.action, form.values).expect(303).location
    if urlsplit(on).path.endswith("/passkey-setup/offer"):
        offer = browser.form(browser.get(on).expect(200), "/passkey-setup/not-now")
        on = browser.post(offer.action, offer.values).expect(303).location
    return on


@contextmanager
def floor(folder: Path, processes: int) -> Iterator[tuple[Target, psutil.Process, float]]:
    """The bare Flask provider of tests/bench/floor.py, on the same kind of server."""
    port, secret = free_port(), secrets.token_urlsafe(32)
    environment = {
        **_environment(),
        "FLOOR_PORT": str(port),
        "FLOOR_SECRET": secret,
        "FLOOR_DATABASE": str(folder / "floor.sqlite3"),
    }
    command = [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws", "--no-access-log"),
        *("--host", "127.0.0.1", "--port", str(port), "--workers", str(processes)),
        *("--blocking-threads", "8", "--log-level", "error", "tests.bench.floor:app"),
    ]
    target = Target("floor", f"http://127.0.0.1:{port}", "bench", secret, REDIRECT_URI, _by_post)
    with _served(command, environment, port) as (process, took_s):
        target.discover()
        yield target, process, took_s


def _by_post(browser: Browser, url: str, person: str) -> str:
    browser.post("/login", {"email": person}).expect(204)
    return browser.get(url).expect(303).location


@contextmanager
def _served(
    command: list[str], environment: dict[str, str], port: int
) -> Iterator[tuple[psutil.Process, float]]:
    began = time.monotonic()
    process = subprocess.Popen(command, cwd=ROOT, env=environment, start_new_session=True)
    try:
        while not _answers(port):
            if process.poll() is not None or time.monotonic() - began > START_S:
                raise RuntimeError(f"{command[-1]} did not start")
            time.sleep(0.01)
        yield psutil.Process(process.pid), time.monotonic() - began
    finally:
        process.terminate()
        process.wait(40)


def _answers(port: int) -> bool:
    browser = Browser(f"http://localhost:{port}")
    try:
        return browser.get("/livez").status == 200
    except OSError:
        return False
    finally:
        browser.close()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port

"""A real mail server for the demo: takes every mail on loopback and keeps it in memory."""

from __future__ import annotations

import asyncio
import re
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from idp.demo.ports import LOOPBACK, PortTakenError

KEPT = 200
LIMIT_BYTES = 1_000_000
_ADDRESS = re.compile(r"https?://[^\s<>\"]+")


@dataclass(frozen=True, slots=True)
class Letter:
    """One mail as it arrived. number: counted from 1 since the start.  text, html: its parts."""

    number: int
    to: str
    sender: str
    subject: str
    sent: str
    language: str
    text: str
    html: str

    @property
    def links(self) -> tuple[str, ...]:
        """Addresses in the text part, in reading order."""
        return tuple(_ADDRESS.findall(self.text))

    def pieces(self) -> tuple[tuple[str, bool], ...]:
        """The text part cut at its addresses: (piece, is an address)."""
        cut = re.split(f"({_ADDRESS.pattern})", self.text)
        return tuple((piece, index % 2 == 1) for index, piece in enumerate(cut) if piece)


class Inbox:
    """The mails that arrived, newest first; safe to use from several threads."""

    def __init__(self) -> None:
        self._letters: deque[Letter] = deque(maxlen=KEPT)
        self._count = 0
        self._changed = threading.Condition()

    def letters(self, to: str = "") -> tuple[Letter, ...]:
        with self._changed:
            return tuple(one for one in reversed(self._letters) if to in ("", one.to))

    def find(self, number: int) -> Letter | None:
        return next((one for one in self.letters() if one.number == number), None)

    def wait(self, to: str, *, after: int = 0, timeout_s: float = 15, wanted: str = "") -> Letter:
        """The first mail to `to` numbered above `after` whose text contains `wanted`.

        Raises TimeoutError when none came in time.
        """

        def arrived() -> Letter | None:
            mine = (one for one in self._letters if one.to == to and one.number > after)
            return next((one for one in mine if wanted in one.text), None)

        with self._changed:
            found = self._changed.wait_for(arrived, timeout_s)
        if not isinstance(found, Letter):
            raise TimeoutError(f"No mail for {to} came within {timeout_s:g} seconds.")
        return found

    def put(self, raw: bytes, recipients: list[str]) -> None:
        """Keeps one message, once a recipient."""
        message = message_from_bytes(raw, policy=policy.default)
        with self._changed:
            for to in recipients:
                self._count += 1
                self._letters.append(_letter(self._count, to, message))
            self._changed.notify_all()


def _letter(number: int, to: str, message: EmailMessage) -> Letter:
    return Letter(
        number=number,
        to=to,
        sender=str(message["From"] or ""),
        subject=str(message["Subject"] or ""),
        sent=str(message["Date"] or ""),
        language=str(message["Content-Language"] or ""),
        text=_content(message, "plain"),
        html=_content(message, "html"),
    )


def _content(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    return "" if part is None else str(part.get_content()).replace("\r\n", "\n")


class _Handler:
    """What the mail server asks. Every address is at home here."""

    def __init__(self, keep: Callable[[bytes, list[str]], None]) -> None:
        self._keep = keep

    async def handle_DATA(  # noqa: N802 - the name is the mail server's
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        content = envelope.content
        if not isinstance(content, bytes):
            return "554 The message is missing"
        await asyncio.get_running_loop().run_in_executor(
            None, self._keep, content, list(envelope.rcpt_tos)
        )
        return "250 Kept"


class MailServer:
    """Takes mail on a loopback port while the `with` block lasts."""

    def __init__(self, inbox: Inbox, port: int) -> None:
        self._controller = Controller(
            _Handler(inbox.put),
            hostname=LOOPBACK,
            port=port,
            data_size_limit=LIMIT_BYTES,
            enable_SMTPUTF8=True,
        )

    def __enter__(self) -> MailServer:
        try:
            self._controller.start()
        except OSError as error:
            raise PortTakenError(self._controller.port) from error
        return self

    def __exit__(self, *reason: object) -> None:
        self._controller.stop()

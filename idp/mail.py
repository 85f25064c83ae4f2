"""Writes messages that everybody can read, promises them, and hands them to the mail server.

A message is promised in the transaction of the request: a sealed row in the outbox. The worker
sends it later, so no page waits for a mail server, and nothing that a page promised is lost.
"""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.errors import MessageError
from email.headerregistry import Address as Mailbox
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import SMTP as SMTP_POLICY
from email.utils import format_datetime

from idp.addresses import Address
from idp.clock import Clock, moment
from idp.pages import Frame, Mail, Renderer
from idp.settings import Settings
from idp.store import Transaction
from idp.store.outbox import Promised, add_promised
from idp.tokens import new_id
from idp.vault import Vault

# A message that carries nothing that expires is tried this long.
KEPT_S = 3 * 86_400


class Mailer:
    """Promises messages within the transaction of one request."""

    def __init__(
        self, tx: Transaction, settings: Settings, renderer: Renderer, vault: Vault, clock: Clock
    ) -> None:
        self._tx = tx
        self._settings = settings
        self._renderer = renderer
        self._vault = vault
        self._clock = clock

    def promise(
        self,
        mail: Mail,
        to: Address,
        language: str,
        expires_at: int | None,
        *,
        not_before_at: int = 0,
    ) -> str:
        """Puts the message in the outbox; returns its id there.

        expires_at: when what it carries ends; it is dropped then, not sent late (SEC-109).
        not_before_at: keeps it back until then, for a distance between two mails.
        """
        now, key = self._clock.now(), new_id()
        message = compose(self._settings, self._renderer, mail, to, language, key, now)
        sealed = self._vault.seal("outbox", "message_sealed", key, message.as_bytes())
        ends_at = now + KEPT_S if expires_at is None else expires_at
        due_at = max(now, not_before_at)
        promised = Promised(key, mail.template, sealed, 0, now, due_at, ends_at)
        add_promised(self._tx, promised)
        return key

    def subject(self, mail: Mail, language: str) -> str:
        """The subject that the mailbox will show, so that a page can say what to look for."""
        return self._renderer.subject(mail, mail_frame(self._settings, language))

    @property
    def sender(self) -> str:
        """The sender that the mailbox will show: name and address."""
        name = self._settings.mail_from_name or self._settings.provider_name
        return str(_mailbox(name, sender(self._settings)))


def compose(
    settings: Settings,
    renderer: Renderer,
    mail: Mail,
    to: Address,
    language: str,
    key: str,
    at: int,
) -> EmailMessage:
    """The message, text first and complete, then HTML (RFC 2046 §5.1.4).

    key: makes the Message-ID, so that a repeated sending is the same message to the reader.
    """
    frame = mail_frame(settings, language)
    message = EmailMessage(policy=SMTP_POLICY)
    message["Subject"] = renderer.subject(mail, frame)
    message["From"] = _mailbox(settings.mail_from_name or settings.provider_name, sender(settings))
    message["To"] = _mailbox("", to.shown)
    if settings.help_mail:
        message["Reply-To"] = _mailbox("", settings.help_mail)
    message["Date"] = format_datetime(moment(at))
    message["Message-ID"] = f"<{key}@{settings.host}>"
    # Nobody's absence note should answer us (RFC 3834 §5).
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"
    message.set_content(renderer.text(mail, frame), cte="quoted-printable")
    message.add_alternative(renderer.html(mail, frame), subtype="html", cte="quoted-printable")
    for part in message.walk():  # last, because set_content would move it into one part
        part["Content-Language"] = language
    return message


def sender(settings: Settings) -> str:
    """The address that mails come from; the demo has none of its own."""
    return settings.mail_from or f"sign-in@{settings.host}"


def mail_frame(settings: Settings, language: str) -> Frame:
    """What a message gets around its values. Every address comes from the issuer (SEC-35)."""

    def url(step: str, flow: str = "", about: str = "") -> str:
        path = [part.replace("_", "-") for part in (flow, step) if part]
        return "/".join([settings.issuer, *path, *([about] if about else [])])

    def asset(name: str) -> str:
        raise LookupError(f"A mail loads nothing: {name}")

    return Frame(
        language=language,
        languages=(),
        provider=settings.provider_name,
        url=url,
        asset=asset,
        action="",
        csrf="",
        help_url=f"{settings.issuer}/help/problem",
        statement_url=f"{settings.issuer}/help/statement",
        account_url=f"{settings.issuer}/account/overview",
        phone=settings.phone,
        phone_hours=settings.phone_hours,
        mail=settings.help_mail,
    )


def _mailbox(name: str, address: str) -> Mailbox:
    # Built from its parts, so that no name and no address can add a header or a recipient.
    local, _, domain = address.rpartition("@")
    return Mailbox(display_name=name, username=local, domain=domain)


@dataclass(eq=False)
class DeliveryError(Exception):
    """The mail server did not take a message.

    for_good: trying again is useless.  server_down: no other message will get through now.
    reason: for the operator, without an address.
    """

    reason: str
    for_good: bool = False
    server_down: bool = False


class Connection:
    """An open connection to the mail server."""

    def __init__(self, smtp: smtplib.SMTP) -> None:
        self._smtp = smtp

    def deliver(self, message: bytes) -> None:
        """Hands one message over. Raises DeliveryError."""
        try:
            parsed = BytesParser(policy=SMTP_POLICY).parsebytes(message)
            to = [box.addr_spec for box in parsed["To"].addresses]
            self._smtp.sendmail(parsed["From"].addresses[0].addr_spec, to, message)
        except smtplib.SMTPRecipientsRefused as error:
            code = max(code for code, _ in error.recipients.values())
            raise DeliveryError(f"recipient refused ({code})", for_good=code >= 500) from error
        except smtplib.SMTPDataError as error:
            raise DeliveryError(_reason(error), for_good=error.smtp_code >= 500) from error
        except (OSError, smtplib.SMTPException) as error:
            # A refused sender or a lost connection is about the server, not about this message.
            raise DeliveryError(_reason(error), server_down=True) from error
        except (MessageError, KeyError, AttributeError, IndexError) as error:
            raise DeliveryError("the stored message cannot be read", for_good=True) from error


class MailServer:
    """The operator's SMTP server (RFC 5321), spoken to over STARTTLS, TLS, or plain on loopback."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    @contextmanager
    def connection(self) -> Iterator[Connection]:
        """A connection that may send; closed at the end. Raises DeliveryError(server_down)."""
        try:
            connection = self._connect()
        except (OSError, smtplib.SMTPException) as error:
            raise DeliveryError(_reason(error), server_down=True) from error
        try:
            yield Connection(connection)
        finally:
            _close(connection)

    def _connect(self) -> smtplib.SMTP:
        s = self._settings
        context = ssl.create_default_context()
        if s.smtp_security == "tls":
            connection: smtplib.SMTP = smtplib.SMTP_SSL(
                s.smtp_host, s.smtp_port, timeout=s.smtp_timeout_s, context=context
            )
        else:
            connection = smtplib.SMTP(s.smtp_host, s.smtp_port, timeout=s.smtp_timeout_s)
        try:
            if s.smtp_security == "starttls":
                connection.starttls(context=context)
            if s.smtp_user:
                connection.login(s.smtp_user, s.smtp_password.get_secret_value())
        except BaseException:
            connection.close()
            raise
        return connection


def _close(connection: smtplib.SMTP) -> None:
    try:
        connection.quit()
    except (OSError, smtplib.SMTPException):
        connection.close()  # the other side has gone already; there is nothing left to lose


def _reason(error: Exception) -> str:
    """The kind of the error and its code; server texts may repeat the address."""
    code = getattr(error, "smtp_code", None) or getattr(error, "errno", None)
    return f"{type(error).__name__}{f' ({code})' if code else ''}"

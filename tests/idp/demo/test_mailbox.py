"""The demo's mail server and its page: every mail arrives, and none can do harm."""

from __future__ import annotations

import smtplib
from collections.abc import Iterator
from email.message import EmailMessage

import pytest

from idp.demo.inbox import Inbox, MailServer
from idp.demo.mailbox import create_mailbox
from tests.servers import free_port


@pytest.fixture
def inbox() -> Inbox:
    return Inbox()


@pytest.fixture
def port(inbox: Inbox) -> Iterator[int]:
    port = free_port()
    with MailServer(inbox, port):
        yield port


def _send(port: int, text: str, html: str = "", to: str = "ada@example.org") -> None:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "Stepfree <s@stepfree.example>", to, "Zürich “now”"
    mail.set_content(text)
    if html:
        mail.add_alternative(html, subtype="html")
    with smtplib.SMTP("127.0.0.1", port) as server:
        server.send_message(mail)


def test_mail_arrives_with_both_parts(inbox: Inbox, port: int) -> None:
    """A mail that was sent over SMTP can be read, text and HTML, accents included."""
    _send(port, "Moien\n\nhttp://localhost:8000/x?a=1&b=2\n", "<p>Moien</p>")

    letter = inbox.wait("ada@example.org")

    assert letter.subject == "Zürich “now”"
    assert letter.links == ("http://localhost:8000/x?a=1&b=2",)
    assert letter.html == "<p>Moien</p>\n"
    assert "".join(piece for piece, _ in letter.pieces()) == letter.text


def test_waiting_ends_with_words(inbox: Inbox) -> None:
    """Waiting for a mail that does not come ends with a sentence that names the address."""
    with pytest.raises(TimeoutError, match=r"No mail for jos@example\.org"):
        inbox.wait("jos@example.org", timeout_s=0.05)


def test_mail_is_shown_as_text(inbox: Inbox, port: int) -> None:
    """What stands in a mail is text on the page: nothing of it becomes markup."""
    _send(port, "<script>alert(1)</script> http://localhost/?q=%22%3E<b>")
    inbox.wait("ada@example.org")
    page = create_mailbox(inbox, "http://localhost:8001").test_client()

    text = page.get("/mail/1").text

    assert "<script>" not in text
    assert "&lt;script&gt;" in text
    assert 'href="http://localhost/?q=%22%3E"' in text


def test_html_part_is_locked_in(inbox: Inbox, port: int) -> None:
    """The HTML part runs no script, fetches nothing and sends nothing."""
    _send(port, "Hello", "<img src=https://elsewhere.example/pixel>")
    inbox.wait("ada@example.org")
    page = create_mailbox(inbox, "http://localhost:8001").test_client()

    policy = page.get("/mail/1/html").headers["Content-Security-Policy"]

    assert "default-src 'none'" in policy
    assert "sandbox" in policy
    assert "allow-scripts" not in policy


def test_unknown_mail_has_a_way_on(inbox: Inbox) -> None:
    """A mail that is not here gets a page that leads back to the list."""
    page = create_mailbox(inbox, "http://localhost:8001").test_client()

    answer = page.get("/mail/9")

    assert answer.status_code == 404
    assert "Back to all mails" in answer.text

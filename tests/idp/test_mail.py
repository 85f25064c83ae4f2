"""idp.mail: messages for everybody, promised with the change, handed over safely."""

from __future__ import annotations

import ssl
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest
from aiosmtpd.smtp import AuthResult, LoginPassword
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from pydantic import SecretStr

from conftest import Outbox
from idp.addresses import parse
from idp.clock import SetClock
from idp.mail import DeliveryError, Mailer, MailServer, compose, mail_frame
from idp.notices import NewBrowserMessage
from idp.pages import Renderer
from idp.settings import Settings
from idp.store import Store
from idp.store.events import find_events
from idp.vault import Vault
from idp.words import Words
from tests.servers import free_port, start_mail_server

ADA = parse("Ada@example.org")
NOTICE = NewBrowserMessage(
    browser="Firefox (Windows)",
    at=datetime(2026, 11, 21, 14, 5, tzinfo=UTC),
    account_url="https://id.example/account/overview",
    not_me_url="https://id.example/help/problem",
)


@pytest.fixture(scope="module")
def renderer() -> Renderer:
    return Renderer(Words(("en",)))


@pytest.fixture
def message(settings: Settings, renderer: Renderer, clock: SetClock) -> EmailMessage:
    told = settings.model_copy(update={"help_mail": "help@id.example", "provider_name": "Sígn-in"})
    return compose(told, renderer, NOTICE, ADA, "en", "key-1", clock.at)


def test_a_message_has_its_text_first_and_then_html(message: EmailMessage) -> None:
    """Whoever reads plain text gets everything; both parts say their language (EM-1, EM-4)."""
    text, html = message.iter_parts()

    assert message.get_content_type() == "multipart/alternative"
    assert (text.get_content_type(), html.get_content_type()) == ("text/plain", "text/html")
    assert "Firefox (Windows)" in text.get_content()
    assert '<html lang="en"' in html.get_content()
    assert [part["Content-Language"] for part in message.walk()] == ["en"] * 3


def test_a_message_asks_for_no_automatic_answer(message: EmailMessage) -> None:
    """Absence notes and mailing lists stay out of it (EM-2)."""
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["X-Auto-Response-Suppress"] == "All"
    assert not [name for name in message if name.startswith("List-")]
    assert message["Reply-To"] == "help@id.example"


def test_a_message_goes_to_one_mailbox_under_one_name(message: EmailMessage) -> None:
    """The receiver is the address as it was read, the sender the provider."""
    assert message["To"] == "Ada@example.org"
    assert message["From"].addresses[0].display_name == "Sígn-in"
    assert message["Message-ID"] == "<key-1@localhost>"


def test_the_wire_carries_ascii_in_short_lines(message: EmailMessage) -> None:
    """Every mail server can pass it on as it is."""
    raw = message.as_bytes()

    raw.decode("ascii")
    assert max(map(len, raw.split(b"\r\n"))) <= 100
    assert b"\n" not in raw.replace(b"\r\n", b"")


def test_addresses_in_mails_come_from_the_issuer(settings: Settings) -> None:
    """No request can change where a mailed link leads (SEC-35)."""
    frame = mail_frame(settings, "en")

    assert frame.url("opened", "magic_link", "id_1") == (
        "http://localhost:8000/magic-link/opened/id_1"
    )
    assert frame.account_url.startswith(settings.issuer)
    with pytest.raises(LookupError):
        frame.asset("style.css")


def test_a_promise_is_kept_with_the_change_or_not_at_all(
    store: Store,
    settings: Settings,
    renderer: Renderer,
    vault: Vault,
    clock: SetClock,
    mails: Outbox,
) -> None:
    """A mail is promised in the transaction: undone with it, and unreadable in the database."""

    def change(fails: bool) -> None:
        with store.write() as tx:
            Mailer(tx, settings, renderer, vault, clock).promise(NOTICE, ADA, "en", None)
            if fails:
                raise RuntimeError("a fault after the promise")

    with pytest.raises(RuntimeError, match="fault"):
        change(fails=True)
    assert mails.messages() == []

    change(fails=False)

    assert mails.last()["To"] == "Ada@example.org"
    with store.read() as tx:
        stored = str(tx.exec_driver_sql("SELECT * FROM outbox").all())
        assert find_events(tx) == ()
    assert "example.org" not in stored


class Certified:
    """A certificate of our own for localhost, made for one test run."""

    def __init__(self, folder: Path) -> None:
        key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
        now = datetime.now(UTC)
        certificate = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - timedelta(minutes=1))
            .not_valid_after(now + timedelta(days=1))
            .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), False)
            .add_extension(x509.BasicConstraints(ca=True, path_length=0), True)
            .sign(key, hashes.SHA256())
        )
        self.file, key_file = folder / "certificate.pem", folder / "key.pem"
        self.file.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
        key_file.write_bytes(
            key.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
        )
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(self.file, key_file)


@pytest.fixture(scope="module")
def certified(tmp_path_factory: pytest.TempPathFactory) -> Certified:
    return Certified(tmp_path_factory.mktemp("certificate"))


@pytest.fixture
def trusting(certified: Certified, monkeypatch: pytest.MonkeyPatch) -> None:
    """This machine trusts the certificate."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certified.file))


def smtp(settings: Settings, port: int, **changes: object) -> Settings:
    usual = {"smtp_host": "localhost", "smtp_port": port, "smtp_timeout_s": 3}
    return settings.model_copy(update={**usual, **changes})


def password_is_right(
    server: object, session: object, envelope: object, mechanism: str, auth: object
) -> AuthResult:
    assert isinstance(auth, LoginPassword)
    return AuthResult(success=auth.password == b"right")


@pytest.mark.usefixtures("trusting")
def test_the_mail_server_is_spoken_to_over_starttls_with_a_password(
    settings: Settings, certified: Certified, message: EmailMessage
) -> None:
    """A message goes over an encrypted, authenticated connection."""
    with start_mail_server(
        tls_context=certified.context,
        require_starttls=True,
        auth_required=True,
        authenticator=password_is_right,
    ) as server:
        given = smtp(settings, server.port, smtp_user="us", smtp_password=SecretStr("right"))
        with MailServer(given).connection() as connection:
            connection.deliver(message.as_bytes())

        assert [m["To"] for m in server.taken] == ["Ada@example.org"]


@pytest.mark.usefixtures("trusting")
def test_a_wrong_password_keeps_every_mail(settings: Settings, certified: Certified) -> None:
    """When our own login fails, no message is given up for it."""
    with start_mail_server(
        tls_context=certified.context,
        require_starttls=True,
        auth_required=True,
        authenticator=password_is_right,
    ) as server:
        given = smtp(settings, server.port, smtp_user="us", smtp_password=SecretStr("wrong"))

        with pytest.raises(DeliveryError) as problem, MailServer(given).connection():
            pytest.fail("it let us in")

    assert problem.value.server_down
    assert not problem.value.for_good


def test_a_certificate_that_nobody_knows_is_refused(
    settings: Settings, certified: Certified
) -> None:
    """Mails are never handed to a server that only says it is ours."""
    with (
        start_mail_server(tls_context=certified.context) as server,
        pytest.raises(DeliveryError) as problem,
        MailServer(smtp(settings, server.port)).connection(),
    ):
        pytest.fail("it was trusted")

    assert problem.value.server_down


def test_a_server_without_encryption_gets_nothing(settings: Settings) -> None:
    """STARTTLS cannot be talked away."""
    with (
        start_mail_server() as server,
        pytest.raises(DeliveryError),
        MailServer(smtp(settings, server.port)).connection(),
    ):
        pytest.fail("it went on unencrypted")


def test_a_server_that_is_away_is_told_without_an_address(settings: Settings) -> None:
    """The reason names the kind of error and nobody."""
    with (
        pytest.raises(DeliveryError) as problem,
        MailServer(smtp(settings, free_port(), smtp_security="none")).connection(),
    ):
        pytest.fail("somebody answered")

    assert problem.value.server_down
    assert problem.value.reason.startswith("ConnectionRefusedError")

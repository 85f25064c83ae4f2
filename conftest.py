"""What every test may ask for: settings, a clock that stands still, real stores, real mail."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from multiprocessing import get_context
from multiprocessing.pool import Pool
from pathlib import Path

import pytest
from sqlalchemy import select, text

from idp.clock import SetClock
from idp.settings import Settings, read
from idp.store import Store
from idp.store.outbox import IS_OPEN
from idp.store.schema import metadata, outbox
from idp.tokens import Tokens
from idp.vault import Vault
from tests.personal import look_at_events
from tests.servers import MailServer, PostgreSQL, start_mail_server, start_postgresql

SECRET = "test-secret-0123456789-abcdefghijklmnopqrstuvw"  # noqa: S105 - opens nothing
MANY_ROWS = 100
MASTER = "test-master-0123456789-abcdefghijklmnopqrstuvw"


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test depends on the environment that it is run in."""
    for name in ("STEPFREE_CONFIG", "STEPFREE_SECRETS_DIR"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture(scope="session")
def two_processes() -> Iterator[Pool]:
    """Two further processes, started once, for what must hold between processes."""
    pool = get_context("spawn").Pool(2)
    yield pool
    pool.close()
    pool.join()


@pytest.fixture(scope="session")
def postgresql() -> Iterator[PostgreSQL]:
    """A PostgreSQL server of our own, one for each process that runs tests."""
    with start_postgresql() as server:
        yield server


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def database(request: pytest.FixtureRequest) -> str:
    """The kind of database; where one is enough, a module says so by a fixture of this name."""
    return str(request.param)


@pytest.fixture
def database_url(database: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty database of each kind."""
    if database == "sqlite":
        yield f"sqlite:///{tmp_path / 'stepfree.sqlite3'}"
        return
    server: PostgreSQL = request.getfixturevalue("postgresql")
    with server.database() as url:
        yield url


@pytest.fixture(scope="session")
def postgresql_store(postgresql: PostgreSQL) -> Iterator[Store]:
    """One PostgreSQL database with every table, for all tests of this process in turn."""
    with postgresql.database() as url:
        store = Store(url)
        metadata.create_all(store.engine)
        yield store
        store.close()


@pytest.fixture(scope="session")
def empty_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with every table and no row: copying it takes a hundredth of making one."""
    path = tmp_path_factory.mktemp("empty") / "stepfree.sqlite3"
    store = Store(f"sqlite:///{path}")
    metadata.create_all(store.engine)
    store.close()
    return path


@pytest.fixture
def store(database: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """An opened store with every table and no row, of each kind.

    Afterwards its events are looked at: a test in which one holds personal data fails.
    """
    if database == "postgresql":
        shared: Store = request.getfixturevalue("postgresql_store")
        with shared.write() as tx:
            # TRUNCATE gives a table and its indexes new files: too slow to do for every table, and
            # due where many rows are gone, or PostgreSQL would plan as if they were still there.
            for table in reversed(metadata.sorted_tables):
                if tx.execute(table.delete()).rowcount > MANY_ROWS:
                    tx.execute(text(f"TRUNCATE {table.name} CASCADE"))
        yield shared
        look_at_events(shared)
        return
    path = tmp_path / "stepfree.sqlite3"
    shutil.copyfile(request.getfixturevalue("empty_sqlite"), path)
    store = Store(f"sqlite:///{path}")
    yield store
    look_at_events(store)
    store.close()


@pytest.fixture
def settings(store: Store) -> Settings:
    """Settings of a provider on loopback that uses the store."""
    return read(
        issuer="http://localhost:8000",
        secret_keys=(SECRET,),
        master_keys=(MASTER,),
        database_url=store.engine.url.render_as_string(hide_password=False),
        demo=True,
        log_format="plain",
    )


@pytest.fixture
def tokens(settings: Settings, clock: SetClock) -> Tokens:
    return Tokens([key.get_secret_value() for key in settings.secret_keys], clock)


@pytest.fixture
def vault(store: Store, settings: Settings, clock: SetClock) -> Vault:
    return Vault.open(store, [key.get_secret_value() for key in settings.master_keys], clock)


@dataclass(frozen=True)
class Outbox:
    """The mails that were promised and wait to be sent."""

    store: Store
    vault: Vault

    def messages(self) -> list[EmailMessage]:
        """Oldest first, as the mail server will get them."""
        with self.store.read() as tx:
            rows = tx.execute(select(outbox).where(*IS_OPEN).order_by(outbox.c.created_at)).all()
        parse = BytesParser(policy=policy.default).parsebytes
        return [
            parse(self.vault.unseal("outbox", "message_sealed", row.id, row.message_sealed))
            for row in rows
        ]

    def last(self) -> EmailMessage:
        """The newest one. Raises IndexError when nothing was promised."""
        return self.messages()[-1]


@pytest.fixture
def mails(store: Store, vault: Vault) -> Outbox:
    """Reads the outbox."""
    return Outbox(store, vault)


@pytest.fixture
def mail_server() -> Iterator[MailServer]:
    """A real SMTP server on a free port of loopback, which can be stopped and started again."""
    with start_mail_server() as server:
        yield server

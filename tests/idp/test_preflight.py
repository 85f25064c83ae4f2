"""idp.preflight: what cannot keep its promises does not start."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import text

from conftest import MASTER, SECRET
from idp import preflight
from idp.clock import Clock, SetClock
from idp.preflight import look, refusals
from idp.settings import Settings, read
from idp.store import Store
from idp.store.migration import migrate
from idp.vault import Vault
from tests.servers import PostgreSQL


def settings_of(url: str, **changes: object) -> Settings:
    usual: dict[str, object] = {
        "issuer": "http://localhost:8000",
        "secret_keys": (SECRET,),
        "master_keys": (MASTER,),
        "database_url": url,
        "demo": True,
        "languages": ("en",),
    }
    return read(**usual | changes)


@pytest.fixture
def ready(database_url: str) -> Settings:
    """Settings of an installation that may start."""
    store = Store(database_url)
    migrate(store)
    Vault.open(store, [MASTER])
    store.close()
    return settings_of(database_url)


def test_a_sound_installation_may_start(ready: Settings) -> None:
    """Nothing is refused where nothing is wrong."""
    if ready.database_url.startswith("sqlite"):
        Path(ready.database_url.removeprefix("sqlite:///")).chmod(0o600)

    found = [f for f in look(ready, Clock(), thorough=True) if f.level != "note"]

    # The servers of the tests write without fsync, which a real one must not.
    assert [f.text for f in found if "fsync" not in f.text] == []


def test_a_database_that_was_not_migrated_is_refused(database_url: str) -> None:
    """The operator is told which command is missing."""
    found = refusals(look(settings_of(database_url), Clock()))

    assert any("stepfree migrate" in text for text in found)


def test_a_missing_master_key_is_refused(ready: Settings) -> None:
    """Data that could not be read is noticed before anybody signs in."""
    other = settings_of(ready.database_url, master_keys=("another" + MASTER,))

    assert any("master_keys" in text for text in refusals(look(other, Clock())))


@pytest.mark.parametrize("wrong_s", [-3_600, 3_600])
def test_a_clock_that_is_wrong_is_refused(database_url: str, wrong_s: int) -> None:
    """Our clock and the database's may differ by half a minute."""
    clock = SetClock(Clock().now() + wrong_s)

    assert any("clock" in text for text in refusals(look(settings_of(database_url), clock)))


@pytest.mark.postgres
def test_a_database_that_may_forget_is_refused(postgresql: PostgreSQL) -> None:
    """PostgreSQL must have confirmed only what it keeps (SEC-107)."""
    with postgresql.database() as url:
        store = Store(url)
        with store.write() as tx:
            name = tx.execute(text("SELECT current_database()")).scalar_one()
            tx.execute(text(f"ALTER DATABASE {name} SET synchronous_commit = off"))
        store.close()

        found = refusals(look(settings_of(url), Clock()))

    assert any("synchronous_commit = off" in text for text in found)


def test_a_database_that_does_not_answer_is_refused(tmp_path: Path) -> None:
    """Both the wrong address and the silent server are told in one sentence."""
    url = f"postgresql://nobody@/none?host={tmp_path}"

    assert refusals(look(settings_of(url), Clock())) == [
        "The database does not answer. Is database_url right?"
    ]


def test_a_damaged_file_is_refused(tmp_path: Path) -> None:
    """A thorough look finds pages that were overwritten."""
    file = tmp_path / "stepfree.sqlite3"
    settings = settings_of(f"sqlite:///{file}")
    store = Store(settings.database_url)
    migrate(store)
    Vault.open(store, [MASTER])
    with store.write() as tx:
        tx.exec_driver_sql("CREATE TABLE filler (x)")
        tx.exec_driver_sql(
            "INSERT INTO filler WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n "
            "WHERE i < 500) SELECT hex(randomblob(400)) FROM n"
        )
    store.close()
    with file.open("r+b") as raw:
        raw.seek(-60_000, 2)
        raw.write(b"\x55" * 20_000)

    assert any("damaged" in text for text in refusals(look(settings, Clock(), thorough=True)))


def test_a_language_without_words_is_refused(ready: Settings) -> None:
    """Nobody is offered a language that we do not speak."""
    found = refusals(look(settings_of(ready.database_url, languages=("en", "eo")), Clock()))

    assert any("eo" in text for text in found)


def test_debugging_is_refused(ready: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """A debugger for visitors never runs in production."""
    monkeypatch.setenv("FLASK_DEBUG", "1")

    assert any("FLASK_DEBUG" in text for text in refusals(look(ready, Clock())))


def test_a_package_with_known_holes_is_refused(
    ready: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A version below its floor is named together with the floor."""
    monkeypatch.setitem(preflight.FLOORS, "authlib", (99, 0, 0))

    assert any("99.0.0" in text for text in refusals(look(ready, Clock())))


def test_files_that_others_may_read_are_pointed_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The database and the secrets are for the service alone."""
    settings = settings_of(f"sqlite:///{tmp_path / 'stepfree.sqlite3'}")
    store = Store(settings.database_url)
    migrate(store)
    store.close()
    tmp_path.chmod(0o755)
    (tmp_path / "stepfree.sqlite3").chmod(0o644)
    monkeypatch.setenv("STEPFREE_SECRETS_DIR", str(tmp_path))

    warned = [f.text for f in look(settings, Clock()) if f.level == "warn"]

    assert any("chmod 600" in text for text in warned)
    assert any("chmod 700" in text for text in warned)

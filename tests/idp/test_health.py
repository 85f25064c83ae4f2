"""idp.health: what a load balancer is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from idp.clock import SetClock
from idp.health import livez, readyz
from idp.store import Store
from idp.store.migration import migrate
from idp.store.outbox import Promised, add_promised


@pytest.fixture
def ready(database_url: str) -> Store:
    store = Store(database_url)
    migrate(store)
    return store


def test_a_process_that_answers_lives() -> None:
    """Being alive depends on nothing else."""
    assert livez().ready


def test_a_whole_service_is_ready(ready: Store, clock: SetClock) -> None:
    """Database, schema and keys together make it ready."""
    health = readyz(ready, clock, lambda: True)

    assert health.ready
    assert health.parts["schema"] == "ok"
    ready.close()


def test_a_schema_that_is_behind_is_not_ready(database_url: str, clock: SetClock) -> None:
    """Nobody is sent to a process whose database was not migrated."""
    store = Store(database_url)

    health = readyz(store, clock, lambda: True)

    assert (health.ready, health.parts["schema"]) == (False, "needs migrate")
    store.close()


def test_without_keys_it_is_not_ready(ready: Store, clock: SetClock) -> None:
    """A process that could not sign is not used."""
    assert not readyz(ready, clock, lambda: False).ready
    ready.close()


def test_a_database_that_is_away_is_told_in_one_word(tmp_path: Path, clock: SetClock) -> None:
    """The answer says that the database is down, and nothing about it."""
    store = Store(f"postgresql://nobody@/none?host={tmp_path}")

    health = readyz(store, clock, lambda: True)

    assert (health.ready, dict(health.parts)) == (False, {"database": "down"})
    store.close()


def test_mail_that_waits_is_told_but_does_not_stop_people(ready: Store, clock: SetClock) -> None:
    """Without a mail server people with a passkey still sign in; operators see the delay."""
    at = clock.now()
    with ready.write() as tx:
        add_promised(tx, Promised("a", "sample/mail", b"x", 0, at, at, at + 9_000))
    clock.move_s(400)

    health = readyz(ready, clock, lambda: True)

    assert health.ready
    assert (health.parts["outbox"], health.parts["outbox_waits_s"]) == ("late", 400)
    ready.close()

"""idp.store.migration: from nothing to the present schema and back, on both databases."""

from __future__ import annotations

from multiprocessing.pool import Pool
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

from idp.store import Store, StoreError
from idp.store.migration import differences, migrate, step_back
from idp.store.revision import FOLDER, HEAD, is_at_head, present
from idp.store.schema import metadata


@pytest.fixture
def empty(database_url: str) -> Store:
    return Store(database_url)


def test_an_empty_database_becomes_the_schema(empty: Store) -> None:
    """After migrating, the database and the tables in the code do not differ."""
    migrate(empty)

    assert differences(empty) == []
    assert is_at_head(empty)
    empty.close()


def test_both_ways_make_the_same_tables(tmp_path: Path) -> None:
    """Migrating and creating agree on how SQLite keeps each row, which is not compared above."""
    migrated, created = (Store(f"sqlite:///{tmp_path / name}") for name in ("one", "other"))
    migrate(migrated)
    metadata.create_all(created.engine)

    ways = []
    for store in (migrated, created):
        with store.read() as tx:
            rows = tx.execute(text("SELECT name, wr FROM pragma_table_list")).all()
        store.close()
        ways.append({name: wr for name, wr in rows if name in metadata.tables})

    assert ways[0] == ways[1]
    assert [name for name in ("attempts", "grants") if ways[0][name]] == ["attempts"]


def test_migrating_twice_changes_nothing(empty: Store) -> None:
    """The command can be repeated at every start."""
    migrate(empty)
    migrate(empty)

    assert present(empty) == HEAD
    empty.close()


def test_a_step_back_leaves_no_table(empty: Store) -> None:
    """The first revision can be undone wholly."""
    migrate(empty)

    step_back(empty)

    with empty.read() as tx:
        assert inspect(tx).get_table_names() == ["alembic_version"]
    assert not is_at_head(empty)
    empty.close()


def test_a_database_of_a_newer_version_is_left_alone(empty: Store) -> None:
    """An older program never touches a schema that it does not know."""
    migrate(empty)
    with empty.write() as tx:
        tx.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    with pytest.raises(StoreError, match="newer version"):
        migrate(empty)
    empty.close()


def test_two_nodes_may_migrate_at_once(database_url: str, two_processes: Pool) -> None:
    """Of two nodes that start together one migrates, and the other finds it done."""
    two_processes.map(_migrate, [database_url] * 2, chunksize=1)

    store = Store(database_url)
    assert differences(store) == []
    store.close()


def _migrate(url: str) -> None:
    store = Store(url)
    migrate(store)
    store.close()


def test_the_newest_revision_has_the_name_that_we_look_for() -> None:
    """Readiness compares with the last revision on disk."""
    assert ScriptDirectory(str(FOLDER)).get_current_head() == HEAD


def test_an_empty_database_is_at_no_revision(tmp_path: Path) -> None:
    """Before the first migration there is nothing, and that is no error."""
    store = Store(f"sqlite:///{tmp_path / 'empty.sqlite3'}")

    assert present(store) == ""
    store.close()

"""Brings a database to the newest revision of the schema."""

from __future__ import annotations

import warnings

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from idp.store import Store, StoreError, Transaction
from idp.store.revision import FOLDER
from idp.store.schema import metadata

# Any number, the same everywhere: the name of the lock that lets one node migrate at a time.
ADVISORY_LOCK = 7_837_733


def migrate(store: Store, revision: str = "head") -> None:
    """Runs every missing revision in one transaction. A second node waits and then finds none.

    Raises StoreError when the database was made by a newer version than this one.
    """
    with store.write() as tx:
        if not store.is_sqlite:
            tx.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": ADVISORY_LOCK})
        _refuse_unknown(tx)
        command.upgrade(_config(tx), revision)


def step_back(store: Store) -> None:
    """Undoes the last revision."""
    with store.write() as tx:
        command.downgrade(_config(tx), "-1")


def differences(store: Store) -> list[object]:
    """What the database lacks or has over the schema; [] when they agree. For a test."""
    with store.read() as tx, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        context = MigrationContext.configure(tx, opts={"compare_type": True})
        return list(compare_metadata(context, metadata))


def _refuse_unknown(tx: Transaction) -> None:
    present = MigrationContext.configure(tx).get_current_revision()
    known = {script.revision for script in ScriptDirectory(str(FOLDER)).walk_revisions()}
    if present is not None and present not in known:
        raise StoreError(
            f"The database is at revision {present}, which this version does not know. "
            "It was made by a newer version: install that one again."
        )


def _config(tx: Transaction) -> Config:
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.attributes["connection"] = tx
    return config

"""Tells which revision of the schema a database has, without loading what could change it."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import inspect, text

from idp.store import Store

FOLDER = Path(__file__).resolve().parent / "migrations"
# The newest file of migrations/versions; a test holds the two together.
HEAD = "0001"


def is_at_head(store: Store) -> bool:
    """Whether every revision has run. Raises StoreDownError."""
    return present(store) == HEAD


def present(store: Store) -> str:
    """The revision that the database has, "" before the first. Raises StoreDownError."""
    with store.read() as tx:
        if not inspect(tx).has_table("alembic_version"):
            return ""
        return str(tx.execute(text("SELECT version_num FROM alembic_version")).scalar() or "")

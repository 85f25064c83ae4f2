"""Looks whether a database can be trusted with what must not be lost."""

from __future__ import annotations

import sqlite3

from sqlalchemy import text

from idp.store import Store

# The fault that idp.store.turn keeps us out of is mended in these, and in all later ones.
MENDED = ((3, 44, 6), (3, 50, 7), (3, 51, 3))

SQLITE_VERSION = sqlite3.sqlite_version
SAFE_SETTINGS = ("synchronous_commit", "fsync", "full_page_writes")


def sqlite_is_mended(version: tuple[int, int, int] = sqlite3.sqlite_version_info) -> bool:
    """Whether this SQLite can let several connections write and checkpoint on its own."""
    return any(version[:2] == m[:2] and version >= m for m in MENDED) or version >= MENDED[-1]


def damage(store: Store) -> list[str]:
    """What SQLite's own check finds wrong in the file; [] when all is well."""
    with store.read() as tx:
        found = tx.execute(text("PRAGMA integrity_check(20)")).scalars().all()
        orphans = tx.execute(text("PRAGMA foreign_key_check")).all()
    problems = [] if found == ["ok"] else [str(line) for line in found]
    return problems + [f"{row[0]}: a row without its {row[2]}" for row in orphans]


def postgresql_risks(store: Store) -> list[str]:
    """Settings of the server under which it may forget what it has confirmed."""
    with store.read() as tx:
        values = {name: tx.execute(text(f"SHOW {name}")).scalar_one() for name in SAFE_SETTINGS}
    return [f"{name} = {value}" for name, value in values.items() if value == "off"]


def database_now(store: Store) -> int:
    """The database server's clock, epoch seconds; for SQLite it is ours."""
    query = "SELECT unixepoch()" if store.is_sqlite else "SELECT extract(epoch FROM now())::bigint"
    with store.read() as tx:
        return int(tx.execute(text(query)).scalar_one())

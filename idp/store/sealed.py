"""Seals anew what an older data key has sealed, table by table."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import LargeBinary, Table, select, update

from idp.store import Store
from idp.store.schema import metadata

Again = Callable[[str, str, str, bytes], bytes | None]
BATCH = 200


def sealed_columns() -> tuple[tuple[Table, str], ...]:
    """Every column that holds envelopes."""
    return tuple(
        (table, column.name)
        for table in metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, LargeBinary) and column.name.endswith("_sealed")
    )


def seal_all_again(store: Store, again: Again) -> int:
    """Passes every envelope to `again` and stores what it answers; how many it changed.

    again(table, column, row id, envelope) gives the new envelope, or None to leave it. Works in
    short transactions beside a running service: a row that changed meanwhile is left alone.
    """
    return sum(_column(store, table, column, again) for table, column in sealed_columns())


def _column(store: Store, table: Table, column: str, again: Again) -> int:
    changed, last = 0, ""
    while True:
        with store.write() as tx:
            batch = tx.execute(
                select(table.c.id, table.c[column])
                .where(table.c.id > last, table.c[column] != b"")
                .order_by(table.c.id)
                .limit(BATCH)
            ).all()
            for key, old in batch:
                new = again(table.name, column, key, old)
                if new is not None:
                    same = (table.c.id == key, table.c[column] == old)
                    changed += tx.execute(update(table).where(*same).values({column: new})).rowcount
        if len(batch) < BATCH:
            return changed
        last = batch[-1].id

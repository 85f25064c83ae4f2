"""idp.store.cleaning: what is over is forgotten, what is not stays."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import JSON, Table, Text, func, insert, select

from idp.clock import SetClock
from idp.store import Store, Transaction
from idp.store import schema as s
from idp.store.cleaning import DAY_S, forget
from idp.store.columns import Words

NOW = SetClock().at

# Table, the column that ends it, and how long it is kept after that.
KEPT = (
    (s.attempts, {"expires_at"}, 0),
    (s.used_assertions, {"expires_at"}, 0),
    (s.mailed_secrets, {"expires_at"}, DAY_S),
    (s.challenges, {"expires_at"}, DAY_S),
    (s.interactions, {"expires_at"}, DAY_S),
    (s.tokens, {"expires_at"}, DAY_S),
    (s.grants, {"expires_at"}, DAY_S),
    (s.sessions, {"expires_at"}, 30 * DAY_S),
    (s.sessions, {"ended_at"}, 30 * DAY_S),
    (s.known_browsers, {"last_seen_at"}, 400 * DAY_S),
    (s.outbox, {"sent_at"}, DAY_S),
    (s.outbox, {"given_up_at"}, 30 * DAY_S),
    (s.events, {"at"}, 366 * DAY_S),
)


@pytest.mark.parametrize(("table", "ends", "kept_s"), KEPT, ids=lambda v: getattr(v, "name", None))
def test_a_row_is_kept_as_long_as_we_say_and_no_longer(
    store: Store, table: Table, ends: set[str], kept_s: int
) -> None:
    """At the last second it is still there, one second later it is gone."""
    with store.write() as tx:
        make_row(tx, table, dict.fromkeys(ends, NOW))

    forget(store, NOW + kept_s)
    at_the_last_second = count(store, table)
    forget(store, NOW + kept_s + 1)

    assert (at_the_last_second, count(store, table)) == (1, 0)


def test_parents_stay_as_long_as_a_child_needs_them(store: Store) -> None:
    """A sign-in is kept while an authorization made in it still lives."""
    with store.write() as tx:
        make_row(tx, s.sessions, {"expires_at": NOW, "ended_at": NOW})
        make_row(tx, s.grants, {"expires_at": NOW + 90 * DAY_S})

    forget(store, NOW + 60 * DAY_S)
    assert (count(store, s.sessions), count(store, s.grants)) == (1, 1)
    forget(store, NOW + 92 * DAY_S)

    assert (count(store, s.sessions), count(store, s.grants)) == (0, 0)


def test_thousands_of_rows_go_in_short_transactions(store: Store) -> None:
    """However many there are, all go, and the numbers are told."""
    with store.write() as tx:
        rows = [{"id": f"a-{n}", "expires_at": NOW} for n in range(1_234)]
        tx.execute(insert(s.used_assertions), rows)

    assert forget(store, NOW + 1) == {"used_assertions": 1_234}


def test_events_of_a_clock_that_was_ahead_keep_no_others(store: Store) -> None:
    """However many events are dated later than now, the old ones behind them are forgotten."""
    with store.write() as tx:
        for at, number in ((NOW + 9_000 * DAY_S, 600), (NOW, 700), (NOW + DAY_S, 1)):
            for _ in range(number):
                make_row(tx, s.events, {"at": at})

    assert forget(store, NOW + 366 * DAY_S + 1) == {"events": 700}
    assert count(store, s.events) == 601


def test_nothing_to_forget_is_nothing(store: Store) -> None:
    """An empty store is left as it is."""
    assert forget(store, NOW) == {}


def count(store: Store, table: Table) -> int:
    with store.read() as tx:
        return int(tx.execute(select(func.count()).select_from(table)).scalar_one())


def make_row(tx: Transaction, table: Table, values: dict[str, Any]) -> None:
    """One row that lives for ever but for `values`, and the rows that it refers to."""
    for key in table.foreign_keys:
        parent = key.column.table
        if not tx.execute(select(func.count()).select_from(parent)).scalar_one():
            make_row(tx, parent, {})
    row: dict[str, Any] = {}
    for column in table.columns:
        if column.nullable or column.identity:
            continue
        if isinstance(column.type, JSON | Words):
            row[column.name] = {} if isinstance(column.type, JSON) else ()
        elif column.name.endswith("_at"):
            row[column.name] = NOW + 3_000 * DAY_S
        elif column.name.endswith("id") and isinstance(column.type, Text):
            row[column.name] = "one"
        else:
            row[column.name] = column.type.python_type()
    tx.execute(insert(table).values(**row | values))

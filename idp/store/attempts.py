"""Counts attempts in windows of time, each in one statement."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import BigInteger, ColumnElement, case, literal, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from idp.store import DOWN, StoreDownError, Transaction
from idp.store.schema import attempts


@dataclass(frozen=True, slots=True)
class Count:
    """How many hits the present window has, and when it ends (epoch seconds)."""

    hits: int
    ends_at: int


def count_attempt(tx: Transaction, key: str, window_s: int, now: int) -> Count:
    """Adds one hit and returns the count, atomically. Raises StoreDownError.

    A window begins with its first hit and ends window_s later whatever happens in between:
    somebody who keeps hitting cannot keep the owner of an address out for ever.
    """
    kind = sqlite if tx.dialect.name == "sqlite" else postgresql
    # Further ahead than any node's clock can be: the clock was set back, so begin anew.
    over = or_(attempts.c.expires_at <= now, attempts.c.expires_at > now + 2 * window_s)
    statement = (
        kind.insert(attempts)
        .values(id=key, window_began_at=now, hits=1, expires_at=now + window_s)
        .on_conflict_do_update(
            index_elements=[attempts.c.id],
            set_={
                "hits": case((over, _big(1)), else_=attempts.c.hits + 1),
                "window_began_at": case((over, _big(now)), else_=attempts.c.window_began_at),
                "expires_at": case((over, _big(now + window_s)), else_=attempts.c.expires_at),
            },
        )
        .returning(attempts.c.hits, attempts.c.expires_at)
    )
    try:
        row = tx.execute(statement).one()
    except DOWN as error:
        raise StoreDownError("Attempts cannot be counted now.") from error
    return Count(hits=row.hits, ends_at=row.expires_at)


def _big(value: int) -> ColumnElement[int]:
    """Points in time need 64 bits from 2038-01-19 on."""
    return literal(value, BigInteger)


def find_count(tx: Transaction, key: str, now: int) -> Count:
    """The count of the present window, 0 when there is none."""
    row = tx.execute(
        select(attempts.c.hits, attempts.c.expires_at).where(
            attempts.c.id == key, attempts.c.expires_at > now
        )
    ).one_or_none()
    return Count(row.hits, row.expires_at) if row else Count(0, now)


def take_back_attempt(tx: Transaction, key: str, now: int) -> None:
    """One hit less in the present window."""
    tx.execute(
        update(attempts)
        .where(attempts.c.id == key, attempts.c.expires_at > now, attempts.c.hits > 0)
        .values(hits=attempts.c.hits - 1)
    )

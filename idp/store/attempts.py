"""Counts attempts in windows of time, each in one statement."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import BigInteger, BindParameter, bindparam, case, literal, or_, select
from sqlalchemy.dialects import postgresql, sqlite

from idp.store import DOWN, StoreDownError, Transaction, is_conflict
from idp.store.prepared import Prepared
from idp.store.schema import attempts


@dataclass(frozen=True, slots=True)
class Count:
    """How many hits the present window has, and when it ends (epoch seconds)."""

    hits: int
    ends_at: int


def _big(name: str) -> BindParameter[int]:
    """Points in time need 64 bits from 2038-01-19 on."""
    return bindparam(name, type_=BigInteger)


def _count(kind: Any) -> Any:
    """Insert or add one; built once, because it costs more to build than to run."""
    # Further ahead than any node's clock can be: the clock was set back, so begin anew.
    over = or_(attempts.c.expires_at <= _big("now"), attempts.c.expires_at > _big("ahead"))
    began, ends = attempts.c.window_began_at, attempts.c.expires_at
    return (
        kind.insert(attempts)
        .values(id=bindparam("key"), window_began_at=_big("now"), hits=1, expires_at=_big("ends"))
        .on_conflict_do_update(
            index_elements=[attempts.c.id],
            set_={
                "hits": case((over, literal(1, BigInteger)), else_=attempts.c.hits + 1),
                "window_began_at": case((over, _big("now")), else_=began),
                "expires_at": case((over, _big("ends")), else_=ends),
            },
        )
        .returning(attempts.c.hits, attempts.c.expires_at)
    )


_COUNT = {"sqlite": Prepared(_count(sqlite)), "postgresql": Prepared(_count(postgresql))}
_FIND = Prepared(
    select(attempts.c.hits, attempts.c.expires_at).where(
        attempts.c.id == bindparam("key"), attempts.c.expires_at > _big("now")
    )
)


def count_attempt(tx: Transaction, key: str, window_s: int, now: int) -> Count:
    """Adds one hit and returns the count, atomically. Raises StoreDownError.

    A window begins with its first hit and ends window_s later whatever happens in between:
    somebody who keeps hitting cannot keep the owner of an address out for ever.
    """
    given = {"key": key, "now": now, "ends": now + window_s, "ahead": now + 2 * window_s}
    try:
        row = _COUNT[tx.dialect.name].one(tx, given)
    except DOWN as error:
        if is_conflict(error):
            raise  # the whole transaction is over, and is run again
        raise StoreDownError("Attempts cannot be counted now.") from error
    if row is None:
        raise LookupError("A count that was written comes back.")
    return Count(*row)


def find_count(tx: Transaction, key: str, now: int) -> Count:
    """The count of the present window, 0 when there is none."""
    row = _FIND.one(tx, {"key": key, "now": now})
    return Count(*row) if row else Count(0, now)

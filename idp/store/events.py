"""Keeps what happened, for those who answer for the service."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from sqlalchemy import bindparam, insert, select

from idp.store import Transaction
from idp.store.prepared import Prepared
from idp.store.schema import events


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened. subject: account id, "" when unknown. details: JSON values."""

    at: int
    name: str
    outcome: str
    subject: str
    client_id: str
    session_id: str
    ip_prefix: str
    correlation: str
    details: Mapping[str, Any]


_NAMES = tuple(f.name for f in fields(Event))
# Inline: nobody asks which numbers the database gave.
_ADD = Prepared(insert(events).values({name: bindparam(name) for name in _NAMES}).inline())


def add_events(tx: Transaction, happened: Sequence[Event]) -> None:
    """Writes all in one statement."""
    if happened:
        _ADD.change_each(tx, [{name: getattr(e, name) for name in _NAMES} for e in happened])


def find_events(
    tx: Transaction, *, name: str = "", subject: str = "", most: int = 1_000
) -> tuple[Event, ...]:
    """The last `most` events, oldest first; of one name or one subject when given."""
    columns = (events.c[name] for name in _NAMES)
    wanted = select(*columns).order_by(events.c.at.desc(), events.c.id.desc()).limit(most)
    if name:
        wanted = wanted.where(events.c.name == name)
    if subject:
        wanted = wanted.where(events.c.subject == subject)
    return tuple(Event(**row._mapping) for row in reversed(tx.execute(wanted).all()))

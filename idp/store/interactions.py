"""Interactions as they are stored; request and memory are sealed, for they hold addresses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from sqlalchemy import ColumnElement, insert, select, update

from idp.store import Transaction
from idp.store.schema import clients, interactions


@dataclass(frozen=True, slots=True, kw_only=True)
class PendingRow:
    """One row, with what pages say about its portal joined to it ("" without a portal)."""

    id: str
    kind: str
    browser_hash: str
    begun_in: str
    client_id: str | None
    request_sealed: bytes
    memory_sealed: bytes
    proofs: tuple[Mapping[str, Any], ...]
    account_id: str | None
    session_id: str | None
    created_at: int
    expires_at: int
    answered_at: int | None
    name: str = ""
    name_language: str = ""
    home_url: str = ""
    contact: str = ""
    consent: str = ""


_OF_CLIENT = ("name", "name_language", "home_url", "contact", "consent")
_OWN = tuple(f.name for f in fields(PendingRow) if f.name not in _OF_CLIENT)


def add_interaction(tx: Transaction, row: PendingRow) -> None:
    values = {name: getattr(row, name) for name in _OWN}
    tx.execute(insert(interactions).values(**{**values, "proofs": list(row.proofs)}))


def find_interaction(
    tx: Transaction, interaction_id: str, *, to_change: bool = False
) -> PendingRow | None:
    """The row and its portal, whoever's it is, whatever became of it.

    to_change: locks the row (PostgreSQL; on SQLite one writer at a time is the rule anyway).
    """
    query = (
        select(*(interactions.c[name] for name in _OWN), *(clients.c[name] for name in _OF_CLIENT))
        .join(clients, clients.c.id == interactions.c.client_id, isouter=True)
        .where(interactions.c.id == interaction_id)
    )
    if to_change:
        query = query.with_for_update(of=interactions)
    row = tx.execute(query).one_or_none()
    if row is None:
        return None
    values: dict[str, Any] = {name: getattr(row, name) for name in _OWN}
    values |= {name: getattr(row, name) or "" for name in _OF_CLIENT}
    return PendingRow(**{**values, "proofs": tuple(values["proofs"])})


def record_proofs(
    tx: Transaction,
    interaction_id: str,
    *,
    proofs: tuple[Mapping[str, Any], ...],
    account_id: str | None,
    session_id: str | None,
) -> None:
    """Replaces the proofs, oldest first, and whom they are about."""
    tx.execute(
        update(interactions)
        .where(interactions.c.id == interaction_id)
        .values(proofs=list(proofs), account_id=account_id, session_id=session_id)
    )


def store_memory(tx: Transaction, interaction_id: str, memory_sealed: bytes) -> None:
    tx.execute(
        update(interactions)
        .where(interactions.c.id == interaction_id)
        .values(memory_sealed=memory_sealed)
    )


def bind_account(tx: Transaction, interaction_id: str, account_id: str) -> None:
    tx.execute(
        update(interactions)
        .where(interactions.c.id == interaction_id)
        .values(account_id=account_id)
    )


def claim_answer(tx: Transaction, interaction_id: str, now: int) -> bool:
    """Closes the interaction; True for exactly one caller."""
    done = tx.execute(
        update(interactions).where(_open(interaction_id, now)).values(answered_at=now)
    )
    return done.rowcount == 1


def _open(interaction_id: str, now: int) -> ColumnElement[bool]:
    return (
        (interactions.c.id == interaction_id)
        & interactions.c.answered_at.is_(None)
        & (interactions.c.expires_at > now)
    )

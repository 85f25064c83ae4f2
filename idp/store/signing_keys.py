"""Keys that sign what portals get; the private half is sealed."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

from sqlalchemy import insert, select, text, update

from idp.store import Transaction
from idp.store.schema import signing_keys


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningKeyRow:
    """One key. id: kid, the RFC 7638 thumbprint.

    Published from created_at until removed_at; signs from signs_from_at until signs_until_at.
    """

    id: str
    alg: str
    public_jwk: dict[str, Any]
    private_sealed: bytes
    created_at: int
    signs_from_at: int
    signs_until_at: int | None = None
    removed_at: int | None = None


def lock_keys(tx: Transaction) -> None:
    """Makes key changes of several processes wait for one another until the transaction ends.

    A writing transaction of SQLite holds the one write lock already.
    """
    if tx.dialect.name == "postgresql":
        tx.execute(text("LOCK TABLE signing_keys IN SHARE ROW EXCLUSIVE MODE"))


def list_keys(tx: Transaction) -> tuple[SigningKeyRow, ...]:
    """Every key that was ever made, oldest first."""
    rows = tx.execute(
        select(signing_keys).order_by(
            signing_keys.c.created_at, signing_keys.c.signs_from_at, signing_keys.c.id
        )
    )
    return tuple(SigningKeyRow(**row._mapping) for row in rows)


def add_key(tx: Transaction, key: SigningKeyRow) -> None:
    tx.execute(insert(signing_keys).values({f.name: getattr(key, f.name) for f in fields(key)}))


def retire_key(tx: Transaction, key_id: str, *, signs_until_at: int, removed_at: int) -> None:
    """Plans the end of a key; both points in time may lie ahead."""
    tx.execute(
        update(signing_keys)
        .where(signing_keys.c.id == key_id)
        .values(signs_until_at=signs_until_at, removed_at=removed_at)
    )

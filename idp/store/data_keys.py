"""Keeps the wrapped keys that idp.vault seals with."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import insert, select, update

from idp.store import Transaction
from idp.store.schema import data_keys


@dataclass(frozen=True, slots=True)
class DataKey:
    """One key, wrapped by a master key. purpose: "seal" or "blind"."""

    id: str
    purpose: str
    wrapped: bytes
    master_key_id: str
    created_at: int
    retired_at: int | None = None


def find_data_keys(tx: Transaction) -> tuple[DataKey, ...]:
    """All keys, oldest first; retired ones still read."""
    rows = tx.execute(select(data_keys).order_by(data_keys.c.created_at, data_keys.c.id))
    return tuple(DataKey(**row._mapping) for row in rows)


def add_data_key(tx: Transaction, key: DataKey) -> None:
    """Stores a key that has been wrapped; it writes as soon as it is there."""
    tx.execute(
        insert(data_keys).values(
            id=key.id,
            purpose=key.purpose,
            wrapped=key.wrapped,
            master_key_id=key.master_key_id,
            created_at=key.created_at,
            retired_at=key.retired_at,
        )
    )


def retire_other_data_keys(tx: Transaction, key: DataKey, at: int) -> None:
    """From now on only this key of its purpose writes."""
    tx.execute(
        update(data_keys)
        .where(
            data_keys.c.purpose == key.purpose,
            data_keys.c.id != key.id,
            data_keys.c.retired_at.is_(None),
        )
        .values(retired_at=at)
    )


def rewrap_data_key(tx: Transaction, key: DataKey) -> None:
    """Stores the same key wrapped by another master key."""
    tx.execute(
        update(data_keys)
        .where(data_keys.c.id == key.id)
        .values(wrapped=key.wrapped, master_key_id=key.master_key_id)
    )

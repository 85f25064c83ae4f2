"""Addresses that may make an account where only invited people can (no address stands here)."""

from __future__ import annotations

from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite

from idp.store import Transaction
from idp.store.schema import invitations


def add_invitation(tx: Transaction, blind_index: str, *, now: int, expires_at: int) -> None:
    """Invites an address; once more begins its time anew.

    blind_index: keyed hash of the canonical address, as of stored addresses.
    """
    kind = sqlite if tx.dialect.name == "sqlite" else postgresql
    tx.execute(
        kind.insert(invitations)
        .values(blind_index=blind_index, created_at=now, expires_at=expires_at)
        .on_conflict_do_update(
            index_elements=[invitations.c.blind_index],
            set_={"created_at": now, "expires_at": expires_at},
        )
    )


def is_invited(tx: Transaction, blind_index: str, now: int) -> bool:
    """Whether an invitation of this address is still good."""
    found = tx.execute(
        select(invitations.c.blind_index).where(
            invitations.c.blind_index == blind_index, invitations.c.expires_at > now
        )
    )
    return found.first() is not None


def end_invitation(tx: Transaction, blind_index: str) -> bool:
    """Forgets an invitation: it was used, or taken back. False when there was none."""
    gone = tx.execute(delete(invitations).where(invitations.c.blind_index == blind_index))
    return gone.rowcount > 0

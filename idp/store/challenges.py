"""Challenges of passkey ceremonies, each claimed once, before anything is verified."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Literal

from sqlalchemy import insert, update

from idp.store import Transaction
from idp.store.schema import challenges

Purpose = Literal["sign_in", "add"]


@dataclass(frozen=True, slots=True)
class Challenge:
    """One challenge. id: SHA-256 hex of the challenge, so that a dump answers none of them.

    account_id: whom a passkey is added for; None when signing in, because anybody may come.
    """

    id: str
    purpose: Purpose
    interaction_id: str
    account_id: str | None
    created_at: int
    expires_at: int


def add_challenge(tx: Transaction, challenge: Challenge) -> None:
    tx.execute(insert(challenges).values(**asdict(challenge)))


def claim_challenge(
    tx: Transaction,
    id: str,
    *,
    purpose: Purpose,
    interaction_id: str,
    account_id: str | None,
    now: int,
) -> bool:
    """Spends the challenge; True for exactly one caller (SEC-42).

    It must have been made for this purpose, request and account, and be in time.
    """
    claimed = tx.execute(
        update(challenges)
        .where(
            challenges.c.id == id,
            challenges.c.purpose == purpose,
            challenges.c.interaction_id == interaction_id,
            challenges.c.account_id.is_not_distinct_from(account_id),
            challenges.c.used_at.is_(None),
            challenges.c.expires_at > now,
        )
        .values(used_at=now)
    )
    return claimed.rowcount == 1

"""Mailed links and codes: one row a mail, each mail of a request good until one was used."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from typing import Any, Literal

from sqlalchemy import ColumnElement, Row, case, func, insert, select, update

from idp.store import Transaction
from idp.store.schema import interactions, mailed_secrets

# Where a code was typed decides which counter it spends (ML-8).
Counter = Literal["tries", "foreign_tries"]


@dataclass(frozen=True, slots=True, kw_only=True)
class MailedSecret:
    """One mail. browser_hash: the only browser in which its link signs in with a press.

    link_hash: SHA-256 of the link's key.  code_hash: keyed, "" for a mail without a code.
    address_sealed: the address as typed.  address_blind: by which it is found and counted.
    """

    id: str
    interaction_id: str
    browser_hash: str
    link_hash: str
    code_hash: str
    address_blind: str
    address_sealed: bytes
    reference: str
    for_this_browser: bool
    created_at: int
    expires_at: int
    tries: int = 0
    foreign_tries: int = 0
    used_at: int | None = None
    ended_at: int | None = None
    sent_here_at: int | None = None
    reported_at: int | None = None


_COLUMNS = tuple(mailed_secrets.c[f.name] for f in fields(MailedSecret))
_OPEN = mailed_secrets.c.ended_at.is_(None)


def add_mailed_secret(tx: Transaction, secret: MailedSecret) -> None:
    tx.execute(insert(mailed_secrets).values(**asdict(secret)))


def find_mailed_secret(tx: Transaction, id: str) -> MailedSecret | None:
    row = tx.execute(select(*_COLUMNS).where(mailed_secrets.c.id == id)).one_or_none()
    return None if row is None else _secret(row)


def find_of_request(tx: Transaction, interaction_id: str) -> tuple[MailedSecret, ...]:
    """Every mail of one request, the oldest first."""
    rows = tx.execute(
        select(*_COLUMNS)
        .where(mailed_secrets.c.interaction_id == interaction_id)
        .order_by(mailed_secrets.c.created_at, mailed_secrets.c.id)
    )
    return tuple(_secret(row) for row in rows)


def lock_request(tx: Transaction, interaction_id: str) -> None:
    """Lets one transaction at a time change the mails of a request.

    Every rule below holds without it; it keeps two statements over the same rows from waiting
    for each other for ever. SQLite has one writer anyway.
    """
    tx.execute(
        select(interactions.c.id)
        .where(interactions.c.id == interaction_id)
        .with_for_update(key_share=True)
    )


def count_try(
    tx: Transaction, interaction_id: str, counter: Counter, *, most: int, now: int
) -> tuple[MailedSecret, ...]:
    """Counts one typed code and returns the mails that it may still be compared with (SEC-40).

    One statement: a code that had `most` tries is not among them, however many come at once.
    """
    column = mailed_secrets.c[counter]
    rows = tx.execute(
        update(mailed_secrets)
        .where(
            mailed_secrets.c.interaction_id == interaction_id,
            mailed_secrets.c.code_hash != "",
            mailed_secrets.c.expires_at > now,
            _OPEN,
            column < most,
        )
        .values({column: column + 1})
        .returning(*_COLUMNS)
    )
    return tuple(_secret(row) for row in rows)


def claim(tx: Transaction, secret: MailedSecret, now: int) -> bool:
    """Spends a mail and ends all others of its request; True for exactly one caller (D12).

    One statement over the request's open mails: two mails of one request, used in the same
    moment, cannot both win.
    """
    this: ColumnElement[bool] = mailed_secrets.c.id == secret.id
    rows = tx.execute(
        update(mailed_secrets)
        .where(mailed_secrets.c.interaction_id == secret.interaction_id, _OPEN)
        .values(ended_at=now, used_at=case((this, now), else_=mailed_secrets.c.used_at))
        .returning(mailed_secrets.c.id)
    )
    return secret.id in rows.scalars().all()


def end_request(tx: Transaction, interaction_id: str, now: int) -> int:
    """Ends every open mail of a request; how many there were."""
    ended = tx.execute(
        update(mailed_secrets)
        .where(mailed_secrets.c.interaction_id == interaction_id, _OPEN)
        .values(ended_at=now)
    )
    return ended.rowcount


def claim_sending_here(tx: Transaction, interaction_id: str, now: int) -> bool:
    """Takes the one further mail of a request; True for one caller, once (ML-10).

    It is marked on every mail of the request, so that no second link gives a second chance.
    """
    taken = tx.execute(
        update(mailed_secrets)
        .where(
            mailed_secrets.c.interaction_id == interaction_id,
            mailed_secrets.c.sent_here_at.is_(None),
            ~_asked_before(interaction_id),
        )
        .values(sent_here_at=now)
    )
    return taken.rowcount > 0


def _asked_before(interaction_id: str) -> ColumnElement[bool]:
    other = mailed_secrets.alias()
    return (
        select(other.c.id)
        .where(other.c.interaction_id == interaction_id, other.c.sent_here_at.is_not(None))
        .exists()
    )


def claim_report(tx: Transaction, id: str, now: int) -> bool:
    """Records "I did not ask for this"; True the first time for this mail."""
    reported = tx.execute(
        update(mailed_secrets)
        .where(mailed_secrets.c.id == id, mailed_secrets.c.reported_at.is_(None))
        .values(reported_at=now)
    )
    return reported.rowcount == 1


@dataclass(frozen=True, slots=True)
class Traffic:
    """Mails to one address. last_sent_at: None when there was none."""

    last_sent_at: int | None
    reports: int


def find_traffic(tx: Transaction, address_blind: str, since: int) -> Traffic:
    """What went to an address since then, and how many of these mails were reported."""
    row = tx.execute(
        select(
            func.max(mailed_secrets.c.created_at), func.count(mailed_secrets.c.reported_at)
        ).where(
            mailed_secrets.c.address_blind == address_blind,
            mailed_secrets.c.created_at > since,
        )
    ).one()
    return Traffic(row[0], row[1])


def _secret(row: Row[*tuple[Any, ...]]) -> MailedSecret:
    values = dict(row._mapping)
    values["address_sealed"] = bytes(values["address_sealed"])
    return MailedSecret(**values)

"""Keeps the mails that were promised until the mail server has them."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Update, case, func, insert, or_, select, update

from idp.store import Transaction
from idp.store.schema import outbox


@dataclass(frozen=True, slots=True)
class Promised:
    """One message on its way. message_sealed: the whole RFC 5322 message; b"" once it is sent."""

    id: str
    kind: str
    message_sealed: bytes
    tries: int
    created_at: int
    due_at: int
    expires_at: int


COLUMNS = [outbox.c[name] for name in Promised.__dataclass_fields__]
IS_OPEN = (outbox.c.sent_at.is_(None), outbox.c.given_up_at.is_(None))


def add_promised(tx: Transaction, message: Promised) -> None:
    """Writes the row in the transaction that makes the promise."""
    tx.execute(
        insert(outbox).values(
            id=message.id,
            kind=message.kind,
            message_sealed=message.message_sealed,
            tries=message.tries,
            created_at=message.created_at,
            due_at=message.due_at,
            expires_at=message.expires_at,
            last_problem="",
        )
    )


def any_due(tx: Transaction, now: int) -> bool:
    """Whether there is anything to claim; reads only."""
    return tx.execute(select(outbox.c.id).where(*_due(now)).limit(1)).first() is not None


def claim_due(tx: Transaction, lease: str, now: int, lease_s: int, most: int) -> list[Promised]:
    """Takes up to `most` due messages for this lease, the most urgent first.

    Two workers never get the same row: PostgreSQL skips the rows that another one has locked,
    SQLite lets one write at a time. `tries` is raised here, before anything is sent.
    """
    due = (
        select(outbox.c.id)
        .where(*_due(now))
        .order_by(outbox.c.due_at, outbox.c.id)
        .limit(most)
        .with_for_update(skip_locked=True)
    )
    taken = tx.execute(
        update(outbox)
        .where(outbox.c.id.in_(due.scalar_subquery()), *_due(now))
        .values(lease=lease, leased_until_at=now + lease_s, tries=outbox.c.tries + 1)
        .returning(*COLUMNS)
    ).all()
    return sorted((Promised(**row._mapping) for row in taken), key=lambda m: (m.due_at, m.id))


def drop_expired(tx: Transaction, now: int) -> list[tuple[str, str, int]]:
    """Gives up what is older than what it carries; id, kind and tries of each."""
    free = or_(outbox.c.leased_until_at.is_(None), outbox.c.leased_until_at <= now)
    dropped = tx.execute(
        update(outbox)
        .where(*IS_OPEN, outbox.c.expires_at <= now, free)
        .values(given_up_at=now, lease=None, message_sealed=b"", last_problem="expired")
        .returning(outbox.c.id, outbox.c.kind, outbox.c.tries)
    )
    return [(row.id, row.kind, row.tries) for row in dropped]


def keep_lease(tx: Transaction, key: str, lease: str, until_at: int) -> bool:
    """Whether the message is still ours to send; if so, until then.

    A worker that was stopped and goes on later finds that somebody else has taken over.
    """
    return tx.execute(_ours(key, lease).values(leased_until_at=until_at)).rowcount == 1


def mark_sent(tx: Transaction, key: str, lease: str, at: int) -> bool:
    """The mail server has it. The message itself is forgotten: it holds a link that signs in."""
    done = _ours(key, lease).values(
        sent_at=at, lease=None, leased_until_at=None, message_sealed=b"", last_problem=""
    )
    return tx.execute(done).rowcount == 1


def mark_later(tx: Transaction, key: str, lease: str, due_at: int, problem: str) -> bool:
    """Not now, again at due_at. problem: for the operator, no personal data."""
    later = _ours(key, lease).values(
        due_at=due_at, lease=None, leased_until_at=None, last_problem=problem
    )
    return tx.execute(later).rowcount == 1


def mark_given_up(tx: Transaction, key: str, lease: str, at: int, problem: str) -> bool:
    """Never: kept without its content for the operator to see."""
    dead = _ours(key, lease).values(
        given_up_at=at, lease=None, leased_until_at=None, message_sealed=b"", last_problem=problem
    )
    return tx.execute(dead).rowcount == 1


def give_back(tx: Transaction, lease: str) -> None:
    """Returns what this lease still holds, untried: for a worker that is told to stop."""
    tx.execute(
        update(outbox)
        .where(outbox.c.lease == lease, *IS_OPEN)
        .values(lease=None, leased_until_at=None, tries=outbox.c.tries - 1)
    )


def waits_since(tx: Transaction, now: int) -> int | None:
    """When the message that waits longest should have gone; None when none waits.

    A message that is kept back on purpose does not wait yet; one that was tried does.
    """
    should_have_gone = case((outbox.c.tries > 0, outbox.c.created_at), else_=outbox.c.due_at)
    found: int | None = tx.execute(
        select(func.min(should_have_gone)).where(*IS_OPEN, should_have_gone <= now)
    ).scalar_one()
    return found


def find_given_up(tx: Transaction, most: int = 100) -> list[tuple[str, str, int, str]]:
    """Dead letters, newest first: id, kind, since when, why."""
    wanted = (
        select(outbox.c.id, outbox.c.kind, outbox.c.given_up_at, outbox.c.last_problem)
        .where(outbox.c.given_up_at.is_not(None))
        .order_by(outbox.c.given_up_at.desc())
        .limit(most)
    )
    return [(row.id, row.kind, row.given_up_at, row.last_problem) for row in tx.execute(wanted)]


def _due(now: int) -> tuple[ColumnElement[bool], ...]:
    free = or_(outbox.c.leased_until_at.is_(None), outbox.c.leased_until_at <= now)
    return (*IS_OPEN, outbox.c.due_at <= now, free)


def _ours(key: str, lease: str) -> Update:
    return update(outbox).where(outbox.c.id == key, outbox.c.lease == lease, *IS_OPEN)

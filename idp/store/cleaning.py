"""Forgets what has expired, table by table, children before parents.

what                                       is forgotten
counters, used client assertions           when they end
invitations                                when they end
links and codes, challenges, requests      24 h after they end
tokens and authorizations                  24 h after they end
sign-ins                                   30 days after they end
browsers known for the notice of a new one 400 days after they were last seen
mails                                      24 h after they were sent; 30 days when given up
events                                     12 months after they happened
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, Select, Table, and_, delete, exists, func, not_, or_, select

from idp.store import Store, Transaction
from idp.store.schema import (
    attempts,
    challenges,
    events,
    grants,
    interactions,
    invitations,
    known_browsers,
    mailed_secrets,
    outbox,
    sessions,
    tokens,
    used_assertions,
)

DAY_S = 86_400
KEEP_SESSION_S = 30 * DAY_S
KEEP_DEAD_MAIL_S = 30 * DAY_S
KEEP_BROWSER_S = 400 * DAY_S
KEEP_EVENT_S = 366 * DAY_S
# Rows of one statement: the write lock is never held for long.
BATCH = 500
# What makes a row one to forget, or the keys of such rows, a batch of them at most.
Over = ColumnElement[bool] | Select[tuple[int]]


def forget(store: Store, now: int) -> dict[str, int]:
    """Deletes what is over, in short transactions; how many rows of each table."""
    forgotten: dict[str, int] = {}
    for table, is_over in _rules(now):
        count = 0
        while True:
            with store.write() as tx:
                rows = _delete_batch(tx, table, is_over)
            count += rows
            if rows < BATCH:
                break
        if count:
            forgotten[table.name] = count
    return forgotten


def _rules(now: int) -> tuple[tuple[Table, Over], ...]:
    yesterday = now - DAY_S
    return (
        (attempts, attempts.c.expires_at < now),
        (invitations, invitations.c.expires_at < now),
        (used_assertions, used_assertions.c.expires_at < now),
        (mailed_secrets, mailed_secrets.c.expires_at < yesterday),
        (challenges, challenges.c.expires_at < yesterday),
        (
            interactions,
            and_(
                interactions.c.expires_at < yesterday,
                _unused(mailed_secrets, "interaction_id", interactions),
                _unused(challenges, "interaction_id", interactions),
            ),
        ),
        (tokens, tokens.c.expires_at < yesterday),
        (grants, and_(grants.c.expires_at < yesterday, _unused(tokens, "grant_id", grants))),
        (
            sessions,
            and_(
                func.coalesce(sessions.c.ended_at, sessions.c.expires_at) < now - KEEP_SESSION_S,
                _unused(grants, "session_id", sessions),
            ),
        ),
        (known_browsers, known_browsers.c.last_seen_at < now - KEEP_BROWSER_S),
        (
            outbox,
            or_(outbox.c.sent_at < yesterday, outbox.c.given_up_at < now - KEEP_DEAD_MAIL_S),
        ),
        (events, _old_events(now)),
    )


def _old_events(now: int) -> Select[tuple[int]]:
    """Over, of the first of all that were written: they need no index of their times for this.

    Those that a clock ahead of its time wrote are stepped over, or they would keep all others.
    """
    first = select(events.c.id, events.c.at).where(events.c.at <= now)
    oldest = first.order_by(events.c.id).limit(BATCH).subquery()
    return select(oldest.c.id).where(oldest.c.at < now - KEEP_EVENT_S)


def _unused(child: Table, column: str, parent: Table) -> ColumnElement[bool]:
    return not_(exists().where(child.c[column] == parent.c.id))


def _delete_batch(tx: Transaction, table: Table, is_over: Over) -> int:
    keys = list(table.primary_key.columns)
    if isinstance(is_over, Select):
        over = is_over
    elif len(keys) > 1:  # few rows and no single key: all at once
        return tx.execute(delete(table).where(is_over)).rowcount
    else:
        over = select(keys[0]).where(is_over).limit(BATCH)
    # Two statements: within one, a database may look for the keys anew for each row.
    found = tx.execute(over).scalars().all()
    return tx.execute(delete(table).where(keys[0].in_(found))).rowcount if found else 0

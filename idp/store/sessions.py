"""Sessions as they are stored: who is signed in where, since when, and how."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Row, and_, insert, select, update

from idp.store import Transaction
from idp.store.schema import accounts, clients, grants, sessions


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One signed-in browser. id: public handle, `sid` of tokens; the cookie's secret is not here.

    browser: in words.  method: name of the flow that signed in.
    authenticated_at: of the real proof, becomes `auth_time`.
    idle_s: how long without any request.  expires_at: absolute end.
    """

    id: str
    account_id: str
    browser: str
    method: str
    acr: str
    amr: tuple[str, ...]
    authenticated_at: int
    created_at: int
    last_seen_at: int
    idle_s: int
    expires_at: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Portal:
    """What pages say about a portal."""

    id: str
    name: str
    name_language: str
    home_url: str
    contact: str


COLUMNS = tuple(sessions.c[f.name] for f in fields(Session))


def live(now: int | BindParameter[int]) -> ColumnElement[bool]:
    """The condition of a session that counts: not ended, not too old, not idle for too long."""
    return and_(
        sessions.c.ended_at.is_(None),
        sessions.c.expires_at > now,
        sessions.c.last_seen_at + sessions.c.idle_s > now,
    )


def of_row(row: Row[*tuple[Any, ...]]) -> Session:
    """The session of a row that has COLUMNS, perhaps among others."""
    return Session(**{f.name: getattr(row, f.name) for f in fields(Session)})


def find_session(tx: Transaction, cookie_hash: str, now: int) -> Session | None:
    """The live session of this cookie, of an account that is not disabled."""
    row = tx.execute(
        select(*COLUMNS)
        .join(accounts, accounts.c.id == sessions.c.account_id)
        .where(sessions.c.cookie_hash == cookie_hash, live(now), accounts.c.disabled_at.is_(None))
    ).one_or_none()
    return of_row(row) if row else None


def find_sessions_of(tx: Transaction, account_id: str, now: int) -> tuple[Session, ...]:
    """The live sessions of an account, the one that was used last first."""
    rows = tx.execute(
        select(*COLUMNS)
        .where(sessions.c.account_id == account_id, live(now))
        .order_by(sessions.c.last_seen_at.desc(), sessions.c.id)
    )
    return tuple(of_row(row) for row in rows)


def add_session(tx: Transaction, session: Session, cookie_hash: str) -> None:
    tx.execute(insert(sessions).values(**asdict(session), cookie_hash=cookie_hash))


def renew_session(tx: Transaction, session: Session, cookie_hash: str, now: int) -> bool:
    """The same sign-in, proven again: new secret, new proof. False when it ended meanwhile.

    The public id stays, because what portals were given hangs on it.
    """
    done = tx.execute(
        update(sessions)
        .where(sessions.c.id == session.id, live(now))
        .values(
            cookie_hash=cookie_hash,
            browser=session.browser,
            method=session.method,
            acr=session.acr,
            amr=session.amr,
            authenticated_at=session.authenticated_at,
            last_seen_at=session.last_seen_at,
            idle_s=session.idle_s,
            expires_at=session.expires_at,
        )
    )
    return done.rowcount == 1


def touch_session(tx: Transaction, session_id: str, now: int, idle_s: int) -> None:
    """The person did something: the idle time begins anew."""
    tx.execute(
        update(sessions)
        .where(sessions.c.id == session_id, sessions.c.ended_at.is_(None))
        .values(last_seen_at=now, idle_s=idle_s)
    )


def end_sessions(
    tx: Transaction,
    account_id: str,
    now: int,
    *,
    only: str = "",
    all_but: str = "",
) -> tuple[str, ...]:
    """Ends a person's sessions that were not ended before; their ids.

    only: this one.  all_but: every other one.  Neither: all of them.
    """
    statement = update(sessions).where(
        sessions.c.account_id == account_id, sessions.c.ended_at.is_(None)
    )
    if only:
        statement = statement.where(sessions.c.id == only)
    if all_but:
        statement = statement.where(sessions.c.id != all_but)
    ended = tx.execute(statement.values(ended_at=now).returning(sessions.c.id))
    return tuple(ended.scalars())


def end_families_of_sessions(
    tx: Transaction, session_ids: tuple[str, ...], now: int, *, keep: str
) -> tuple[tuple[str, str], ...]:
    """Revokes what portals were given in these sessions; (grant id, client id) of each.

    keep: the scope that lets a grant live on after a sign-out (SEC-61).
    """
    return _end_families(tx, grants.c.session_id.in_(session_ids), now, keep)


def end_families_of_account(
    tx: Transaction, account_id: str, now: int
) -> tuple[tuple[str, str], ...]:
    """Revokes everything that any portal was given by one person."""
    return _end_families(tx, grants.c.account_id == account_id, now, "")


def end_families_of_portal(
    tx: Transaction, account_id: str, client_id: str, now: int
) -> tuple[tuple[str, str], ...]:
    """Revokes everything that one portal was given by one person (SEC-23)."""
    which = (grants.c.account_id == account_id) & (grants.c.client_id == client_id)
    return _end_families(tx, which, now, "")


def _end_families(
    tx: Transaction, which: ColumnElement[bool], now: int, keep: str
) -> tuple[tuple[str, str], ...]:
    found = tx.execute(
        select(grants.c.id, grants.c.client_id, grants.c.scopes).where(
            which, grants.c.revoked_at.is_(None)
        )
    )
    ends = tuple((row.id, row.client_id) for row in found if keep not in row.scopes)
    if ends:
        tx.execute(
            update(grants)
            .where(grants.c.id.in_([grant_id for grant_id, _ in ends]))
            .values(revoked_at=now)
        )
    return ends


def find_portals_of(tx: Transaction, session_id: str) -> tuple[Portal, ...]:
    """The portals that were signed in to during this session, by name."""
    rows = tx.execute(
        select(*(clients.c[f.name] for f in fields(Portal)))
        .join(grants, grants.c.client_id == clients.c.id)
        .where(grants.c.session_id == session_id)
        .distinct()
        .order_by(clients.c.name, clients.c.id)
    )
    return tuple(Portal(**row._mapping) for row in rows)

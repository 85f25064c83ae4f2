"""Everything that an arriving authorization request needs to know, in one look-up."""

from __future__ import annotations

from dataclasses import dataclass, fields

from sqlalchemy import BigInteger, and_, bindparam, select

from idp.store import Transaction
from idp.store import clients as client_rows
from idp.store.clients import Client
from idp.store.grants import FIRST_ADDRESS, PERSON, Person, person_from_row
from idp.store.prepared import Prepared
from idp.store.schema import accounts, addresses, clients, consents, sessions
from idp.store.sessions import Session, live


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """The portal, and who is signed in on the browser; both None for nobody.

    passkey_offer: the account's answer to the offer of a passkey, "" without a session.
    """

    client: Client
    session: Session | None = None
    person: Person | None = None
    passkey_offer: str = ""


_SESSION_NAMES = tuple(f.name for f in fields(Session))
_SESSION = tuple(sessions.c[name].label(f"session_{name}") for name in _SESSION_NAMES)
_AFTER_CLIENT = len(client_rows.COLUMNS)
_AFTER_SESSION = _AFTER_CLIENT + len(_SESSION_NAMES)
_ARRIVAL = Prepared(
    select(*client_rows.COLUMNS, *_SESSION, *PERSON, accounts.c.passkey_offer)
    .select_from(clients)
    .outerjoin(
        sessions,
        and_(
            sessions.c.cookie_hash == bindparam("cookie_hash"),
            live(bindparam("now", type_=BigInteger)),
        ),
    )
    .outerjoin(
        accounts, and_(accounts.c.id == sessions.c.account_id, accounts.c.disabled_at.is_(None))
    )
    .outerjoin(addresses, FIRST_ADDRESS)
    .outerjoin(
        consents, and_(consents.c.account_id == accounts.c.id, consents.c.client_id == clients.c.id)
    )
    .where(clients.c.id == bindparam("client_id"))
)


def find_arrival(tx: Transaction, client_id: str, cookie_hash: str, now: int) -> Arrival | None:
    """The client with this client_id and the live session of this cookie.

    cookie_hash: "" when the browser sent no session cookie. None when there is no such client.
    """
    given = {"client_id": client_id, "cookie_hash": cookie_hash, "now": now}
    row = _ARRIVAL.one(tx, given)
    if row is None:
        return None
    client, person = client_rows.from_row(row), person_from_row(row, _AFTER_SESSION)
    if person is None:
        return Arrival(client=client)
    values = dict(zip(_SESSION_NAMES, row[_AFTER_CLIENT:], strict=False))
    return Arrival(client=client, session=Session(**values), person=person, passkey_offer=row[-1])


_RETURN = Prepared(
    select(*client_rows.COLUMNS, *PERSON, accounts.c.passkey_offer)
    .select_from(clients)
    .outerjoin(
        accounts,
        and_(accounts.c.id == bindparam("account_id"), accounts.c.disabled_at.is_(None)),
    )
    .outerjoin(addresses, FIRST_ADDRESS)
    .outerjoin(
        consents, and_(consents.c.account_id == accounts.c.id, consents.c.client_id == clients.c.id)
    )
    .where(clients.c.id == bindparam("client_id"))
)


def find_return(
    tx: Transaction, client_id: str, account_id: str, session: Session
) -> Arrival | None:
    """The same for somebody who has just signed in, of whom the session is known already.

    person is None when the account is switched off.
    """
    given = {"client_id": client_id, "account_id": account_id}
    row = _RETURN.one(tx, given)
    if row is None:
        return None
    return Arrival(
        client=client_rows.from_row(row),
        session=session,
        person=person_from_row(row, _AFTER_CLIENT),
        passkey_offer=row[-1] or "",
    )

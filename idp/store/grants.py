"""What a person allowed a portal: the code, and the family of tokens that came from it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import TypeVar

from sqlalchemy import and_, bindparam, insert, select, update

from idp.store import Transaction
from idp.store import clients as client_rows
from idp.store.clients import Client
from idp.store.prepared import Prepared, Row
from idp.store.schema import accounts, addresses, clients, consents, grants, tokens

Part = TypeVar("Part")


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """One authorization. id: SHA-256 hex of its code, so that a dump redeems none of them.

    id_token_claims, userinfo_claims: single ones, asked for by name (OIDC Core §5.5).
    code_challenge: S256, "" when an optional client sent none.
    expires_at: absolute end of everything that came from it (SEC-9).
    """

    id: str
    client_id: str
    account_id: str
    session_id: str
    code_expires_at: int
    code_used_at: int | None
    redirect_uri: str
    code_challenge: str
    nonce: str
    scopes: tuple[str, ...]
    id_token_claims: tuple[str, ...]
    userinfo_claims: tuple[str, ...]
    acr: str
    amr: tuple[str, ...]
    authenticated_at: int
    created_at: int
    expires_at: int
    revoked_at: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """What tokens and userinfo may need to know of an account; the address is still sealed.

    consented_scopes, consented_claims, declined_claims: what the person answered this portal,
    None when it was never asked, or the answer was taken back.
    """

    account_id: str
    user_handle: bytes
    language: str
    disabled_at: int | None
    address_id: str | None
    address_sealed: bytes | None
    consented_scopes: tuple[str, ...] | None
    consented_claims: tuple[str, ...] | None
    declined_claims: tuple[str, ...] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """One token as it was stored; id: SHA-256 hex of the token, or of the jti of a JWT."""

    id: str
    grant_id: str
    kind: str
    scopes: tuple[str, ...]
    created_at: int
    expires_at: int
    used_at: int | None
    revoked_at: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What one joined look-up brought: the client, and what it presented, if that exists."""

    client: Client
    grant: Grant | None = None
    person: Person | None = None
    token: Token | None = None


_GRANT_NAMES = tuple(f.name for f in fields(Grant))
_TOKEN_NAMES = tuple(f.name for f in fields(Token))
_PERSON_NAMES = tuple(f.name for f in fields(Person))
_GRANT = tuple(grants.c[name].label(f"grant_{name}") for name in _GRANT_NAMES)
_TOKEN = tuple(tokens.c[name].label(f"token_{name}") for name in _TOKEN_NAMES)
PERSON = (
    accounts.c.id.label("person_account_id"),
    accounts.c.user_handle.label("person_user_handle"),
    accounts.c.language.label("person_language"),
    accounts.c.disabled_at.label("person_disabled_at"),
    addresses.c.id.label("person_address_id"),
    addresses.c.address_sealed.label("person_address_sealed"),
    consents.c.scopes.label("person_consented_scopes"),
    consents.c.claims.label("person_consented_claims"),
    consents.c.declined.label("person_declined_claims"),
)
# Statements are built once: on the hot path building one costs as much as running it.
# The address that was confirmed first stands for the account.
_first = addresses.alias("first_addresses")
FIRST_ADDRESS = addresses.c.id == (
    select(_first.c.id)
    .where(_first.c.account_id == accounts.c.id)
    .order_by(_first.c.confirmed_at, _first.c.id)
    .limit(1)
    .correlate(accounts)
    .scalar_subquery()
)
_OWN_CONSENT = and_(
    consents.c.account_id == grants.c.account_id, consents.c.client_id == grants.c.client_id
)

_BY_CODE = Prepared(
    select(*client_rows.COLUMNS, *_GRANT, *PERSON)
    .select_from(clients)
    .outerjoin(grants, grants.c.id == bindparam("grant_id"))
    .outerjoin(accounts, accounts.c.id == grants.c.account_id)
    .outerjoin(addresses, FIRST_ADDRESS)
    .outerjoin(consents, _OWN_CONSENT)
    .where(clients.c.id == bindparam("client_id"))
)
_BY_CLIENT_TOKEN = Prepared(
    select(*client_rows.COLUMNS, *_GRANT, *PERSON, *_TOKEN)
    .select_from(clients)
    .outerjoin(tokens, tokens.c.id == bindparam("token_id"))
    .outerjoin(grants, grants.c.id == tokens.c.grant_id)
    .outerjoin(accounts, accounts.c.id == grants.c.account_id)
    .outerjoin(addresses, FIRST_ADDRESS)
    .outerjoin(consents, _OWN_CONSENT)
    .where(clients.c.id == bindparam("client_id"))
)
_BY_TOKEN = Prepared(
    select(*client_rows.COLUMNS, *_GRANT, *PERSON, *_TOKEN)
    .select_from(tokens)
    .join(grants, grants.c.id == tokens.c.grant_id)
    .join(clients, clients.c.id == grants.c.client_id)
    .join(accounts, accounts.c.id == grants.c.account_id)
    .outerjoin(addresses, FIRST_ADDRESS)
    .outerjoin(consents, _OWN_CONSENT)
    .where(tokens.c.id == bindparam("token_id"))
)
_ADD = Prepared(insert(grants))
_CLAIM = Prepared(
    update(grants)
    .where(grants.c.id == bindparam("grant_id"), grants.c.code_used_at.is_(None))
    .values(code_used_at=bindparam("now"))
)


def find_by_code(tx: Transaction, client_id: str, grant_id: str) -> Found | None:
    """The client, and the grant of this code whichever client it is of; None: no such client."""
    given = {"client_id": client_id, "grant_id": grant_id}
    return _found(_BY_CODE.one(tx, given))


def find_by_client_token(tx: Transaction, client_id: str, token_id: str) -> Found | None:
    """The client, and the token whichever client it is of; None: no such client."""
    given = {"client_id": client_id, "token_id": token_id}
    return _found(_BY_CLIENT_TOKEN.one(tx, given))


def find_by_token(tx: Transaction, token_id: str) -> Found | None:
    """The token with its grant, client and person; None when there is no such token."""
    return _found(_BY_TOKEN.one(tx, {"token_id": token_id}))


def add_grant(tx: Transaction, grant: Grant) -> None:
    _ADD.change(tx, {name: getattr(grant, name) for name in _GRANT_NAMES})


def claim_code(tx: Transaction, grant_id: str, now: int) -> bool:
    """True for exactly one caller, ever: the one who may be given something for it (D12)."""
    return _CLAIM.change(tx, {"grant_id": grant_id, "now": now}) == 1


def revoke_grant(tx: Transaction, grant_id: str, now: int) -> bool:
    """Ends the whole family at once; False when it had ended before."""
    revoked = tx.execute(
        update(grants)
        .where(grants.c.id == grant_id, grants.c.revoked_at.is_(None))
        .values(revoked_at=now)
    )
    return revoked.rowcount == 1


# Where the parts stand in a row that selected client, grant, person and token in this order.
_GRANT_AT = len(client_rows.COLUMNS)
_PERSON_AT = _GRANT_AT + len(_GRANT_NAMES)
_TOKEN_AT = _PERSON_AT + len(_PERSON_NAMES)


def _found(row: Row | None) -> Found | None:
    if row is None:
        return None
    return Found(
        client=client_rows.from_row(row),
        grant=_part(Grant, _GRANT_NAMES, row, _GRANT_AT),
        person=person_from_row(row, _PERSON_AT),
        token=_part(Token, _TOKEN_NAMES, row, _TOKEN_AT) if len(row) > _TOKEN_AT else None,
    )


def _part(kind: Callable[..., Part], names: tuple[str, ...], row: Row, at: int) -> Part | None:
    """What stands in a row from this place on, the key first; None for nothing."""
    return None if row[at] is None else kind(**dict(zip(names, row[at:], strict=False)))


def person_from_row(row: Row, at: int) -> Person | None:
    """The person of a row that selected PERSON from this place on; None for nobody."""
    return _part(Person, _PERSON_NAMES, row, at)

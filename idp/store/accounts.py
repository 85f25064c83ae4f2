"""People, the addresses that reach them, and the browsers that signed them in."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict, dataclass, fields
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from idp.store import Transaction
from idp.store.schema import accounts, addresses, known_browsers, passkeys


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One person. user_handle: 64 random bytes for passkeys (WebAuthn §4), not the id.

    language: of mails.  passkey_offer: "ask", "later" or "never".  offered_at: of "later".
    """

    id: str
    user_handle: bytes
    language: str
    passkey_offer: str
    created_at: int
    offered_at: int | None = None
    disabled_at: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredAddress:
    """One confirmed address. blind_index: keyed hash by which it is found."""

    id: str
    account_id: str
    blind_index: str
    address_sealed: bytes
    confirmed_at: int


_COLUMNS = tuple(accounts.c[f.name] for f in fields(Account))


def find_account(tx: Transaction, account_id: str) -> Account | None:
    row = tx.execute(select(*_COLUMNS).where(accounts.c.id == account_id)).one_or_none()
    return Account(**row._mapping) if row else None


def find_account_by_address(tx: Transaction, blind_index: str) -> Account | None:
    row = tx.execute(
        select(*_COLUMNS)
        .join(addresses, addresses.c.account_id == accounts.c.id)
        .where(addresses.c.blind_index == blind_index)
    ).one_or_none()
    return Account(**row._mapping) if row else None


def add_account(tx: Transaction, account: Account) -> None:
    tx.execute(insert(accounts).values(**asdict(account)))


def delete_account(tx: Transaction, account_id: str) -> None:
    """Only for an account that was made a moment ago and has nothing yet."""
    tx.execute(delete(accounts).where(accounts.c.id == account_id))


def claim_address(tx: Transaction, address: StoredAddress) -> bool:
    """Gives a free address to an account; False when somebody has it already.

    Two first sign-ins with one address may run at once: the unique index lets one through.
    """
    kind = sqlite if tx.dialect.name == "sqlite" else postgresql
    claimed = tx.execute(
        kind.insert(addresses)
        .values(**asdict(address))
        .on_conflict_do_nothing(index_elements=[addresses.c.blind_index])
        .returning(addresses.c.id)
    )
    return claimed.one_or_none() is not None


def find_addresses(tx: Transaction, account_id: str) -> tuple[StoredAddress, ...]:
    """All confirmed addresses of a person, the first confirmed one first."""
    rows = tx.execute(
        select(*(addresses.c[f.name] for f in fields(StoredAddress)))
        .where(addresses.c.account_id == account_id)
        .order_by(addresses.c.confirmed_at, addresses.c.id)
    )
    return tuple(StoredAddress(**row._mapping) for row in rows)


def change_account(tx: Transaction, account_id: str, **values: Any) -> None:
    tx.execute(update(accounts).where(accounts.c.id == account_id).values(**values))


def has_passkey(tx: Transaction, account_id: str, *, but: Collection[str] = ()) -> bool:
    """Whether the person has a passkey. but: ids of those that do not count."""
    found = tx.execute(
        select(passkeys.c.id)
        .where(passkeys.c.account_id == account_id, passkeys.c.id.not_in(but))
        .limit(1)
    )
    return found.first() is not None


def see_browser(tx: Transaction, account_id: str, browser_hash: str, now: int) -> tuple[bool, bool]:
    """Remembers that this browser signed the person in.

    Returns whether it did so before, and whether any other browser did.
    """
    kind = sqlite if tx.dialect.name == "sqlite" else postgresql
    mine = known_browsers.c.account_id == account_id
    known = set(tx.execute(select(known_browsers.c.browser_hash).where(mine)).scalars())
    tx.execute(
        kind.insert(known_browsers)
        .values(account_id=account_id, browser_hash=browser_hash, last_seen_at=now)
        .on_conflict_do_update(
            index_elements=[known_browsers.c.account_id, known_browsers.c.browser_hash],
            set_={"last_seen_at": now},
        )
    )
    return browser_hash in known, bool(known - {browser_hash})

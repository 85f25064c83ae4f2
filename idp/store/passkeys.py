"""Passkeys: what is needed to check one, and what a person reads about it."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from typing import Any

from sqlalchemy import Row, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

from idp.store import Transaction
from idp.store.schema import accounts, passkeys


@dataclass(frozen=True, slots=True)
class Passkey:
    """One passkey of one account.

    credential_id: at most 1023 bytes.  public_key: COSE.  sign_count: as last reported.
    backup_eligible: set when added, never changes (WebAuthn §6.1.3).  aaguid: display only.
    transports: the browser's words, such as ("internal", "hybrid").
    """

    id: str
    account_id: str
    credential_id: bytes
    public_key: bytes
    sign_count: int
    backup_eligible: bool
    backed_up: bool
    aaguid: str
    transports: tuple[str, ...]
    name: str
    note: str
    added_at: int
    last_used_at: int | None = None


@dataclass(frozen=True, slots=True)
class Owned:
    """A passkey with what decides whether its owner may use it."""

    passkey: Passkey
    user_handle: bytes
    disabled: bool


_COLUMNS = tuple(passkeys.c[f.name] for f in fields(Passkey))


def find_owned(tx: Transaction, credential_id: bytes) -> Owned | None:
    """The passkey and its owner, whoever that is; None when nobody has it."""
    row = tx.execute(
        select(*_COLUMNS, accounts.c.user_handle, accounts.c.disabled_at)
        .join(accounts, accounts.c.id == passkeys.c.account_id)
        .where(passkeys.c.credential_id == credential_id)
    ).one_or_none()
    if row is None:
        return None
    return Owned(_passkey(row), bytes(row.user_handle), row.disabled_at is not None)


def find_user_handle(tx: Transaction, account_id: str) -> bytes | None:
    """The account's random WebAuthn handle, 64 bytes; None for no such account."""
    handle = tx.execute(
        select(accounts.c.user_handle).where(accounts.c.id == account_id)
    ).scalar_one_or_none()
    return None if handle is None else bytes(handle)


def list_passkeys(tx: Transaction, account_id: str) -> tuple[Passkey, ...]:
    """All passkeys of one account, oldest first."""
    rows = tx.execute(
        select(*_COLUMNS)
        .where(passkeys.c.account_id == account_id)
        .order_by(passkeys.c.added_at, passkeys.c.id)
    )
    return tuple(_passkey(row) for row in rows)


def find_passkey(tx: Transaction, id: str, account_id: str) -> Passkey | None:
    """The account's own passkey with this identifier; another's is None too."""
    row = tx.execute(
        select(*_COLUMNS).where(passkeys.c.id == id, passkeys.c.account_id == account_id)
    ).one_or_none()
    return None if row is None else _passkey(row)


def add_passkey(tx: Transaction, passkey: Passkey) -> bool:
    """Stores a new passkey; False when any account has this credential already (SEC-47)."""
    kind = sqlite if tx.dialect.name == "sqlite" else postgresql
    added = tx.execute(
        kind.insert(passkeys)
        .values(**asdict(passkey))
        .on_conflict_do_nothing(index_elements=[passkeys.c.credential_id])
        .returning(passkeys.c.id)
    )
    return added.one_or_none() is not None


def mark_used(
    tx: Transaction, passkey: Passkey, *, sign_count: int, backed_up: bool, now: int
) -> bool:
    """Compare-and-set of the counter: False when another sign-in moved it meanwhile (SEC-50)."""
    changed = tx.execute(
        update(passkeys)
        .where(passkeys.c.id == passkey.id, passkeys.c.sign_count == passkey.sign_count)
        .values(sign_count=sign_count, backed_up=backed_up, last_used_at=now)
    )
    return changed.rowcount == 1


def rename_passkey(
    tx: Transaction,
    id: str,
    account_id: str,
    *,
    name: str,
    note: str,
) -> bool:
    """False when the account has no such passkey."""
    changed = tx.execute(
        update(passkeys)
        .where(passkeys.c.id == id, passkeys.c.account_id == account_id)
        .values(name=name, note=note)
    )
    return changed.rowcount == 1


def remove_passkey(tx: Transaction, id: str, account_id: str) -> bool:
    """True for exactly one caller; False when the account has no such passkey (any more)."""
    removed = tx.execute(
        delete(passkeys).where(passkeys.c.id == id, passkeys.c.account_id == account_id)
    )
    return removed.rowcount == 1


def _passkey(row: Row[*tuple[Any, ...]]) -> Passkey:
    values = {f.name: getattr(row, f.name) for f in fields(Passkey)}
    values["credential_id"] = bytes(values["credential_id"])
    values["public_key"] = bytes(values["public_key"])
    return Passkey(**values)

"""What people allowed portals to know."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from typing import Any

from sqlalchemy import Row, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from idp.store import Transaction
from idp.store.schema import clients, consents


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """One person's standing yes to one portal.

    claims: names of single claims that were allowed.  declined: of optional ones that were not.
    """

    account_id: str
    client_id: str
    scopes: tuple[str, ...]
    claims: tuple[str, ...]
    declined: tuple[str, ...]
    given_at: int
    changed_at: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """A consent with what pages say about its portal."""

    consent: Consent
    name: str
    name_language: str
    home_url: str
    contact: str


_NAMES = tuple(f.name for f in fields(Consent))
_COLUMNS = tuple(consents.c[name] for name in _NAMES)


def of_row(row: Row[*tuple[Any, ...]]) -> Consent:
    """The consent of a row that selected its columns, perhaps among others."""
    return Consent(**{name: getattr(row, name) for name in _NAMES})


def find_consent(tx: Transaction, account_id: str, client_id: str) -> Consent | None:
    row = tx.execute(
        select(*_COLUMNS).where(
            consents.c.account_id == account_id, consents.c.client_id == client_id
        )
    ).one_or_none()
    return of_row(row) if row else None


def find_shared(tx: Transaction, account_id: str) -> tuple[Shared, ...]:
    """Every portal that knows something about this person, by name."""
    rows = tx.execute(
        select(
            *_COLUMNS,
            clients.c.name,
            clients.c.name_language,
            clients.c.home_url,
            clients.c.contact,
        )
        .join(clients, clients.c.id == consents.c.client_id)
        .where(consents.c.account_id == account_id)
        .order_by(clients.c.name, clients.c.id)
    )
    return tuple(
        Shared(
            consent=of_row(row),
            name=row.name,
            name_language=row.name_language,
            home_url=row.home_url,
            contact=row.contact,
        )
        for row in rows
    )


def store_consent(tx: Transaction, consent: Consent) -> None:
    """Writes it, or replaces what was allowed before; `given_at` stays the first time."""
    kind = sqlite if tx.dialect.name == "sqlite" else postgresql
    values = asdict(consent)
    changed = {k: values[k] for k in ("scopes", "claims", "declined", "changed_at")}
    tx.execute(
        kind.insert(consents)
        .values(**values)
        .on_conflict_do_update(
            index_elements=[consents.c.account_id, consents.c.client_id], set_=changed
        )
    )


def delete_consent(tx: Transaction, account_id: str, client_id: str) -> bool:
    """Takes the yes back; False when there was none."""
    done = tx.execute(
        delete(consents).where(
            consents.c.account_id == account_id, consents.c.client_id == client_id
        )
    )
    return done.rowcount == 1

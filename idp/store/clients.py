"""Portals that may ask for a sign-in, as they are stored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import delete, insert, select, update

from idp.store import Transaction
from idp.store.schema import client_origins, clients


@dataclass(frozen=True, slots=True, kw_only=True)
class Client:
    """One portal. id: the client_id.

    auth_method: "client_secret_basic", "client_secret_post", "private_key_jwt" or "none"; the
    only one it may use (OIDC Core §9).  secret_hash: SHA-256 hex, None without a secret.
    jwks: its public keys for private_key_jwt.  pkce: "required" or "optional", never "plain".
    consent: "ask" or "waived".  sector: host whose portals see the same pairwise subject.
    minimum_acr: a level of idp.assurance, "" for any.
    """

    id: str
    name: str
    name_language: str
    home_url: str
    contact: str
    auth_method: str
    secret_hash: str | None
    jwks: dict[str, Any] | None
    redirect_uris: tuple[str, ...]
    post_logout_redirect_uris: tuple[str, ...]
    scopes: tuple[str, ...]
    grant_types: tuple[str, ...]
    id_token_alg: str
    access_token_format: str
    pkce: str
    subject_type: str
    sector: str
    consent: str
    minimum_acr: str
    created_at: int
    disabled_at: int | None = None

    @property
    def is_public(self) -> bool:
        """Whether it has nothing to prove itself with (RFC 6749 §2.1)."""
        return self.auth_method == "none"

    @property
    def origins(self) -> frozenset[str]:
        """Web origins whose scripts may call the token endpoint: of a public client alone."""
        if not self.is_public:
            return frozenset()
        return frozenset(_origin(uri) for uri in self.redirect_uris if uri.startswith("http"))


_NAMES = tuple(f.name for f in fields(Client))
COLUMNS = tuple(clients.c[name].label(f"client_{name}") for name in _NAMES)


def from_row(row: Sequence[Any]) -> Client:
    """The client of a row whose first columns are COLUMNS."""
    return Client(**dict(zip(_NAMES, row, strict=False)))


def find_client(tx: Transaction, client_id: str) -> Client | None:
    """The client of this client_id, also when it is disabled."""
    row = tx.execute(select(*COLUMNS).where(clients.c.id == client_id)).one_or_none()
    return None if row is None else from_row(row)


def list_clients(tx: Transaction) -> tuple[Client, ...]:
    """All clients, by name."""
    rows = tx.execute(select(*COLUMNS).order_by(clients.c.name, clients.c.id))
    return tuple(from_row(row) for row in rows)


def find_algorithms(tx: Transaction) -> tuple[str, ...]:
    """Every signature algorithm that some client is registered for."""
    return tuple(tx.execute(select(clients.c.id_token_alg).distinct()).scalars())


def add_client(tx: Transaction, client: Client) -> None:
    """Stores a client that idp.protocol.registration found to be sound."""
    tx.execute(insert(clients).values(_values(client)))
    _store_origins(tx, client)


def change_client(tx: Transaction, client: Client) -> None:
    """Stores every value of a client anew; its id stays."""
    # Not its id: SQLite would look through every grant for one that refers to the old one.
    values = {name: value for name, value in _values(client).items() if name != "id"}
    tx.execute(update(clients).where(clients.c.id == client.id).values(values))
    tx.execute(delete(client_origins).where(client_origins.c.client_id == client.id))
    _store_origins(tx, client)


def disable_client(tx: Transaction, client_id: str, at: int) -> bool:
    """From now on the client is refused everywhere; False when it was already, or is unknown."""
    result = tx.execute(
        update(clients)
        .where(clients.c.id == client_id, clients.c.disabled_at.is_(None))
        .values(disabled_at=at)
    )
    return result.rowcount == 1


def is_client_origin(tx: Transaction, origin: str) -> bool:
    """Whether some public client that is not disabled is served from this web origin."""
    found = tx.execute(
        select(client_origins.c.client_id)
        .join(clients, clients.c.id == client_origins.c.client_id)
        .where(client_origins.c.origin == origin, clients.c.disabled_at.is_(None))
        .limit(1)
    )
    return found.first() is not None


def _values(client: Client) -> dict[str, Any]:
    return {name: getattr(client, name) for name in _NAMES}


def _store_origins(tx: Transaction, client: Client) -> None:
    rows = [{"origin": origin, "client_id": client.id} for origin in sorted(client.origins)]
    if rows:
        tx.execute(insert(client_origins), rows)


def _origin(uri: str) -> str:
    parts = urlsplit(uri)
    return f"{parts.scheme}://{parts.netloc}"

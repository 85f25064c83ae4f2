"""Interactions as they are stored; request and memory are sealed, for they hold addresses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from idp.store import Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row, with the portal's name joined to it."""

    id: str
    kind: str
    browser_hash: str
    begun_in: str
    created_at: int
    expires_at: int
    client_id: str = ""
    account_id: str = ""
    session_id: str = ""
    answered_at: int | None = None
    request_sealed: bytes = b""
    memory_sealed: bytes = b""
    proofs: tuple[Mapping[str, Any], ...] = ()


def insert(tx: Transaction, row: Row, request_sealed: bytes) -> None:
    raise NotImplementedError


def find(tx: Transaction, interaction_id: str) -> Row | None:
    raise NotImplementedError

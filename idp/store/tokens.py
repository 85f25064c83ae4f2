"""Access and refresh tokens, stored as hashes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields

from sqlalchemy import bindparam, insert, select, update

from idp.store import Transaction
from idp.store.grants import Token
from idp.store.prepared import Prepared
from idp.store.schema import tokens

ACCESS, REFRESH = "access", "refresh"

_NAMES = tuple(f.name for f in fields(Token))
_ADD = Prepared(insert(tokens))
_CLAIM = Prepared(
    update(tokens)
    .where(
        tokens.c.id == bindparam("given_id"),
        tokens.c.kind == REFRESH,
        tokens.c.used_at.is_(None),
    )
    .values(used_at=bindparam("now"))
)


def add_tokens(tx: Transaction, new: Iterable[Token]) -> None:
    """Stores the tokens of one answer in one statement."""
    _ADD.change_each(tx, [{name: getattr(token, name) for name in _NAMES} for token in new])


def claim_refresh(tx: Transaction, token_id: str, now: int) -> bool:
    """True for exactly one caller, ever: the one who rotates this refresh token (D12)."""
    return _CLAIM.change(tx, {"given_id": token_id, "now": now}) == 1


def find_token(tx: Transaction, token_id: str) -> Token | None:
    """The token as it is now, whatever an earlier look-up of this transaction saw."""
    row = tx.execute(select(tokens).where(tokens.c.id == token_id)).one_or_none()
    return None if row is None else Token(**{name: getattr(row, name) for name in _NAMES})


def revoke_token(tx: Transaction, token_id: str, now: int) -> bool:
    """Ends one token alone; False when it had ended before."""
    revoked = tx.execute(
        update(tokens)
        .where(tokens.c.id == token_id, tokens.c.revoked_at.is_(None))
        .values(revoked_at=now)
    )
    return revoked.rowcount == 1

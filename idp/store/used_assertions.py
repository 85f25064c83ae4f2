"""Client assertions that came once and may not come again (RFC 7523 §3)."""

from __future__ import annotations

from sqlalchemy.dialects import postgresql, sqlite

from idp.store import Transaction
from idp.store.schema import used_assertions


def claim_assertion(tx: Transaction, assertion_id: str, expires_at: int) -> bool:
    """True for the first caller alone. assertion_id: SHA-256 hex of client and jti.

    expires_at: until when it must be remembered; the worker forgets it afterwards.
    """
    kind = sqlite if tx.dialect.name == "sqlite" else postgresql
    claimed = tx.execute(
        kind.insert(used_assertions)
        .values(id=assertion_id, expires_at=expires_at)
        .on_conflict_do_nothing(index_elements=[used_assertions.c.id])
        .returning(used_assertions.c.id)
    )
    return claimed.one_or_none() is not None

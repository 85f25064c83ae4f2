"""idp.store.columns: what is stored as words comes back as the same words."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import column, insert, null, select, table, type_coerce
from sqlalchemy.exc import StatementError

from idp.store import Store
from idp.store.columns import Words
from idp.store.prepared import Prepared
from idp.store.schema import used_assertions

SPACES = [" ", "\t", "\n", "\r", "\x0b", "\x1c", "\x85", "\xa0", "\u2003", "\u2028", "\u3000"]
# Any table with two columns that take text.
LISTS = table("used_assertions", column("id", Words), column("expires_at"))


@pytest.mark.parametrize("words", [(), ("openid",), ("openid", "email"), ("é", "a%20b", "'\"")])
def test_words_come_back(store: Store, words: tuple[str, ...]) -> None:
    """In their order, each as it was; the column itself holds what OAuth calls a scope."""
    with store.write() as tx:
        tx.execute(insert(LISTS).values(id=words, expires_at=1))

        assert tx.execute(select(LISTS.c.id)).scalar_one() == words
        assert Prepared(select(LISTS.c.id)).one(tx, {}) == (words,)
        assert tx.execute(select(used_assertions.c.id)).scalar_one() == " ".join(words)


def test_nothing_stays_nothing(store: Store) -> None:
    """What an outer join does not find is None, and not an empty list."""
    nothing = select(type_coerce(null(), Words))
    with store.read() as tx:
        assert tx.execute(nothing).scalar_one() is None
        assert Prepared(nothing).one(tx, {}) == (None,)


@pytest.mark.parametrize(
    "words", [("",), ("openid", ""), "openid", ["openid"], *((f"a{s}b",) for s in SPACES)]
)
def test_two_words_in_one_are_refused(store: Store, words: Any) -> None:
    """Else "email offline_access" would be stored as one word and read as two permissions."""
    with store.write() as tx, pytest.raises(StatementError, match="no word is empty"):
        tx.execute(insert(LISTS).values(id=words, expires_at=1))
    with store.write() as tx, pytest.raises(ValueError, match="no word is empty"):
        Prepared(insert(LISTS)).change(tx, {"id": words, "expires_at": 1})

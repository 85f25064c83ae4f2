"""Column types of our own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import Dialect, Text
from sqlalchemy.types import TypeDecorator


class Words(TypeDecorator[tuple[str, ...]]):
    """Words as text, one space between two of them, as `scope` has them (RFC 6749 §3.3).

    () is "". A value that would not come back as it was raises ValueError when it is written: a
    word with a space in it would be two words from then on, perhaps one more permission.
    """

    impl = Text
    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> Callable[[tuple[str, ...] | None], str | None]:
        return _join

    def result_processor(
        self, dialect: Dialect, coltype: Any
    ) -> Callable[[str | None], tuple[str, ...] | None]:
        return _split


def _join(words: tuple[str, ...] | None) -> str | None:
    if words is None:
        return None
    text = " ".join(words)
    if _split(text) != words:
        raise ValueError("What is stored as words is a tuple, and no word is empty or has a space.")
    return text


def _split(text: str | None) -> tuple[str, ...] | None:
    return None if text is None else tuple(text.split())

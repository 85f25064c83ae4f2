"""Words that say nothing, and words that point, in several languages, and how they are found."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

_GIVEN: dict[str, dict[str, list[str]]] = tomllib.loads(
    Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")
)
SHARED = "all"
LANGUAGES: tuple[str, ...] = tuple(name for name in _GIVEN if name != SHARED)
# Lists that are kept as they are asked for: kinds by languages.
LISTS = 1_000
WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")


@lru_cache(LISTS)
def words(kind: str, language: str) -> frozenset[str]:
    """The list of a kind in a language (a tag such as "de-LU").

    One that we do not know, or "", gets the lists of all: a page that hides its language does
    not hide its words.
    """
    primary = language.split("-")[0].lower()
    known = (primary,) if primary in LANGUAGES else LANGUAGES
    lists = (_GIVEN[name].get(kind, ()) for name in (SHARED, *known))
    return frozenset(word for given in lists for word in given)


def plain(text: str) -> str:
    """In small letters, single spaces, and without the signs and arrows at its ends."""
    squeezed = " ".join(text.split()).casefold()
    return re.sub(r"^[\W_]+|[\W_]+$", "", squeezed)


def is_one_of(text: str, kind: str, language: str) -> bool:
    """Is the whole text one of the words of that kind?"""
    return plain(text) in words(kind, language)


def holds_one_of(text: str, kind: str, language: str) -> str:
    """The first word or phrase of that kind inside the text, "" when there is none."""
    found = _finder(kind, language).search(plain(text))
    return found[0] if found else ""


def all_of(text: str, kind: str, language: str) -> set[str]:
    """All words and phrases of that kind inside the text."""
    return set(_finder(kind, language).findall(plain(text)))


@lru_cache(LISTS)
def _finder(kind: str, language: str) -> re.Pattern[str]:
    """Finds any of the phrases as a whole; nothing where there are none."""
    longest_first = sorted(words(kind, language), key=lambda phrase: (-len(phrase), phrase))
    phrases = "|".join(map(re.escape, longest_first)) or "(?!)"
    return re.compile(rf"(?<!\w)(?:{phrases})(?!\w)")


def telling(text: str, language: str) -> list[str]:
    """The words that say something: not those that stand in any sentence."""
    nothing = words("empty", language) | words("vague", language)
    found = (word.casefold() for word in WORD.findall(text))
    return [word for word in found if word not in nothing and len(word) > 1]


def without(text: str, parts: Iterable[str]) -> str:
    """The text without these parts, each taken out once."""
    for part in parts:
        text = text.replace(part, " ", 1)
    return text

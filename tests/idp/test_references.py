"""References can be said, heard and written down without a mistake."""

from __future__ import annotations

import re

import pytest

from idp import references

LANGUAGES = ("en", "fr", "de", "lb")


@pytest.mark.parametrize("language", LANGUAGES)
def test_are_two_words_and_a_digit(language: str) -> None:
    """Each is made of small plain letters, and of no digit that is mistaken for a letter."""
    for _ in range(300):
        assert re.fullmatch(r"[a-z]{3,9}-[a-z]{3,9}-[2-9]", references.make(language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_stands_twice(language: str) -> None:
    """No word is in both lists or twice in one, or two references would sound alike."""
    words = references._FIRST[language] + references._SECOND[language]

    assert len(set(words)) == 32


def test_the_same_thing_has_the_same_reference() -> None:
    """A reference made from an identifier is found again from it."""
    assert references.of("request-1") == references.of("request-1")
    assert len({references.of(f"request-{n}") for n in range(50)}) > 40


def test_unknown_languages_fall_back() -> None:
    """A language without words of its own gets the English ones, a variant its language's."""
    assert references.of("x", "pt") == references.of("x", "en")
    assert references.of("x", "de-LU") == references.of("x", "de")

"""The lists of words, and the measure of how hard a text is."""

from __future__ import annotations

import pytest

from a11y import readability, vocabulary

EASY = "We are open every day. You can come when you like. Bring your card with you. " * 5
HARD = (
    "Notwithstanding administrative prerequisites, beneficiaries participating in supplementary "
    "programmes are required to demonstrate continuous eligibility throughout the qualification "
    "period, irrespective of intervening modifications of individual circumstances. "
) * 3


@pytest.mark.parametrize("text", ["Read more", "  READ\nMORE »", "→ click here!"])
def test_signs_and_case_hide_no_vague_name(text: str) -> None:
    """A name is found whatever its case, spaces and arrows."""
    assert vocabulary.is_one_of(text, "vague", "en-GB")


def test_each_language_has_its_own_words() -> None:
    """“Hier” is vague in German, and yesterday in French; a language unknown has all lists."""
    assert vocabulary.is_one_of("hier", "vague", "de")
    assert not vocabulary.is_one_of("hier", "vague", "fr")
    assert vocabulary.is_one_of("hier", "vague", "")


def test_words_that_say_nothing_are_left_out() -> None:
    """Of “click here for more about the terms” only the terms say something."""
    assert vocabulary.telling("Click here for more about the terms", "en") == ["terms"]


def test_every_word_can_be_found() -> None:
    """No word of the lists of whole names has a form that no name can take."""
    for kind in ("vague", "sections", "pictured", "formats", "generic", "untitled"):
        for language in vocabulary.LANGUAGES:
            given = vocabulary.words(kind, language)
            assert {word for word in given if vocabulary.plain(word) != word} == set()


def test_hard_texts_take_longer_at_school() -> None:
    """A text of officials takes at least ten more years of school than one for everybody."""
    easy, hard = (readability.read(text, "en") for text in (EASY, HARD))

    assert hard.grade - easy.grade > 10
    assert easy.sentences == 15


@pytest.mark.parametrize("language", ["en", "fr", "de", "lb"])
def test_no_text_is_no_trouble(language: str) -> None:
    """A text without a word has no grade."""
    assert readability.read("12 – 14 !", language).words == 0


def test_short_forms_end_no_sentence() -> None:
    """The dots of “z.B.” and “Nr. 5” end no sentence."""
    assert readability.read("Das ist z.B. Nr. 5 am Platz. Das ist gut.", "de").sentences == 2

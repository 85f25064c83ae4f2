"""Every language has every word, and the words obey house style."""

from __future__ import annotations

import pytest
from babel.messages.catalog import Catalog

from idp.settings import Settings
from tests.templates.catalogues import LANGUAGES, catalogue, problems, spoken

SENTENCE = "Nothing is lost. Tries left: %(tries_left)s."


@pytest.fixture(scope="module")
def wanted() -> set[str | tuple[str, str]]:
    return spoken()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_word(language: str, wanted: set[str | tuple[str, str]]) -> None:
    """A catalogue has exactly the sentences of code and templates, well set and easy."""
    found = list(problems(language, catalogue(language), wanted))

    assert found == []


def test_the_sentences_are_found(wanted: set[str | tuple[str, str]]) -> None:
    """Extraction reads templates, plurals and the problems of page classes."""
    assert {"Sign in with a passkey", "You are signed out"} <= wanted
    assert any(isinstance(sentence, tuple) for sentence in wanted)
    assert "Your e-mail address is missing. Write it in the field." in wanted


def test_all_offered_languages_have_a_catalogue() -> None:
    """The languages that settings offer are the source language and the translated ones."""
    assert set(Settings.model_fields["languages"].default) == {"en", *LANGUAGES}


@pytest.mark.parametrize(
    ("said", "complaint"),
    [
        ("", "empty"),
        ("Rien n’est perdu. Essais restants\u00a0: %(tries)s.", "other placeholders"),
        ("Rien n'est perdu. Essais restants\u00a0: %(tries_left)s.", "straight"),
        ("Rien n’est perdu. Essais restants: %(tries_left)s.", "no-break"),
        ("Rien n’est perdu. Essais restants : %(tries_left)s.", "no-break"),
        ("La session est invalide\u00a0: %(tries_left)s.", "technicians"),
        ("Rien n’est perdu. Essais restants\u00a0: %(tries_left)s", "ends otherwise"),
        (" ".join(["mot"] * 21) + " %(tries_left)s.", "too long"),
    ],
)
def test_a_bad_translation_is_found(said: str, complaint: str) -> None:
    """The gate bites: each kind of fault in a catalogue is named."""
    broken = Catalog(locale="fr")
    broken.add(SENTENCE, said)

    found = list(problems("fr", broken, {SENTENCE}))

    assert any(complaint in problem for problem in found), found


def test_a_missing_and_a_left_over_sentence_are_found() -> None:
    """The gate bites: a sentence without translation, and one that nobody says any more."""
    broken = Catalog(locale="fr")
    broken.add("Nobody says this.", "Personne ne dit cela.")

    found = list(problems("fr", broken, {SENTENCE}))

    assert [f.split(":")[1] for f in found] == [" not translated", " said nowhere"]

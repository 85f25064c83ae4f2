"""The English sentences that people read: short, easy, and never without a way on."""

from __future__ import annotations

import re
from collections.abc import Iterator

import jinja2
import pytest
from jinja2.ext import extract_from_ast

from tests.templates import samples
from tests.templates.gates import FORBIDDEN

WORDS_A_SENTENCE = 15
SENTENCES_AN_ERROR = 2
END = re.compile(r"(?<=[.!?])[”)]?\s+")


def sentences_of_templates() -> Iterator[str]:
    """Every text of every template, as translators get it."""
    environment = jinja2.Environment(extensions=["jinja2.ext.i18n"])
    for file in sorted(samples.TEMPLATES.rglob("*")):
        if file.suffix in {".html", ".txt"}:
            tree = environment.parse(file.read_text(encoding="utf-8"))
            for _, _, message in extract_from_ast(tree):
                yield from (m for m in ((message,) if isinstance(message, str) else message) if m)


PROBLEMS = {
    f"{page.__name__}.{key}": sentence
    for page in samples.page_classes().values()
    for key, sentence in page.problems.items()
}
TEXTS = sorted({*sentences_of_templates(), *PROBLEMS.values()})


def too_long(text: str) -> list[str]:
    """The sentences of a text that have more than 15 words."""
    return [part for part in END.split(text) if len(part.split()) > WORDS_A_SENTENCE]


def test_there_is_something_to_read() -> None:
    """The list of texts is the whole list, not an empty one."""
    assert len(TEXTS) > 300


def test_sentences_are_short() -> None:
    """A sentence has at most 15 words (GE-20)."""
    assert [text for text in TEXTS if too_long(text)] == []


def test_quotation_marks_are_typographic() -> None:
    """No straight quotation mark or apostrophe stands in a text."""
    assert [text for text in TEXTS if set("'\"") & set(text)] == []


def test_no_word_is_for_technicians_only() -> None:
    """No text has a word that only technicians understand (GE-20, TO-8)."""
    assert [text for text in TEXTS if FORBIDDEN.search(text)] == []


@pytest.mark.parametrize("name", PROBLEMS)
def test_an_error_says_what_to_do(name: str) -> None:
    """An error has two sentences: what happened, then what to do (ER-5)."""
    parts = END.split(PROBLEMS[name])

    assert len(parts) == SENTENCES_AN_ERROR
    assert all(part.endswith(".") for part in parts)


def test_an_error_uses_only_what_its_page_knows() -> None:
    """Every placeholder of an error is a field of its page."""
    missing = [
        (page.__name__, name)
        for page in samples.page_classes().values()
        for sentence in page.problems.values()
        for name in re.findall(r"%\((\w+)\)", sentence)
        if name not in page.__dataclass_fields__
    ]

    assert missing == []


def test_a_long_sentence_would_be_seen() -> None:
    """The counter counts: fifteen words pass, sixteen do not, and two sentences are two."""
    assert too_long("word " * 14 + "word.") == []
    assert too_long("word " * 15 + "word.") != []
    assert too_long("word " * 14 + "word. " + "word " * 14 + "word.") == []

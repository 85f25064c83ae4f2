"""Words in pictures, read by another program."""

from __future__ import annotations

import shutil

import pytest

from a11y import ocr

TABLE = "\n".join(
    "\t".join(row.split())
    for row in (
        "level page block par line word left top width height conf text",
        "1 1 0 0 0 0 0 0 100 50 -1",
        "5 1 1 1 1 1 5 5 40 25 96.5 Press",
    )
)


def test_a_word_has_its_share_of_the_picture() -> None:
    """Of a picture of 100 by 50, a word of 40 by 25 covers a fifth."""
    assert ocr._parsed(TABLE) == [ocr.Word("Press", 96.5, 0.2)]


def test_without_the_program_nothing_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where tesseract is missing, no words and no version are told, and nothing breaks."""
    monkeypatch.setattr(shutil, "which", lambda name: None)
    ocr.version.cache_clear()
    ocr.languages.cache_clear()

    told = (ocr.version(), ocr.languages(), ocr.words(b"", "en"))

    ocr.version.cache_clear()
    ocr.languages.cache_clear()
    assert told == ("", frozenset(), ())

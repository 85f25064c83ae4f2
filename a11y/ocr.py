"""Reads the words in a picture with tesseract, where that is installed."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from functools import cache
from hashlib import sha256

NAME = "tesseract"
TIMEOUT_S = 8
# What tesseract calls the languages of pages.
NAMES = {
    "en": "eng",
    "fr": "fra",
    "de": "deu",
    "lb": "ltz",
    "es": "spa",
    "it": "ita",
    "pt": "por",
    "nl": "nld",
}
# How it takes the picture apart: words anywhere, or one block of lines. Neither finds all.
SPARSE, BLOCK = "11", "6"
SURE = 80.0


@dataclass(frozen=True, slots=True)
class Word:
    """A word that was read. sure: 0 to 100.  share: of the picture that its box covers."""

    text: str
    sure: float
    share: float


# Content of a picture -> its words. Shared by all pages of a run: a logo is read once.
_known: dict[tuple[str, str, str], tuple[Word, ...]] = {}


@cache
def version() -> str:
    """Of the program, "" when it is not installed or does not start."""
    return _asked("--version").partition("\n")[0].removeprefix(NAME).strip()


@cache
def languages() -> frozenset[str]:
    """Those that it can read, by its own names; empty when it is not installed."""
    return frozenset(_asked("--list-langs").split("\n")[1:]) - {"", "osd"}


def _asked(option: str) -> str:
    program = shutil.which(NAME)
    if program is None:
        return ""
    done = subprocess.run(
        [program, option], capture_output=True, text=True, timeout=TIMEOUT_S, check=False
    )
    return done.stdout if done.returncode == 0 else ""


def words(png: bytes, language: str, how: str = SPARSE) -> tuple[Word, ...]:
    """The words in a picture, in reading order; none when tesseract is not there or gives up.

    language: of the page; one that tesseract does not have is read as English.
    """
    wanted = NAMES.get(language.split("-")[0].lower(), "eng")
    wanted = wanted if wanted in languages() else "eng"
    if wanted not in languages():
        return ()
    key = (sha256(png).hexdigest(), wanted, how)
    if key not in _known:
        _known[key] = _read(png, wanted, how)
    return _known[key]


def _read(png: bytes, language: str, how: str) -> tuple[Word, ...]:
    command = [NAME, "-", "-", "--psm", how, "-l", language, "tsv"]
    try:
        done = subprocess.run(
            command,
            input=png,
            capture_output=True,
            timeout=TIMEOUT_S,
            check=False,
            # One picture is small: more threads wait for each other longer than they help.
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        )
    except subprocess.TimeoutExpired:
        return ()
    return tuple(_parsed(done.stdout.decode(errors="replace")))


def _parsed(table: str) -> list[Word]:
    """Rows of tesseract's table: level 1 is the page with its size, level 5 a word."""
    found: list[Word] = []
    area = 1
    for row in table.splitlines()[1:]:
        cells = row.split("\t")
        if len(cells) < 11:
            continue
        size = int(cells[8]) * int(cells[9])
        if cells[0] == "1":
            area = max(size, 1)
        elif cells[0] == "5" and cells[11:] and cells[11].strip():
            found.append(Word(cells[11].strip(), float(cells[10]), size / area))
    return found

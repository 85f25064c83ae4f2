"""Which texts of a page tell of an error in a form."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from a11y.fields import FIELDS, WORDS, plain, says

_SCRIPT = (Path(__file__).parent / "errors.js").read_text(encoding="utf-8")
# Read once for all probes of a page.
ERRORS = f"{FIELDS}\nconst errors = page.errors ??= (() => {{{_SCRIPT}}})();"


def is_error(text: Mapping[str, Any]) -> bool:
    """Whether words, look and mark-up together leave no doubt that this tells of an error."""
    cues = [text["alert"], text["marked"], text["red"]]
    if is_bare(text["text"], ()):
        return any([*cues, text["tied"]])
    return any(cues) and says(text["text"], "error")


def is_bare(text: str, captions: Sequence[str]) -> bool:
    """Whether it says only that something is wrong: neither what, nor how to make it right."""
    said = plain(text)
    for caption in captions:
        said = said.removeprefix(plain(caption)).strip()
    said = re.sub(r"^(?:error|fehler|erreur|feeler|fout|errore)\s+(?=\S)", "", said)
    said = re.sub(r"[^\w\s’']+", " ", said).strip()
    return " ".join(said.split()) in WORDS["bare"]


def names_one(text: str, captions: Sequence[str]) -> bool:
    """Whether it names a field by its caption."""
    said = plain(text)
    names = [re.sub(r"[^\w\s-]", " ", plain(caption)).strip() for caption in captions]
    return any(name and name in said for name in names)

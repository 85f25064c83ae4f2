"""The text of a page, passage by passage, for the checks of language and direction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

_SCRIPT = (Path(__file__).parent / "passages.js").read_text(encoding="utf-8")
# Read once for all probes of a page.
PASSAGES = f"const passages = page.passages ??= (() => {{{_SCRIPT}}})();"


def joined(passages: Iterable[Mapping[str, Any]], *more: str) -> str:
    """All the words together; a full stop between passages keeps their words apart."""
    return ". ".join([*more, *(str(passage["text"]) for passage in passages)])


def own(passages: Sequence[Mapping[str, Any]], letters: int) -> Sequence[Mapping[str, Any]]:
    """Those that the page says itself, unless what it quotes leaves fewer letters than that."""
    said = [passage for passage in passages if not passage["quoted"]]
    enough = sum(sign.isalpha() for passage in said for sign in passage["text"]) >= letters
    return said if enough else passages

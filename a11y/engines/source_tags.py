"""Finds the start tag at a place of an HTML source, and which of its kind it is."""

from __future__ import annotations

import re
from dataclasses import dataclass

# What holds no tags, or only text that looks like them.
OPAQUE = re.compile(
    r"<!--.*?-->|<(script|style|textarea|title|template|noscript|iframe)\b[^>]*>(.*?)</\1",
    re.DOTALL | re.IGNORECASE,
)
TAG = re.compile(r"<([a-zA-Z][a-zA-Z0-9-]*)")


@dataclass(frozen=True, slots=True)
class Tag:
    """An element by its kind. number: how many of its name come before it.  count: of all."""

    name: str
    number: int
    count: int


def tag_at(source: str, line: int, column: int) -> Tag | None:
    """The start tag that the place lies in or ends. line, column: from 1, as checkers count.

    None when there is no start tag.
    """
    lines = source.splitlines(keepends=True)
    if not 0 < line <= len(lines):
        return None
    offset = sum(len(before) for before in lines[: line - 1]) + column
    text = OPAQUE.sub(_blanked, source)
    tags = [(found.start(), found[1].lower()) for found in TAG.finditer(text)]
    before = [tag for tag in tags if tag[0] < offset]
    if not before:
        return None
    name = before[-1][1]
    number = sum(tag[1] == name for tag in before) - 1
    return Tag(name, number, sum(tag[1] == name for tag in tags))


def _blanked(found: re.Match[str]) -> str:
    """The same length without its tags; the start tag of an element that holds text stays."""
    whole = found[0]
    inner = found[2]
    if inner is None:
        return " " * len(whole)
    start = found.start(2) - found.start()
    return whole[:start] + " " * len(inner) + whole[start + len(inner) :]

"""Whether headings look like the levels that they are of (WCAG 2.2 SC 1.3.1).

A heading is what the probe of the rule `headings` tells of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from a11y.rule import Remark, asks, fails

# Larger than the heading above it by so much, one of a lower level seems to be of a higher one.
LARGER = 1.2
# By so much, two of the same level seem to be of two; a part may be set in by so much.
MUCH_LARGER, INDENT_PX = 1.3, 64


def upside_down(headings: list[Any]) -> Iterator[Remark]:
    """Large headings of a low level over small ones of a higher level."""
    for low, high in sorted({(a["level"], b["level"]) for a, b in pairwise(headings)}):
        if low > high and _is_turned([h for h in headings if h["level"] in (low, high)], low):
            for heading in headings:
                if heading["level"] == low:
                    note = (
                        f"It stands over smaller headings of level {high}, and is of level {low}."
                    )
                    yield fails(heading["element"], note)
            return
    for above, below in pairwise(headings):
        deeper = below["level"] > above["level"] and below["size"] >= LARGER * above["size"]
        # A line without words of its own is said before a title, and is part of it.
        if deeper and above["below"] and above["left"] == below["left"]:
            note = "It is larger than the heading that it stands under."
            yield asks(below["element"], note)
            return


def of_one_level(headings: list[Any]) -> Iterator[Remark]:
    """Small headings under large ones, time and again in one column, all of the same level."""
    for level in sorted({heading["level"] for heading in headings}):
        alike = [heading for heading in headings if heading["level"] == level]
        large = [h for h in alike if h["size"] >= MUCH_LARGER * min(h["size"] for h in alike)]
        small = [heading for heading in alike if heading not in large]
        lefts = [heading["left"] for heading in alike]
        if min(len(large), len(small)) < 2 or max(lefts) - min(lefts) > INDENT_PX:
            continue
        after = [b for a, b in pairwise(alike) if a in large]
        if alike[0] in large and len(after) == len(large) and all(one in small for one in after):
            note = f"It looks as if it stood under “{alike[0]['name']}”, and is of the same level."
            yield asks(small[0]["element"], note)


def _is_turned(headings: list[Any], low: int) -> bool:
    """Every large one has small ones with words below it, twice at least, in one column."""
    large = [heading for heading in headings if heading["level"] == low]
    small = [heading for heading in headings if heading["level"] != low]
    if min(len(large), len(small)) < 2 or len({heading["left"] for heading in headings}) > 1:
        return False
    firsts = all(after["level"] != low for before, after in pairwise(headings) if before in large)
    larger = min(h["size"] for h in large) >= LARGER * max(h["size"] for h in small)
    ends = headings[0] in large and headings[-1] in small
    return firsts and larger and ends and all(heading["below"] for heading in small)

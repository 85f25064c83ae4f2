"""Spaces set words apart, and neither stretch a word nor make columns (WCAG 2.2 SC 1.3.2)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from a11y.rule import Remark, Rule, View, fails, passes

# A word with a space between its letters is read letter by letter, and columns made of spaces
# are read across. Code and pictures made of signs are neither.
PROBE = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")
WORDS = {
    "letters": "has a space between its letters.",
    "columns": "is the first line of columns that are made of spaces.",
    "joined": "is read as it is written here: a margin sets its words apart, and no space.",
}


def check(seen: Any, view: View) -> Iterator[Remark]:
    """Words and tables must be told by what they are (WCAG 2.2 SC 1.3.2)."""
    for one in seen:
        if one["kind"] == "none":
            yield passes(one["element"])
        else:
            yield fails(one["element"], f"“{one['words']}” {WORDS[one['kind']]}")


RULE = Rule(
    id="spaced_text",
    criteria=("1.3.2",),
    affects="People who hear the page: letters, columns and words run together.",
    passed="Spaces that are kept make no columns.",
    failed="Spaces take the place of style or of a table, or style that of spaces.",
    check=check,
    probe=PROBE,
    conditions=frozenset({"default"}),
)

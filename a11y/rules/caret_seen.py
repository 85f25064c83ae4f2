"""Where one writes, the cursor is seen (WCAG 2.2 SC 2.4.7)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from a11y.rule import Remark, Rule, View, asks, fails, passes
from a11y.verdict import Evidence

LEAST = 3.0  # as of other signs that show a state (SC 1.4.11)

PROBE = """
const {read, over, contrast, behind} = page.colours;
const WRITTEN = `input:not([type]), input[type=text], input[type=search], input[type=url],
  input[type=tel], input[type=email], input[type=password], input[type=number], textarea,
  [contenteditable=""], [contenteditable=true]`;
return page.all(WRITTEN).filter(field => page.seen(field)
  && !field.matches(":disabled, [readonly], [aria-disabled=true]")).map(field => {
  const inside = behind(field), style = getComputedStyle(field);
  const ink = read(style.caretColor);
  return inside.sure ? {element: page.path(field), set: style.caretColor !== style.color,
    contrast: ink[3] ? contrast(over(ink, inside.colour), inside.colour) : 1} : null;
}).filter(Boolean);
"""


def check(seen: Any, view: View) -> Iterator[Remark]:
    """Who looks away finds the place to write on again (WCAG 2.2 SC 2.4.7)."""
    for field in seen:
        evidence = Evidence((("contrast of the cursor", f"{field['contrast']:.1f}:1"),))
        if field["contrast"] >= LEAST or not field["set"]:
            yield passes(field["element"], evidence)
        else:
            # Some draw a cursor of their own.
            say = fails if view.own else asks
            yield say(field["element"], "Its style makes the cursor hard to see.", evidence)


RULE = Rule(
    id="caret_seen",
    criteria=("2.4.7",),
    affects="People who see little, and people who lose their place easily.",
    passed="The cursor is seen where one writes.",
    failed="The cursor is not seen where one writes.",
    person="Is there another cursor to see?",
    check=check,
    probe=PROBE,
    conditions=frozenset({"default", "dark", "more_contrast"}),
)

"""Text at 200 % is neither cut off nor laid over other text (WCAG 2.2 SC 1.4.4)."""

from __future__ import annotations

from collections.abc import Iterator

from a11y.layouts import Layout, Layouts
from a11y.rule import Remark, Rule, View, asks, fails, passes

WAYS = {
    "text_200": "With text at 200 %",
    "zoom_200": "With the page at 200 %",
}


def check(seen: Layouts, view: View) -> Iterator[Remark]:
    """Larger text needs more room and must get it (WCAG 2.2 SC 1.4.4)."""
    if "zoom_200" not in seen:
        return
    said: set[str] = set()
    for name, words in WAYS.items():
        for remark in _judged(seen[name], words, name):
            if remark.element not in said:
                said.add(remark.element)
                yield remark
    if not said:
        yield passes()


def _judged(layout: Layout, words: str, name: str) -> Iterator[Remark]:
    for part in layout["cut"]:
        dots = part["soft"] and part["way"] == "sideways"
        # What is cut before the page is enlarged is a fault of the enlarged page as well.
        if part["helped"] or not (part["fresh"] or (name == "zoom_200" and not dots)):
            continue
        note = f"{words}, “{part['words']}” is cut off {part['way']}."
        yield asks(part["element"], note) if dots else fails(part["element"], note)
    for part in layout["lying"]:
        note = f"{words}, “{part['words']}” lies on the text of {part['on']}."
        yield fails(part["element"], note)


RULE = Rule(
    id="zoom_text",
    criteria=("1.4.4",),
    affects="People who see little and enlarge what they read.",
    passed="All text is whole and alone in its place at 200 %.",
    failed="Enlarged text is cut off, or lies on other text.",
    person="Enlarged text ends in dots. Can the whole of it be read elsewhere?",
    check=check,
    conditions=frozenset({"default"}),
    sees="layouts",
    act=("59br37",),
)

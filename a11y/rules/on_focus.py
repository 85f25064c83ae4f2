"""The focus alone changes nothing: no new page, window or place (WCAG 2.2 SC 3.2.1)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from a11y.focusing import focus_each
from a11y.rule import Remark, Rule, View, fails, passes
from a11y.verdict import Evidence

WORDS = {
    "leave": "The page goes elsewhere",
    "submit": "A form is sent",
    "window": "A window opens",
    "dialog": "A dialog comes",
    "print": "The page is printed",
}


def check(seen: Any, view: View) -> Iterator[Remark]:
    """Looking around must be safe (WCAG 2.2 SC 3.2.1)."""
    if seen is None:
        return
    calm = True
    for stop in seen:
        for kind, what in stop.out:
            if kind in WORDS:
                calm = False
                measured = Evidence(measured=((kind, what),))
                yield fails(stop.element, f"{WORDS[kind]} as soon as it has the focus.", measured)
        if stop.moved:
            calm = False
            yield fails(stop.element, f"The focus jumps on to {stop.moved}.")
    if calm:
        yield passes()


RULE = Rule(
    id="on_focus",
    criteria=("3.2.1",),
    affects="People who use a keyboard, a screen reader or a magnifier, and people who tire.",
    passed="Nothing happens when something gets the focus.",
    failed="Something happens by the focus alone.",
    check=check,
    observe=lambda browser, view: focus_each(browser),
    conditions=frozenset({"default"}),
    sees="browser",
)

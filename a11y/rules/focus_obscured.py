"""Nothing lies over what has the focus (WCAG 2.2 SC 2.4.11)."""

from __future__ import annotations

from collections.abc import Iterator

from a11y.rule import Remark, Rule, View, asks, fails, passes
from a11y.walk import Walk


def check(walk: Walk, view: View) -> Iterator[Remark]:
    """Bars that stick must not hide where the person is (WCAG 2.2 SC 2.4.11)."""
    for stop in walk.stops:
        if stop.frame or not stop.open + stop.covered:
            continue
        if not stop.open:
            yield fails(stop.element, "It has the focus and is hidden by something else.")
        elif stop.covered > stop.open:
            yield asks(stop.element, "More than half of it is hidden while it has the focus.")
        else:
            yield passes(stop.element)


RULE = Rule(
    id="focus_obscured",
    criteria=("2.4.11", "2.4.12"),
    affects="People who see and use a keyboard, above all with a magnified page.",
    passed="What has the focus is in view.",
    failed="Something hides what has the focus.",
    person="Something hides most of what has the focus.",
    check=check,
    conditions=frozenset({"default", "zoom_400"}),
    sees="walk",
)

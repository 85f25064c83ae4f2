"""What gets the focus keeps it (WCAG 2.2 SC 2.1.1, 2.4.7)."""

from __future__ import annotations

from collections.abc import Iterator

from a11y.rule import Remark, Rule, View, fails, passes
from a11y.verdict import Evidence
from a11y.walk import Walk


def check(walk: Walk, view: View) -> Iterator[Remark]:
    """Who has come to a stop by Tab can be there and see it (WCAG 2.2 F55)."""
    for element in walk.lost:
        yield fails(element, "It gives the focus away to nothing.", Evidence(keys=("Tab",)))
    if walk.stops and not walk.lost:
        yield passes()


RULE = Rule(
    id="focus_kept",
    criteria=("2.1.1", "2.4.7"),
    affects="People who use a keyboard, a switch, or a screen reader, and no pointer.",
    passed="What gets the focus keeps it.",
    failed="The focus is lost as soon as it comes.",
    check=check,
    conditions=frozenset({"default"}),
    sees="walk",
    act=("oj04fd",),
)

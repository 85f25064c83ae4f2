"""The focus moves in the order in which the page is read (WCAG 2.2 SC 2.4.3)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from a11y.rule import Remark, Rule, View, asks, fails, passes
from a11y.walk import Stop, Walk

SAME_ROW_SHARE = 0.7  # of the height of both, so that a tall neighbour is no row


def check(walk: Walk, view: View) -> Iterator[Remark]:
    """Stops against mark-up and screen (WCAG 2.2 SC 2.4.3)."""
    order = list(walk.expected.values())
    places = [order.index(stop.key) for stop in walk.stops if stop.key in order]
    in_order = places == sorted(places)
    for element in walk.jumped:
        if view.own or not in_order:
            yield fails(element, "A tabindex above 0 pulls it out of the reading order.")
    if walk.jumped and not in_order:
        return
    doubts = [(one, other) for one, other in pairwise(walk.stops) if _goes_back(one, other)]
    for one, other in doubts:
        yield asks(other.element, f"It stands before {one.element}, but comes after it.")
    if len(walk.stops) > 1 and not doubts and not walk.jumped:
        yield passes()


def _goes_back(one: Stop, other: Stop) -> bool:
    """The next stop lies wholly above the last one and not in a column beside it, or before it."""
    above = other.top + other.height <= one.top
    before, after = other.left + other.width <= one.left, other.left >= one.left + one.width
    if above:
        return not before and not after
    shared = min(one.top + one.height, other.top + other.height) - max(one.top, other.top)
    on_row = shared >= SAME_ROW_SHARE * max(one.height, other.height) > 0
    return on_row and (after if other.rtl else before)


RULE = Rule(
    id="tab_order",
    criteria=("2.4.3",),
    affects="People who use a keyboard, and people who magnify and follow the focus.",
    passed="The focus moves as the page is read.",
    failed="The focus jumps about.",
    person="The focus goes back on the screen. Does the order still make sense?",
    check=check,
    conditions=frozenset({"default", "zoom_400", "no_script"}),
    sees="walk",
)

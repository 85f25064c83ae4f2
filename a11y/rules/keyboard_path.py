"""Every control is reached, in reading order, and none traps (WCAG 2.2 SC 2.1.1, 2.1.2, 2.4.3)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from a11y.rule import Remark, Rule, View, asks, fails, passes
from a11y.walk import Stop, Walk


def check(walk: Walk, view: View) -> Iterator[Remark]:
    """With Tab alone, everything and out again (WCAG 2.2 SC 2.1.1, 2.1.2, 2.4.3)."""
    reached = {stop.key for stop in walk.stops}
    if not walk.left:
        yield fails(walk.stops[-1].element if walk.stops else "", "Tab does not get past it.")
    if walk.returned is False:
        yield fails("", "Shift+Tab does not lead back to the first stop.")
    for element, key in walk.expected.items():
        if key in reached:
            yield passes(element)
        elif walk.left:  # behind a trap nothing is reached; the trap is the fault
            yield fails(element, "Tab does not reach it.")
    yield from _order(walk)
    for element in walk.pressed:
        yield fails(element, "It can be pressed with a pointer, but takes no focus.")
    for element in walk.pointer:
        yield asks(element, "It shows a hand under the pointer and takes no focus. Does it act?")


def _order(walk: Walk) -> Iterator[Remark]:
    for element in walk.jumped:
        yield fails(element, "A tabindex above 0 pulls it out of the reading order.")
    for one, other in pairwise(walk.stops):
        if _goes_back(one, other):
            yield asks(other.element, f"It stands above {one.element}, but comes after it.")


def _goes_back(one: Stop, other: Stop) -> bool:
    """The next stop lies wholly above the last one, and not in a column beside it."""
    above = other.top + other.height <= one.top
    beside = other.left >= one.left + one.width or one.left >= other.left + other.width
    return above and not beside


RULE = Rule(
    id="keyboard_path",
    criteria=("2.1.1", "2.1.2", "2.4.3"),
    affects="People who use a keyboard, a switch, or a screen reader, and no pointer.",
    passed="Tab reaches every control in order, and leaves the page again.",
    failed="A control cannot be reached, or not be left, with the keyboard.",
    person="The order of the Tab stops, or something with a hand, needs a look.",
    check=check,
    conditions=frozenset({"default", "zoom_400", "no_script"}),
    sees="walk",
)

"""Tab reaches every control, and whatever can be pressed (WCAG 2.2 SC 2.1.1)."""

from __future__ import annotations

from collections.abc import Iterator

from a11y.rule import Remark, Rule, View, asks, fails, passes
from a11y.verdict import Evidence
from a11y.walk import Walk


def check(walk: Walk, view: View) -> Iterator[Remark]:
    """With Tab alone, everything (WCAG 2.2 SC 2.1.1)."""
    reached = {stop.key for stop in walk.stops}
    pressed = Evidence(keys=("Tab",) * len(walk.stops))
    for element, key in walk.expected.items():
        if key in reached:
            yield passes(element)
        # Behind a trap nothing is reached: the trap is the fault. What loses the focus has a rule.
        elif walk.left and not walk.refused and element not in walk.lost:
            yield fails(element, "Tab does not reach it.", pressed)
    for element in walk.pressed:
        yield fails(element, "It can be pressed with a pointer, but takes no focus.", pressed)
    for element in walk.skipped if view.own else ():  # elsewhere a key may lead to it
        yield fails(element, "A pointer reaches it; its tabindex keeps Tab away.", pressed)
    if view.own:  # elsewhere a rule presses it and sees whether it acts
        for element in walk.pointer:
            yield asks(
                element, "It shows a hand under the pointer and takes no focus. Does it act?"
            )


RULE = Rule(
    id="keyboard_path",
    criteria=("2.1.1",),
    affects="People who use a keyboard, a switch, or a screen reader, and no pointer.",
    passed="Tab reaches every control.",
    failed="A control cannot be reached with the keyboard.",
    person="Something shows a hand and needs a look.",
    check=check,
    conditions=frozenset({"default", "zoom_400", "no_script"}),
    sees="walk",
)

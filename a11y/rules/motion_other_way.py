"""What the device's motion does, a control does too (WCAG 2.2 SC 2.5.4)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from a11y.rule import Remark, Rule, View, fails, passes
from a11y.shaking import OTHER, shaken


def check(seen: Any, view: View) -> Iterator[Remark]:
    """Nobody must shake or tilt anything (WCAG 2.2 SC 2.5.4)."""
    if seen is None:
        return
    for element in seen["moved"]:
        note = "It changes when the device is moved, and by no control."
        yield passes(element) if seen["way"] else fails(element, note)
    if not seen["moved"]:
        yield passes()


RULE = Rule(
    id="motion_other_way",
    criteria=("2.5.4",),
    affects="People who cannot move their device, or have it fixed to a wheelchair.",
    passed="What the motion of the device does, a control does too.",
    failed="Something can be done by moving the device alone.",
    check=check,
    observe=lambda browser, view: shaken(browser, OTHER),
    conditions=frozenset({"default"}),
    sees="browser",
    act=("7677a9",),
)

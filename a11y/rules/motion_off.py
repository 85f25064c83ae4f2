"""What the device's motion does can be switched off (WCAG 2.2 SC 2.5.4)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from a11y.rule import Remark, Rule, View, fails, passes
from a11y.shaking import OFF, shaken


def check(seen: Any, view: View) -> Iterator[Remark]:
    """Hands that shake must not act (WCAG 2.2 SC 2.5.4)."""
    if seen is None:
        return
    for element in seen["moved"]:
        note = "It changes when the device is moved, and no control switches that off."
        yield passes(element) if seen["way"] else fails(element, note)
    if not seen["moved"]:
        yield passes()


RULE = Rule(
    id="motion_off",
    criteria=("2.5.4",),
    affects="People whose hands shake, and people whose device is fixed to a wheelchair.",
    passed="What the motion of the device does can be switched off.",
    failed="Moving the device acts, and that cannot be switched off.",
    check=check,
    observe=lambda browser, view: shaken(browser, OFF),
    conditions=frozenset({"default"}),
    sees="browser",
    act=("c249d5",),
)

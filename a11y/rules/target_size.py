"""What is pressed is at least 24 px, or stands apart (WCAG 2.2 SC 2.5.8)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from math import hypot
from typing import Any

from a11y.rule import Remark, Rule, View, fails, passes

LEAST_PX = 24
# Boxes are fractions of a pixel; half a one is below what anybody can see or touch.
TOLERANCE_PX = 0.5

PROBE = """
const pressed = page.all("a[href], area[href], button, input, select, textarea, summary, "
  + "[role=button], [role=link], [role=checkbox], [role=radio], [role=switch], [role=tab], "
  + "[onclick]");
// A tick box as the browser draws it: its size is the browser's business (the criterion says so).
const native = element => element.matches("[type=checkbox], [type=radio]")
  && getComputedStyle(element).appearance === "auto"
  && element.offsetWidth === 13 && element.offsetHeight === 13;
return pressed.filter(element => element.type !== "hidden" && !element.matches(":disabled"))
  .filter(element => page.seen(element) || [...(element.labels ?? [])].some(page.seen))
  .map(element => ({
    element: page.path(element), ...page.targetBox(element),
    sentence: page.inSentence(element), native: native(element),
  }));
"""


def check(seen: Any, view: View) -> Iterator[Remark]:
    """A trembling hand needs room: 24 px, or 24 px to the next (WCAG 2.2 SC 2.5.8)."""
    small = [_is_small(target) for target in seen]
    for number, target in zip(count(), seen):
        if not small[number] or target["sentence"] or target["native"]:
            yield passes(target["element"])
            continue
        near = [
            other["element"]
            for place, other in enumerate(seen)
            if place != number and _crowds(target, other, other_small=small[place])
        ]
        if near:
            size = f"{target['width']:.0f} × {target['height']:.0f} px"
            yield fails(target["element"], f"It is {size}, and {near[0]} is too near.")
        else:
            yield passes(target["element"])


def _is_small(target: Any) -> bool:
    return bool(min(target["width"], target["height"]) + TOLERANCE_PX < LEAST_PX)


def _crowds(target: Any, other: Any, *, other_small: bool) -> bool:
    """Does the circle of 24 px around target's middle meet the other, or the other's circle?"""
    x, y = _middle(target)
    if other_small:
        other_x, other_y = _middle(other)
        return hypot(x - other_x, y - other_y) + TOLERANCE_PX < LEAST_PX
    aside = max(other["left"] - x, 0, x - other["left"] - other["width"])
    above = max(other["top"] - y, 0, y - other["top"] - other["height"])
    return hypot(aside, above) + TOLERANCE_PX < LEAST_PX / 2


def _middle(box: Any) -> tuple[float, float]:
    return box["left"] + box["width"] / 2, box["top"] + box["height"] / 2


RULE = Rule(
    id="target_size",
    criteria=("2.5.8",),
    affects="People with a tremor, large fingers, or a pointer moved by mouth or head.",
    passed="Everything that is pressed is 24 px or stands apart from the rest.",
    failed="Something that is pressed is too small and too near to something else.",
    check=check,
    probe=PROBE,
    conditions=frozenset({"default", "narrow_320", "spacing", "no_script"}),
)

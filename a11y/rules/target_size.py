"""What is pressed is at least 24 px, or stands apart (WCAG 2.2 SC 2.5.8)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import hypot
from typing import Any

from a11y.layouts import Layouts
from a11y.rule import Remark, Rule, View, fails, passes
from a11y.verdict import Evidence, Verdict

LEAST_PX = 24
# Boxes are fractions of a pixel; half a one is below what anybody can see or touch.
TOLERANCE_PX = 0.5


def check(seen: Layouts, view: View) -> Iterator[Remark]:
    """A trembling hand needs room: 24 px, or 24 px to the next (WCAG 2.2 SC 2.5.8)."""
    said: set[str] = set()
    for name in ("here", "narrow"):
        targets = seen.get(name, {}).get("targets", ())
        for remark in _judged(targets, "" if name == "here" else " in a window of 320 px"):
            if remark.verdict is Verdict.FAIL and remark.element in said:
                continue
            if remark.verdict is Verdict.FAIL:
                said.add(remark.element)
            yield remark


def _judged(targets: Sequence[Any], where: str) -> Iterator[Remark]:
    small = [_is_small(target) for target in targets]
    large = {target["href"] for target, little in zip(targets, small, strict=True) if not little}
    for number, target in enumerate(targets):
        excepted = target["sentence"] or target["native"]
        # Where a larger link leads to the same place, the small one is a convenience.
        twin = target["href"] and target["href"] in large
        near = [] if excepted or twin or not small[number] else _too_near(number, targets, small)
        size = f"{target['width']:.0f} × {target['height']:.0f} px"
        evidence = Evidence((("size", size),))
        if near:
            note = f"It is {size}{where}, and {near[0]} is too near."
            yield fails(target["element"], note, evidence)
        else:
            yield passes(target["element"], evidence)


def _too_near(number: int, targets: Sequence[Any], small: Sequence[bool]) -> list[str]:
    return [
        other["element"]
        for place, other in enumerate(targets)
        if place != number and _crowds(targets[number], other, other_small=small[place])
    ]


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
    sees="layouts",
    conditions=frozenset({"default", "narrow_320", "spacing", "no_script"}),
)

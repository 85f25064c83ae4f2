"""What is pressed or written into is at least 44 px (SC 2.5.5, level AAA: a house rule)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from a11y.rule import Remark, Rule, View, fails, passes

LEAST_PX = 44
TOLERANCE_PX = 0.5

PROBE = """
return page.all("button, input, select, textarea, summary, a[href], [role=button]")
  .filter(element => !element.matches(":disabled, [type=hidden]"))
  .filter(element => page.seen(element) || [...(element.labels ?? [])].some(page.seen))
  .filter(element => !page.inSentence(element))
  .map(element => ({element: page.path(element), ...page.targetBox(element)}));
"""


def check(seen: Any, view: View) -> Iterator[Remark]:
    """What a person came to press is easy to hit (WCAG 2.2 SC 2.5.5)."""
    for action in seen:
        if min(action["width"], action["height"]) + TOLERANCE_PX >= LEAST_PX:
            yield passes(action["element"])
        else:
            size = f"{action['width']:.0f} × {action['height']:.0f} px"
            yield fails(action["element"], f"It is {size}, not {LEAST_PX} × {LEAST_PX} px.")


RULE = Rule(
    id="action_size",
    criteria=("2.5.5",),
    affects="People with a tremor, and all who press with a thumb on the move.",
    passed="Every action and field is large enough for an unsteady hand.",
    failed="An action or field is too small for an unsteady hand.",
    check=check,
    probe=PROBE,
    conditions=frozenset({"default", "narrow_320", "no_script"}),
    house=True,
)

"""States and kinds of controls are told by more than their colour (WCAG 2.2 SC 1.4.1)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from a11y.rule import Remark, Rule, View, fails, passes

LEAST = 3.0  # seen without hues, as with achromatopsia: only light and dark are left

# One that has a state is compared with a neighbour that has it not; a field with a wrong value
# with another field; a label in its own colour with the others of its form.
PROBE = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")


def check(seen: Any, view: View) -> Iterator[Remark]:
    """Light against dark, a shape, or words must tell the state (WCAG 2.2 SC 1.4.1)."""
    said: set[str] = set()
    for one in seen:
        if one["element"] in said:
            continue
        said.add(one["element"])
        if one["way"] == "colour" or (one["way"] == "light" and one["kind"] in {"field", "label"}):
            yield fails(one["element"], f"Only its colour tells it from others ({one['kind']}).")
        else:
            yield passes(one["element"])


RULE = Rule(
    id="colour_state",
    criteria=("1.4.1",),
    affects="People who see colours differently or not at all.",
    passed="What is chosen, needed or wrong is told by more than its colour.",
    failed="Colour alone says what is chosen, needed or wrong.",
    check=check,
    probe=PROBE,
    conditions=frozenset({"default", "dark", "more_contrast"}),
)

"""Running text is large, airy and short enough in its lines (WCAG 2.2 SC 1.4.8, 1.4.12)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from a11y.rule import Remark, Rule, View, asks, fails, passes
from a11y.verdict import Evidence

LEAST_PX = 9  # below this, the letters of most types have too few pixels to differ
LEAST_LINE_SHARE = 1.1  # ordinary is 1.15 to 1.25: less, and the lines touch

PROBE = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")


def check(seen: Any, view: View) -> Iterator[Remark]:
    """Small type, tight lines and ragged gaps keep people from reading (WCAG 2.2 SC 1.4.8)."""
    for one in seen:
        evidence = Evidence(
            (
                ("size", f"{one['size']:.1f} px"),
                ("height of a line", f"{one['line']:.2f}"),
                ("signs in a line", f"{one['each']:.0f}"),
            )
        )
        note = _fault(one)
        if note:
            yield fails(one["element"], note, evidence)
        elif one["justified"]:
            note = "It is justified: the gaps between its words differ."
            yield asks(one["element"], note, evidence)
        else:
            yield passes(one["element"], evidence)


def _fault(one: Any) -> str:
    if one["size"] < LEAST_PX:
        return f"Its type is {one['size']:.0f} px high."
    if one["lines"] > 1 and one["line"] < LEAST_LINE_SHARE:
        return f"Its lines are {one['line']:.2f} of its type apart."
    return ""


RULE = Rule(
    id="readable_type",
    criteria=("1.4.8",),
    affects="People who see little, and people with dyslexia.",
    passed="Running text is large enough and has air between its lines.",
    failed="Running text is too small or too tight.",
    person="Running text is set in a way that tires readers.",
    check=check,
    probe=PROBE,
    conditions=frozenset({"default"}),
)

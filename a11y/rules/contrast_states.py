"""Text stays readable under the pointer, with the focus, and as a hint in a field (1.4.3)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from a11y.rule import Remark, Rule, View, fails, passes
from a11y.verdict import Evidence

LEAST, LEAST_LARGE = 4.5, 3.0
TOLERANCE = 0.05

# The page’s own rules for a state are made to hold as if everything were in that state: the
# pseudo-class gives way to one that always holds and weighs the same. Taken away at once.
PROBE = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")


def check(seen: Any, view: View) -> Iterator[Remark]:
    """Reading goes on while one points at it (WCAG 2.2 SC 1.4.3)."""
    for one in seen:
        least = LEAST_LARGE if one["large"] else LEAST
        evidence = Evidence(((f"contrast {one['state']}", f"{one['now']:.2f}:1"),))
        if one["now"] + TOLERANCE >= least:
            yield passes(one["element"], evidence)
        elif one["before"] + TOLERANCE >= least:  # else the text fails as it is, and is told there
            note = f"Its text has {one['now']:.1f}:1 {one['state']} and needs {least:g}:1."
            yield fails(one["element"], note, evidence)


RULE = Rule(
    id="contrast_states",
    criteria=("1.4.3",),
    affects="People who see contrast poorly, while they point at something or write.",
    passed="Text stays readable under the pointer and with the focus.",
    failed="Text is hard to read in one of its states.",
    check=check,
    probe=PROBE,
    conditions=frozenset({"default", "dark", "more_contrast"}),
)

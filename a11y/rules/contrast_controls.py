"""Fields, tick boxes and signs stand out from what is around them (WCAG 2.2 SC 1.4.11)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from a11y.rule import Remark, Rule, View, asks, fails, passes
from a11y.verdict import Evidence

LEAST = 3.0
TOLERANCE = 0.05

# What the browser draws itself is its own business, as the criterion says. Of a control of the
# page's own, whichever stands out best counts: an edge, its inside, its shadow or its outline.
PROBE = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")


def check(seen: Any, view: View) -> Iterator[Remark]:
    """3:1 for what is needed to find a control or to read a sign (WCAG 2.2 SC 1.4.11)."""
    for one in seen:
        evidence = Evidence((("contrast with its surroundings", f"{one['best']:.2f}:1"),))
        if one["best"] + TOLERANCE >= LEAST or one["drawn"] or one["text"]:
            yield passes(one["element"], evidence)
        elif one["edged"]:
            what = "Its drawing" if one["kind"] == "drawn" else "It"
            note = f"{what} has {one['best']:.1f}:1 at most and needs 3:1."
            yield fails(one["element"], note, evidence)
        else:
            yield asks(one["element"], "Nothing shows where it begins and ends.", evidence)


RULE = Rule(
    id="contrast_controls",
    criteria=("1.4.11",),
    affects="People who see contrast poorly and look for the place to write or press.",
    passed="Every field and sign stands out from what is around it.",
    failed="A field or sign does not stand out from what is around it.",
    person="Is there anything else that shows where the field is?",
    check=check,
    probe=PROBE,
    conditions=frozenset({"default", "dark", "more_contrast"}),
)

"""No style attribute forbids a reader wider text (WCAG 2.2 SC 1.4.12)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from a11y.rule import Remark, Rule, View, fails, passes
from a11y.verdict import Evidence

# Least values of the criterion, as shares of the size of the type.
LEAST_SHARE = {"letter-spacing": 0.12, "word-spacing": 0.16, "line-height": 1.5}
TOLERANCE = 0.005

# Only what a style attribute declares !important is beyond a reader's own style sheet. It is
# judged where its text is: on the element itself, or on those that take the value from it.
PROBE = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")


def check(seen: Any, view: View) -> Iterator[Remark]:
    """A value too small that wins over the reader's is a failure (WCAG 2.2 SC 1.4.12)."""
    for one in seen:
        share = one["px"] / one["size"]
        evidence = Evidence(((one["name"], f"{share:.2f} of the size of the type"),))
        if share + TOLERANCE < LEAST_SHARE[one["name"]]:
            note = f"Its {one['name']} is too small and marked as important."
            yield fails(one["element"], note, evidence)
        else:
            yield passes(one["element"], evidence)


RULE = Rule(
    id="spacing_kept",
    criteria=("1.4.12",),
    affects="People with dyslexia or low vision, whose own style widens letters, words and lines.",
    passed="Every spacing that a reader cannot change is wide enough.",
    failed="A reader cannot widen the text.",
    check=check,
    probe=PROBE,
    act=("24afc2", "9e45ec", "78fd32"),
)

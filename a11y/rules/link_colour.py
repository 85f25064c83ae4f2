"""Links in running text are told by more than their colour (WCAG 2.2 SC 1.4.1)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from a11y.rule import Remark, Rule, View, fails, passes
from a11y.verdict import Evidence

# A link that is this much lighter or darker than its sentence is told without seeing hues.
LEAST = 3.0

PROBE = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")


def check(seen: Any, view: View) -> Iterator[Remark]:
    """Underlined, bold, or 3:1 lighter or darker than the text around it (WCAG 2.2 SC 1.4.1)."""
    for link in seen:
        evidence = Evidence((("contrast with the text around", f"{link['contrast']:.2f}:1"),))
        if link["marked"] or link["contrast"] >= LEAST:
            yield passes(link["element"], evidence)
        else:
            note = f"It has {link['contrast']:.1f}:1 with the text around it, and no other mark."
            yield fails(link["element"], note, evidence)


RULE = Rule(
    id="link_colour",
    criteria=("1.4.1",),
    affects="People who see colours differently or not at all.",
    passed="Every link in running text has a mark other than its colour.",
    failed="A link in running text differs from it in colour alone.",
    check=check,
    probe=PROBE,
    conditions=frozenset({"default", "dark", "more_contrast"}),
)

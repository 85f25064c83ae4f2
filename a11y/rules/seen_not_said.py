"""What can be seen is also said, and sentences that are said can be seen (WCAG 2.2 SC 1.3.1)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from a11y.rule import Remark, Rule, View, asks, fails, passes

FEW_WORDS = 2

# A part that is hidden from screen readers alone needs words beside it that say the same.
PROBE = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")


def check(seen: Any, view: View) -> Iterator[Remark]:
    """A voice must not know less than the eye (WCAG 2.2 SC 1.3.1, 4.1.2)."""
    for one in seen["hidden"]:
        if one["said"] or one["count"] <= FEW_WORDS:
            yield passes(one["element"])
        else:
            yield fails(one["element"], f"“{one['words']}” is seen, and no screen reader says it.")
    for one in seen["unseen"]:
        yield asks(one["element"], f"“{one['words']}” is said and not seen. Do others miss it?")


RULE = Rule(
    id="seen_not_said",
    criteria=("1.3.1", "4.1.2"),
    affects="People who hear the page.",
    passed="What is hidden from screen readers is said elsewhere.",
    person="A sentence is said, and cannot be seen.",
    failed="Words on the screen are hidden from screen readers.",
    check=check,
    probe=PROBE,
    conditions=frozenset({"default"}),
)

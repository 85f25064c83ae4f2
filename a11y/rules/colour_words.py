"""No sentence sends people to a colour that is the only mark (WCAG 2.2 SC 1.4.1)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from a11y.rule import Remark, Rule, View, asks, fails, passes

# Hues in degrees, from and to; a sentence in one of the languages that we know names it.
PROBE = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")


def check(seen: Any, view: View) -> Iterator[Remark]:
    """What the sentence speaks of needs a second mark (WCAG 2.2 SC 1.4.1)."""
    for one in seen:
        for mark in one["bare"]:
            note = f"The page says “{one['words']}”, and nothing else marks it."
            yield (asks if mark["mute"] else fails)(mark["element"], note)
        if one["some"] and not one["bare"]:
            yield passes()


RULE = Rule(
    id="colour_words",
    criteria=("1.4.1",),
    affects="People who see colours differently or not at all.",
    passed="What is spoken of by its colour has another mark too.",
    failed="Words send people to a colour that is the only mark.",
    person="Does something else than its colour tell what this means?",
    check=check,
    words=True,
    probe=PROBE,
    conditions=frozenset({"default"}),
)

"""No words stand in the style sheet alone (WCAG 2.2 SC 1.3.1)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from a11y.rule import Remark, Rule, View, asks, fails, passes

# Words before and after an element by its style: lost to who reads with a style of their own,
# to search and to copying. An empty box with a picture by style is asked about.
PROBE = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")


def check(seen: Any, view: View) -> Iterator[Remark]:
    """Words belong into the document, where everything finds them (WCAG 2.2 SC 1.3.1)."""
    for one in seen:
        if one["kind"] == "picture":
            yield asks(one["element"], "An empty part shows a picture. Does it tell anything?")
        elif one["twice"]:
            yield passes(one["element"])
        elif one["unseen"]:
            note = f"“{one['words']}” stands in the style sheet and is not shown. Who hears it?"
            yield asks(one["element"], note)
        elif one["told"] and not view.own:
            note = f"“{one['words']}” stands in the style sheet. Does its box say the same?"
            yield asks(one["element"], note)
        else:
            yield fails(one["element"], f"“{one['words']}” stands in the style sheet alone.")


RULE = Rule(
    id="style_text",
    criteria=("1.3.1", "1.1.1"),
    affects="People who read with a style of their own, by voice, or from a copy.",
    passed="Words that the style adds also stand in the document.",
    failed="Words stand in the style sheet alone.",
    person="Something stands in the style sheet alone.",
    check=check,
    probe=PROBE,
    conditions=frozenset({"default"}),
)

"""What stands side by side or below one another is read in that order (WCAG 2.2 SC 1.3.2)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from a11y.rule import Remark, Rule, View, asks, fails, passes

# Siblings of one parent are compared two by two, as they follow in the document. Only a style
# that moves parts can make them stand otherwise, so without one there is nothing to compare.
PROBE = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")


def check(seen: Any, view: View) -> Iterator[Remark]:
    """A voice reads the document's order; the eye reads the screen's (WCAG 2.2 SC 1.3.2)."""
    for one in seen:
        if not one["back"]:
            yield passes(one["element"])
            continue
        where = "above" if one["below"] else "before"
        note = f"It stands {where} {one['before']} on the screen and comes after it when read."
        # What goes back on the screen, from one control to the next or upwards, is a fault of this
        # house, and elsewhere may have its reason.
        if one["sure"] or (view.own and (one["controls"] or one["below"])):
            yield fails(one["element"], note)
        elif view.own:
            yield asks(one["element"], note)


RULE = Rule(
    id="reading_order",
    criteria=("1.3.2",),
    affects="People who hear the page, and all who read it without its style.",
    passed="What is read one after another also stands so.",
    failed="The order of the screen is not the order in which it is read.",
    person="The order of the screen is not that of reading. Does it make sense either way?",
    check=check,
    probe=PROBE,
    conditions=frozenset({"default", "narrow_320"}),
)

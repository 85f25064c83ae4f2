"""Which link of a menu is the page that is shown is said, not only seen (WCAG 2.2 SC 1.3.1)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from a11y.rule import Remark, Rule, View, asks, fails, passes

# One link of a list that alone has a look of its own, and by its class, its goal, its words or a
# line under it seems to be the page that is shown.
PROBE = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")


def check(seen: Any, view: View) -> Iterator[Remark]:
    """What bold letters or a line say to the eye, `aria-current` says to the ear (WCAG 1.3.1)."""
    for one in seen or ():
        if one["told"]:
            yield passes(one["element"])
        else:
            note = (
                f"“{one['text'][:60]}” alone looks different in its list, and no mark-up says why."
            )
            note = f"{note} Is it the page that is shown now?"
            yield (fails if view.own else asks)(one["element"], note)


RULE = Rule(
    id="current_told",
    criteria=("1.3.1",),
    affects="People who hear a menu, and do not see which of its links is marked.",
    passed="A menu says which of its links is the page that is shown.",
    failed="Nothing says which link of a menu is the page that is shown.",
    person="Does anything say which link is the page that is shown?",
    check=check,
    probe=PROBE,
    conditions=frozenset({"default"}),
)

"""What can have the focus keeps it: no script takes it away (WCAG 2.2 SC 2.1.1, 2.4.7)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from a11y.focusing import focus_each
from a11y.rule import Remark, Rule, View, fails, passes


def check(seen: Any, view: View) -> Iterator[Remark]:
    """Nobody can press what loses the focus at once (WCAG 2.2 SC 2.1.1, 2.4.7, 3.2.1)."""
    if seen is None:
        return
    lost = [stop for stop in seen if stop.lost]
    for stop in lost:
        yield fails(stop.element, "The page takes the focus away as soon as it comes.")
    if not lost:
        yield passes()


RULE = Rule(
    id="focus_removed",
    criteria=("2.1.1", "2.4.7", "3.2.1"),
    affects="People who use a keyboard or a switch.",
    passed="What gets the focus keeps it.",
    failed="Something loses the focus as soon as it gets it.",
    check=check,
    observe=lambda browser, view: focus_each(browser),
    conditions=frozenset({"default"}),
    sees="browser",
)

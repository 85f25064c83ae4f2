"""A button that a press takes away hands the focus on (WCAG 2.2 SC 2.4.3)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from a11y.pressing import press_each
from a11y.rule import Remark, Rule, View, asks, fails, passes
from a11y.verdict import Evidence

KEYS = Evidence(keys=("Enter",))


def check(seen: Any, view: View) -> Iterator[Remark]:
    """Who has removed one of many goes on with the next, not with the page (WCAG 2.2 SC 2.4.3)."""
    gone_on = [one for one in seen["fallen"] if one.get("kept")] if seen else []
    yield from (passes(one["button"], KEYS) for one in gone_on)
    fallen = [one for one in seen["fallen"] if one not in gone_on] if seen else []
    gone = "A press takes it away, and the focus goes to nothing"
    for one in [one for one in fallen if one["items"]][:1]:  # the rest of its list is alike
        rest = "one more item is" if one["items"] == 1 else f"{one['items']} more items are"
        yield fails(one["button"], f"{gone}, though {rest} there to go on with.", KEYS)
    for one in fallen:
        if not one["items"]:
            note = f"{gone}, though something new has come. Can people go on from there?"
            yield asks(one["button"], note, KEYS)


RULE = Rule(
    id="focus_goes_on",
    criteria=("2.4.3",),
    affects="People who use a keyboard or a screen reader: they begin again at the top.",
    passed="What a press takes away hands the focus on.",
    failed="A press takes the focus away with the button.",
    person="A press may lose the focus.",
    check=check,
    observe=lambda browser, view: press_each(browser, own=view.own),
    conditions=frozenset({"default"}),
    sees="browser",
)

"""What a wide window shows is also there at 320 px (WCAG 2.2 SC 1.4.10)."""

from __future__ import annotations

from collections.abc import Iterator

from a11y.layouts import Layouts
from a11y.rule import Remark, Rule, View, asks, fails, passes

# A word or two may give way, such as “Search” to a magnifying glass; a sentence may not.
FEW_WORDS = 2


def check(seen: Layouts, view: View) -> Iterator[Remark]:
    """Nothing said or offered may be lost, unless a control brings it (WCAG 2.2 SC 1.4.10)."""
    narrow = seen.get("narrow")
    if narrow is None:
        return
    lost = [one for one in narrow["missing"] if one["acts"] or one["count"] > FEW_WORDS]
    for one in lost:
        gone = f"“{one['words']}” is gone"
        if one["steps"] and not view.own:
            yield asks(one["element"], f"{gone}. Does what is left lead there too?")
        else:
            yield fails(one["element"], f"{gone}, and no control brings it.")
    if not lost:
        yield passes()


RULE = Rule(
    id="narrow_lost",
    criteria=("1.4.10",),
    affects="People who magnify: at 400 % a wide window is one of 320 px.",
    passed="What a wide window shows is also there in a narrow one.",
    failed="A window of 320 px shows less than a wide one.",
    person="A window of 320 px shows fewer steps than a wide one.",
    check=check,
    conditions=frozenset({"default"}),
    sees="layouts",
)

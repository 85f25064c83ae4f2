"""No fixed bar takes half of a small window (WCAG 2.2 SC 1.4.10)."""

from __future__ import annotations

from collections.abc import Iterator

from a11y.layouts import Layouts
from a11y.rule import Remark, Rule, View, asks, fails, passes
from a11y.verdict import Evidence

MUCH_SHARE = 0.5


def check(seen: Layouts, view: View) -> Iterator[Remark]:
    """What stands over the page must leave room to read (WCAG 2.2 SC 1.4.10)."""
    for bar in seen.get("narrow", {}).get("bars", ()):
        evidence = Evidence((("share of a window of 320 × 256 px", f"{bar['share']:.0%}"),))
        if bar["share"] < MUCH_SHARE:
            yield passes(bar["element"], evidence)
        elif bar["closes"]:
            yield asks(bar["element"], "Can it be closed with the keyboard?", evidence)
        else:
            yield fails(bar["element"], "It cannot be closed.", evidence)


RULE = Rule(
    id="narrow_bars",
    criteria=("1.4.10",),
    affects="People who magnify: a bar that stays leaves them a slit to read through.",
    passed="What stands over the page leaves most of a small window free.",
    failed="A bar stands over half of a small window or more.",
    person="A part stands over half of a small window or more.",
    check=check,
    conditions=frozenset({"default"}),
    sees="layouts",
)

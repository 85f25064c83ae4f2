"""What a control says of its folded part is true after a press (WCAG 2.2 SC 4.1.2)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from a11y.pressing import press_each
from a11y.rule import Remark, Rule, View, asks, fails, passes
from a11y.verdict import Evidence


def check(seen: Any, view: View) -> Iterator[Remark]:
    """Who hears “collapsed” does not look for what has come (WCAG 2.2 SC 4.1.2)."""
    for one in seen["folded"] if seen else ():
        evidence = Evidence(measured=(("aria-expanded", one["said"]),), keys=("press it",))
        come = "hidden" if one["shown"] else "shown"
        stays = f"{come} by a press, and aria-expanded stays “{one['said']}”."
        if not one["kept"]:
            yield passes(one["button"], evidence)
        elif one["named"]:
            yield fails(one["button"], f"Its part is {stays}", evidence)
        else:
            yield asks(one["button"], f"What follows is {stays} Is that its part?", evidence)


RULE = Rule(
    id="expanded_true",
    criteria=("4.1.2",),
    affects="People who use a screen reader: they hear that nothing has opened.",
    passed="Controls say whether their part is shown.",
    failed="A control says of its part what is not so.",
    person="A control may say of its part what is not so.",
    check=check,
    observe=lambda browser, view: press_each(browser, own=view.own),
    conditions=frozenset({"default"}),
    sees="browser",
)

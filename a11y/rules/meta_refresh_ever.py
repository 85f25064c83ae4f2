"""No page ever loads anew or goes elsewhere by itself, however late (WCAG 2.2 SC 2.2.4, 3.2.5)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from a11y.rule import Remark, Rule, View, fails, passes
from a11y.rules.meta_refresh import PROBE, TWENTY_HOURS_S


def check(seen: Any, view: View) -> Iterator[Remark]:
    """At this level there is no time that is long enough (WCAG 2.2 SC 2.2.4, 3.2.5)."""
    if seen is None or 0 < seen["wait_s"] <= TWENTY_HOURS_S:
        return  # the rule of the lower level says so
    if seen["wait_s"]:
        yield fails(seen["element"], f"It happens after {seen['wait_s']} seconds.")
    else:
        yield passes(seen["element"])


RULE = Rule(
    id="meta_refresh_ever",
    criteria=("2.2.4", "3.2.5"),
    affects="People who need days for a page, and people who come back to it.",
    passed="The page stays, or goes on at once.",
    failed="The page goes elsewhere or loads itself anew by itself, though late.",
    check=check,
    probe=PROBE,
    conditions=frozenset({"default"}),
    act=("bisz58",),
)

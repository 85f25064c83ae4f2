"""Nobody is sent away by a clock without a warning and a way to stay (WCAG 2.2 SC 2.2.1)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from a11y.passing import let_time_pass
from a11y.rule import Remark, Rule, View, asks, fails, passes
from a11y.verdict import Evidence


def check(seen: Any, view: View) -> Iterator[Remark]:
    """Warned twenty seconds before, with a simple way to get more time (WCAG 2.2 SC 2.2.1)."""
    if seen is None:
        return
    asked = any(way["kind"] == "dialog" for way in seen["out"])
    ends = [way for way in seen["out"] if way["kind"] in {"leave", "submit"}]
    for way in ends:
        after_s = round(way["at_ms"] / 1000)
        measured = Evidence(measured=(("seconds", str(after_s)), ("goes to", way["what"])))
        note = f"It leaves by itself after {after_s} seconds"
        if asked or way["answer"]:
            yield asks("", f"{note}. Can the time be made longer, ten times over?", measured)
        elif way["told"]:
            yield asks("", f"{note}. Words come before; is there a way to stay?", measured)
        else:
            yield fails("", f"{note}, without a warning twenty seconds before.", measured)
    if not ends:
        yield passes()


RULE = Rule(
    id="time_limit",
    criteria=("2.2.1",),
    affects="People who read, type or move slowly, and people who need a break.",
    passed="The page waits.",
    failed="The page does not wait for the person.",
    person="The page has a time limit.",
    check=check,
    observe=lambda browser, view: let_time_pass(browser),
    conditions=frozenset({"default"}),
    sees="browser",
)

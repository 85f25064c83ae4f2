"""Nobody is sent away by a clock without a warning and a way to stay (WCAG 2.2 SC 2.2.1)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from a11y import vocabulary
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
    over = _over(seen["late"], view.language)
    if over and not ends:
        yield over
    elif not ends:
        yield passes()


def _over(late: list[dict[str, Any]], language: str) -> Remark | None:
    """What is said of a page that stays, and then tells that the time is over."""
    for one in late:
        said = vocabulary.holds_one_of(one["words"], "time_over", language)
        if said:
            after_s = round(one["at_ms"] / 1000)
            measured = Evidence(measured=(("seconds", str(after_s)), ("says", one["words"])))
            note = f"After {after_s} seconds at the latest it says “{said}”"
            if one["warned"]:
                more = "Words may come before. Can the time be made longer, ten times over?"
                return asks(one["element"], f"{note}. {more}", measured)
            return fails(one["element"], f"{note}, without a warning before.", measured)
    return None


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

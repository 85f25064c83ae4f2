"""No clock takes the focus from the person (WCAG 2.2 SC 3.2.5)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from a11y.acting import act
from a11y.browser import Browser
from a11y.passing import MOST, let_time_pass
from a11y.rule import Remark, Rule, View, asks, fails, passes
from a11y.verdict import Evidence

# Some pages give the focus only to who has none: one goes to a field first, and waits there.
TRY = """
const TYPED = "input:not([type=checkbox], [type=radio], [type=submit], [type=button]), textarea";
const others = page.stops().filter((e) => page.path(e) !== given.to);
const place = others.find((e) => e.matches(TYPED)) ?? others[0];
place?.focus({ preventScroll: true });
// With nowhere else to be, who reads on is still torn away by a screen reader that follows.
if (!place || document.activeElement !== place) return { from: null, writes: false, taken: true };
await record.forward(given.after + 1, given.many);
const now = document.activeElement;
return { from: page.path(place), writes: place.matches(TYPED),
  taken: place.isConnected && now !== place && page.path(now) === given.to };
"""


def observe(browser: Browser, view: View) -> Any:
    """None when no timer waits; else what one gives the focus to, if anything."""
    seen = let_time_pass(browser)
    if seen is None:
        return None
    if not seen["taken"]:
        return {"taken": False}
    to, after_ms = seen["taken"]["element"], seen["taken"]["at_ms"]
    found = act(browser, TRY, to=to, after=after_ms, many=MOST)
    return {**(found or {"taken": False}), "to": to, "after_s": round(after_ms / 1000, 1)}


def check(seen: Any, view: View) -> Iterator[Remark]:
    """What one was about to write goes somewhere else, and a screen reader starts again there."""
    if seen is None:
        return
    if not seen["taken"]:
        yield passes()
        return
    measured = Evidence(measured=(("seconds", str(seen["after_s"])),))
    origin = f" from {seen['from']}" if seen["from"] else ""
    note = f"After {seen['after_s']} seconds the focus goes there{origin}."
    yield (fails if seen["writes"] or view.own else asks)(seen["to"], note, measured)


RULE = Rule(
    id="focus_taken",
    criteria=("3.2.5",),
    affects="People who write with effort, or listen, and are torn from where they were.",
    passed="The focus stays where the person is.",
    failed="The focus is taken by a clock.",
    person="A clock moves the focus. Is anybody torn away by it?",
    check=check,
    observe=observe,
    conditions=frozenset({"default"}),
    sees="browser",
)

"""What lies over the page unasked can be used and closed by keys (WCAG 2.2 SC 2.4.3, 2.2.4)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from a11y.acting import act, survey
from a11y.browser import Browser
from a11y.passing import MOST, let_time_pass
from a11y.pressing import DIALOGS, DRAWN_MS
from a11y.rule import Remark, Rule, View, asks, fails, passes
from a11y.verdict import Evidence

FOCUS_MS = 50  # in which the focus goes into what has just come
TRY = (
    DIALOGS
    + """
const find = () => page.all(`${ROLE}, body *`).filter((e) => e.matches(":modal")
  || acting.really(e) && (e.matches(ROLE) || /fixed|absolute/.test(getComputedStyle(e).position))
  && covers(e.getBoundingClientRect(), 0.04) && page.squeeze(e.innerText))
  .map((e) => dialogOf([e])).find((one) => one?.modal);
const early = find();
if (given.after) {
  await record.forward(given.after + given.drawn, given.many);
  for (const one of document.getAnimations()) if (one instanceof CSSTransition) one.finish();
  await acting.wait(given.focus);
}
const over = find();
if (!over) return null;
const top = (e) => {
  const box = e.getBoundingClientRect();
  return document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
};
const shade = backdrop(over.root);
const below = page.stops().filter((e) => !over.root.contains(e) && !shade?.contains(e));
const covered = below.filter((e) => {
  const at = top(e);
  return at && !e.contains(at) && !at.contains(e);
});
const covers_any = over.root.matches(":modal") || covered.length > 0;
if (!covers_any && !given.after) return null;
// The first Tab leads into a modal dialog of the browser, wherever the focus was.
const holds = over.root.matches(":modal");
return { ...await tryDialog(over, null), covers: covers_any, holds,
  early: early?.root === over.root };
"""
)


def observe(browser: Browser, view: View) -> Any:
    """Only where something is laid over the page from the start, or comes over it by itself."""
    found, passed = survey(browser), let_time_pass(browser)
    late = passed and passed["opened"]
    if not (late or found.fixed or found.laid):
        return None
    after_ms = late["at_ms"] if late else 0
    given = {"own": view.own, "drawn": DRAWN_MS, "many": MOST, "focus": FOCUS_MS}
    seen = act(browser, TRY, after=after_ms, **given)
    if seen and late and not seen["early"] and seen["element"] == late["element"]:
        seen["after_s"] = max(1, round(after_ms / 1000))
    return seen


def check(seen: Any, view: View) -> Iterator[Remark]:
    """Whoever opens it unasked must let people in and out (WCAG 2.2 SC 2.4.3, 2.1.1, 2.2.4)."""
    if seen is None:
        return
    faults = list(_faults(seen)) if seen["covers"] else []
    yield from faults
    if late_s := seen.get("after_s"):
        note = f"It comes by itself after {late_s} second{'' if late_s == 1 else 's'}."
        more = "Does it wait while somebody reads or types, and can it be put off for good?"
        measured = Evidence(measured=(("seconds", str(late_s)),))
        yield asks(seen["element"], f"{note} {more}", measured)
    elif not faults:
        yield passes(seen["element"])


def _faults(seen: dict[str, Any]) -> Iterator[Remark]:
    element = seen["element"]
    if not (seen["inside"] or seen["holds"]):
        yield fails(element, "It lies over the page, but the focus starts below it.")
    if not seen["keeps"]:
        yield fails(element, "It lies over the page, and Tab goes on below it.")
    if not seen["closed"] and not seen["sends"]:
        yield fails(element, "Neither Escape nor a button in it closes it.")
    elif seen["closed"] and not seen["escape"]:
        yield asks(element, "Escape does not close it; a button does. Is that easy to find?")


RULE = Rule(
    id="overlay_on_load",
    criteria=("2.4.3", "2.1.1", "2.2.4"),
    affects="People who use a keyboard, a screen reader or a magnifier.",
    passed="What lies over the page can be used and closed by keys.",
    failed="Something lies over the page, and the keyboard stays below.",
    person="Something lies over the page and needs a look.",
    check=check,
    observe=observe,
    conditions=frozenset({"default"}),
    sees="browser",
)

"""What lies over the page when it opens can be used and closed by keys (WCAG 2.2 SC 2.4.3)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from a11y.acting import act, survey
from a11y.browser import Browser
from a11y.pressing import DIALOG, FIND
from a11y.rule import Remark, Rule, View, asks, fails, passes

TRY = (
    FIND
    + DIALOG
    + """
const lies = page.all(`${ROLE}, body *`).filter((e) => e.matches(":modal") || acting.really(e)
  && (e.matches(ROLE) || /fixed|absolute/.test(getComputedStyle(e).position))
  && covers(e.getBoundingClientRect(), 0.04) && page.squeeze(e.innerText));
const over = lies.map((e) => dialogOf([e])).find((one) => one?.modal);
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
if (!over.root.matches(":modal") && !covered.length) return null;
return tryDialog(over, null);
"""
)


def observe(browser: Browser, view: View) -> Any:
    """Only where something is laid over the page from the start."""
    found = survey(browser)
    if not (found.fixed or found.laid):
        return None
    return act(browser, TRY, own=view.own)


def check(seen: Any, view: View) -> Iterator[Remark]:
    """Whoever opens it unasked must let people in and out (WCAG 2.2 SC 2.4.3, 2.1.1)."""
    if seen is None:
        return
    element, good = seen["element"], True
    if not seen["inside"]:
        good = False
        yield fails(element, "It lies over the page, but the focus starts below it.")
    if not seen["keeps"]:
        good = False
        yield fails(element, "It lies over the page, and Tab goes on below it.")
    if not seen["closed"]:
        good = False
        yield fails(element, "Neither Escape nor a button in it closes it.")
    elif not seen["escape"]:
        good = False
        yield asks(element, "Escape does not close it; a button does. Is that easy to find?")
    if good:
        yield passes(element)


RULE = Rule(
    id="overlay_on_load",
    criteria=("2.4.3", "2.1.1"),
    affects="People who use a keyboard, a screen reader or a magnifier.",
    passed="What lies over the page can be used and closed by keys.",
    failed="Something lies over the page, and the keyboard stays below.",
    person="Something lies over the page and needs a look.",
    check=check,
    observe=observe,
    conditions=frozenset({"default"}),
    sees="browser",
)

"""Presses the space bar on buttons and what says it is one, and tells which did not hear it."""

from __future__ import annotations

from a11y.acting import look, survey
from a11y.browser import Browser

LINKS = "a[href][role=button]"
BUTTONS = "button:not([role]), input[type=submit], input[type=button]"
MOST = 5  # links of one page are mostly made in one way
MOST_BUTTONS = 2  # browsers press them; what takes the key away takes it from all
KEYS = frozenset({"keydown", "keypress", "keyup"})
# The click is held back before the page hears of it: it only counts that it came.
FOCUS = """
const found = page.all(given.kind).filter((e) => acting.really(e) && e.tabIndex >= 0
  && !e.matches(":disabled") && !e.closest("[inert], [aria-hidden=true], [aria-disabled=true]"));
const element = found[given.number];
if (!element) return false;
const kept = window[Symbol.for("space")] = { element, heard: false, at: [scrollX, scrollY] };
kept.click = (event) => {
  event.preventDefault();
  event.stopImmediatePropagation();
  kept.heard = true;
};
// A page that takes the key for itself keeps the browser from scrolling. From a button it takes the
// press with it, and must do something in its place.
kept.key = (event) => { kept.heard ||= !given.native && event.defaultPrevented; };
window.addEventListener("click", kept.click, true);
for (const name of ["keydown", "keyup"]) window.addEventListener(name, kept.key);
element.focus({ preventScroll: true });
kept.before = acting.state();
kept.done = record.done.length;
return acting.focused() === element;
"""
TOLD = """
const kept = window[Symbol.for("space")];
await acting.wait(0);
window.removeEventListener("click", kept.click, true);
for (const name of ["keydown", "keyup"]) window.removeEventListener(name, kept.key);
const moved = acting.focused() !== kept.element;
document.activeElement?.blur?.();
scrollTo(...kept.at);
const changed = acting.state() !== kept.before;
return { element: page.path(kept.element), changed,
  heard: kept.heard || changed || moved || record.done.length > kept.done };
"""


def deaf_links(browser: Browser) -> list[str]:
    """Links with the role of a button that the space bar does nothing to: paths, five at most.

    Real keys are pressed; a page that was changed is loaded anew. Raises CannotReturn where that
    cannot be.
    """
    return _deaf(browser, LINKS, MOST) if survey(browser).link_buttons else []


def deaf_buttons(browser: Browser) -> list[str]:
    """The same of buttons, two at most, where the page listens to keys."""
    found = survey(browser)
    takes = not KEYS.isdisjoint(found.near | found.far)
    return _deaf(browser, BUTTONS, MOST_BUTTONS) if takes and found.buttons else []


def _deaf(browser: Browser, kind: str, most: int) -> list[str]:
    browser.may_change()
    deaf = []
    for number in range(most):
        if not look(browser, FOCUS, number=number, kind=kind, native=kind == BUTTONS):
            break
        browser.press_keys("Space")
        told = look(browser, TOLD)
        if not told["heard"]:
            deaf.append(told["element"])
        if told["changed"]:
            browser.again()
            browser.settle()
    return deaf

"""Presses the space bar on links that say they are buttons, and tells which of them heard it."""

from __future__ import annotations

from a11y.acting import look, survey
from a11y.browser import Browser

MOST = 5  # links of one page are mostly made in one way
# The click is held back before the page hears of it: it only counts that it came.
FOCUS = """
const found = page.all("a[href][role=button]").filter((e) => acting.really(e) && e.tabIndex >= 0
  && !e.closest("[inert], [aria-hidden=true], [aria-disabled=true]"));
const element = found[given.number];
if (!element) return false;
const kept = window[Symbol.for("space")] = { element, heard: false, at: [scrollX, scrollY] };
kept.click = (event) => {
  event.preventDefault();
  event.stopImmediatePropagation();
  kept.heard = true;
};
// A page that takes the key for itself keeps the browser from scrolling.
kept.key = (event) => { kept.heard ||= event.defaultPrevented; };
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


def deaf_to_space(browser: Browser) -> list[str]:
    """Links with the role of a button that the space bar does nothing to: paths, five at most.

    Real keys are pressed; a page that was changed is loaded anew. Raises CannotReturn where that
    cannot be.
    """
    if not survey(browser).link_buttons:
        return []
    browser.may_change()
    deaf = []
    for number in range(MOST):
        if not look(browser, FOCUS, number=number):
            break
        browser.press_keys("Space")
        told = look(browser, TOLD)
        if not told["heard"]:
            deaf.append(told["element"])
        if told["changed"]:
            browser.again()
            browser.settle()
    return deaf

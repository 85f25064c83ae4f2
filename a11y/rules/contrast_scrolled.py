"""The text of a bar that stays stands out when the page is scrolled too (WCAG 2.2 SC 1.4.3)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from a11y.acting import act, survey
from a11y.browser import Browser
from a11y.contrast import said, too_little
from a11y.rule import Remark, Rule, View

# A bar that changes without hearing of scrolling itself is told by an observer, or by its style.
OTHER_WAYS = """
if ([...document.scripts].some((one) => one.text.includes("IntersectionObserver"))) return true;
const rulesOf = (sheet) => { try { return [...sheet.cssRules]; } catch { return []; } };
return [...document.styleSheets].some((sheet) =>
  rulesOf(sheet).some((rule) => rule.cssText.includes("animation-timeline")));
"""
LOOK = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")
# So long a page may wait before it hears of scrolling.
SOON_MS = 150


def observe(browser: Browser, view: View) -> Any:
    """Scrolls down and a little up again, where something may change with that."""
    found = survey(browser)
    if not found.listens("scroll") and not (found.fixed and browser.look(OTHER_WAYS)):
        return None
    return act(browser, LOOK, soon=SOON_MS)


def check(seen: Any, view: View) -> Iterator[Remark]:
    """Who reads on must find the way out of a page (WCAG 2.2 SC 1.4.3)."""
    for text in seen or ():
        told = text["was"] is not None and too_little({**text, "contrast": text["was"]})
        if not told:  # else it fails as it is at first, and is told there
            yield said(text, "stays in a bar when the page is scrolled", view)


RULE = Rule(
    id="contrast_scrolled",
    criteria=("1.4.3",),
    affects="People who see contrast poorly, and look for the menu further down a page.",
    passed="The text of a bar stands out when the page is scrolled.",
    failed="The text of a bar does not stand out once the page is scrolled.",
    person="It may be that this text need not stand out.",
    check=check,
    observe=observe,
    conditions=frozenset({"default"}),
    sees="browser",
)

"""Text stands out from its ground in the page's dark colours too (WCAG 2.2 SC 1.4.3)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from a11y.acting import survey
from a11y.browser import Browser
from a11y.conditions import BY_NAME
from a11y.contrast import CONTRASTS, said, too_little
from a11y.rule import PROBE, Remark, Rule, View

SCHEME = "prefers-color-scheme"
# Whether the style has colours for readers who have chosen dark ones.
HAS_DARK = """
const rulesOf = (sheet) => { try { return [...sheet.cssRules]; } catch { return []; } };
const isDark = (rule) => {
  if (/prefers-color-scheme:\\s*dark/.test(rule.media?.mediaText ?? "")) return true;
  return [...rule.cssRules ?? []].some(isDark);
};
return [...document.styleSheets, ...document.adoptedStyleSheets].some((sheet) =>
  /prefers-color-scheme:\\s*dark/.test(sheet.media?.mediaText ?? "")
  || rulesOf(sheet).some(isDark));
"""
LOOK = f"""
const page = (() => {{{PROBE}}})();
{CONTRASTS}
return contrasts.prepare().sure;
"""


def observe(browser: Browser, view: View) -> Any:
    """Looks at the page once as it is and once in dark, by style alone; None without dark colours.

    A script that asks for them chooses its colours as the page is loaded: what it leaves when they
    change later is no look that a reader gets. Pages of this house are looked at in dark by
    themselves, with all rules.
    """
    if view.own:
        return None
    if not browser.look(HAS_DARK) or any(SCHEME in query for query in survey(browser).media):
        return None
    light = {(one["element"], one["words"]): one for one in browser.look(LOOK)}
    try:
        browser.view(BY_NAME["dark"])
        browser.settle()
        dark = browser.look(LOOK)
    finally:
        browser.view(view.condition)
        browser.settle()
    return [{**one, "light": light.get((one["element"], one["words"]))} for one in dark]


def check(seen: Any, view: View) -> Iterator[Remark]:
    """Many read in the dark, and some can read in no other way (WCAG 2.2 SC 1.4.3)."""
    for text in seen or ():
        if text.get("drawn"):
            continue  # it may be a part of a picture
        if text["light"] is None or not too_little(text["light"]):
            # Else it fails in light colours, and is told there.
            yield said(text, "stands in the page’s dark colours", view)


RULE = Rule(
    id="contrast_dark",
    criteria=("1.4.3",),
    affects="People whom light screens dazzle, and who have chosen dark colours.",
    passed="Text stands out in the page’s dark colours.",
    failed="Text does not stand out in the page’s dark colours.",
    person="It may be that this text need not stand out.",
    check=check,
    observe=observe,
    conditions=frozenset({"default"}),
    sees="browser",
)

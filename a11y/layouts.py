"""Lays a page out anew, narrow, zoomed, with larger and with wider text, and compares."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from a11y.browser import Browser
from a11y.conditions import DEFAULT, SPACING_STYLE, Condition
from a11y.rule import PROBE

# 1280 × 1024 at 200 % and at 400 % (WCAG 2.2 SC 1.4.4, 1.4.10): CSS pixels that are left.
WINDOWS = {"zoom_200": (640, 512), "narrow": (320, 256)}

SCRIPT = "\n".join(
    (Path(__file__).parent / name).read_text(encoding="utf-8")
    for name in ("layout_shot.js", "layouts.js")
)
HERE = f"""
if (!document.body) return {{texts: false}};
const page = (() => {{{PROBE}}})();
window[Symbol.for("layouts")] = (() => {{{SCRIPT}}})();
return window[Symbol.for("layouts")].here(arguments[0]);
"""
# What is folded is unfolded while it is measured, unless it would come to lie over the page.
UNFOLD = """
const folded = [...document.querySelectorAll("details:not([open], [name])")];
for (const one of folded) {
  one.open = true;
  if ([...one.children].some((part) => /absolute|fixed/.test(getComputedStyle(part).position)))
    one.open = false;
}
window[Symbol.for("folded")] = folded;
return folded.length > 0;
"""
FOLD = 'for (const one of window[Symbol.for("folded")]) one.open = false;'
SMALLER = 'return window[Symbol.for("layouts")].smaller();'

# Of one layout: "width" and "content" of the page in px, what sticks out of the window ("spill"),
# scrolls sideways by itself ("inner"), is "cut", or newly lies on other text ("lying"); in small
# windows also what is "missing" and which "bars" stand over the rest.
Layout = dict[str, Any]
Layouts = dict[str, Layout]


def layouts(browser: Browser, condition: Condition, *, compare: bool) -> Layouts:
    """The page "here", as it is; under the default condition in four more layouts to compare.

    Those are "text_200", "spacing", "zoom_200" and "narrow". The window is given back as it was.
    """
    compare = compare and condition == DEFAULT
    folded = browser.look(UNFOLD)
    try:
        return _measured(browser, condition, compare=compare)
    finally:
        if folded:
            browser.look(FOLD)


def _measured(browser: Browser, condition: Condition, *, compare: bool) -> Layouts:
    found: Layouts = browser.look(HERE, SPACING_STYLE if compare else "")
    texts = found.pop("texts")
    if compare and texts:
        try:
            for name, (width_px, height_px) in WINDOWS.items():
                browser.resize(width_px, height_px)
                found[name] = browser.look(SMALLER)
        finally:
            browser.resize(condition.width_px, condition.height_px)
    return found

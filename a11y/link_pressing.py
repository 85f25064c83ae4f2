"""Presses the links of a page that its scripts listen to, once for all checks that ask."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from a11y.acting import act, survey
from a11y.browser import Browser
from a11y.pressing import DRAWN_MS, SOON_MS, VIEWS

SCRIPT = VIEWS + Path(__file__).with_suffix(".js").read_text(encoding="utf-8")
WINDOWS = 12
VIEWS_MOST = 4


def press_links(browser: Browser) -> Any:
    """What pressing a link does beyond leading to its address. None when no script listens.

    windows: links that open a window by a script, with their words (said, around).  views: what
    is shown after a press that changes the address within the page, as views.js tells it.
    """
    if "link_pressing" not in browser.notes:
        found, told = survey(browser), None
        if found.listens("click"):
            given = {"windows": WINDOWS, "views": VIEWS_MOST, "soon": SOON_MS, "drawn": DRAWN_MS}
            told = act(browser, SCRIPT, far="click" in found.far, **given)
        browser.notes["link_pressing"] = told
    return browser.notes["link_pressing"]

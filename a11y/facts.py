"""Counts what a page holds, so that a criterion about what is not there is told apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from a11y.browser import Browser

PROBE = (Path(__file__).parent / "facts.js").read_text(encoding="utf-8")
# Name of these counts in ViewResult.facts.
KEY = "holds"
# What a document as a whole has or has not; a frame does not speak for its page.
OF_THE_PAGE = frozenset({"doctype", "lang", "title"})


def holds(browser: Browser) -> dict[str, int]:
    """What the page that is open holds, its frames included: name -> how many."""
    page = _read(browser.look(PROBE))
    if not page["frames"]:
        return page
    inside: Counter[str] = Counter()
    with browser.each_frame() as frames:
        for ask in frames:
            inside.update(_read(ask(PROBE)))
    return {name: page[name] if name in OF_THE_PAGE else inside[name] for name in page}


def _read(seen: Mapping[str, Any]) -> dict[str, int]:
    return {name: int(value) for name, value in seen.items()}


def together(views: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    """What the views of one page hold, given their facts; {} when none was counted.

    What one of them holds, the page holds; what the page must have, all of them must have.
    """
    counted = [view[KEY] for view in views if KEY in view]
    names = sorted({name for view in counted for name in view})
    return {
        name: (min if name in OF_THE_PAGE else max)(int(view.get(name, 0)) for view in counted)
        for name in names
    }

"""Walks through a page with the Tab key and records every stop, with the mark of the focus."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from a11y.browser import Browser
from a11y.conditions import Condition
from a11y.rule import PROBE

TAB = ("Tab", 9)
# More presses than stops: a page may scroll parts by keyboard, and frames have stops of their own.
SPARE_PRESSES = 12
AROUND_PX = 8  # how far outside its box a mark is looked for

WALK = (Path(__file__).parent / "walk.js").read_text(encoding="utf-8")
BEGIN = f"const page = (() => {{{PROBE}}})(); const walk = (() => {{{WALK}}})();"
PREPARE = BEGIN + "return walk.prepare();"
HERE = BEGIN + "return walk.here();"
ACTIVE_KEY = BEGIN + "return walk.here()?.key ?? null;"
COMPARE = BEGIN + (
    "const [without, with_, done] = arguments;"
    "walk.compare(without, with_).then(done, error => done({error: String(error)}));"
)
# Blurs and comes back without moving anything; Chromium keeps :focus-visible after a key press.
BLUR = "window[Symbol.for('was')] = document.activeElement; document.activeElement.blur();"
BACK = "window[Symbol.for('was')].focus({preventScroll: true});"
# Text and caret are not part of the mark: a caret blinks, and text moves when borders grow.
HIDE_TEXT = """
const sheet = new CSSStyleSheet();
sheet.replaceSync(`* { -webkit-text-fill-color: transparent !important;
  caret-color: transparent !important; transition: none !important;
  scroll-behavior: auto !important; }`);
sheet.ofWalk = true;
document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
"""
SHOW_TEXT = """
document.adoptedStyleSheets = document.adoptedStyleSheets.filter(sheet => !sheet.ofWalk);
"""


@dataclass(frozen=True, slots=True)
class Mark:
    """How the focus shows, in square CSS px: what changes at all, and what by 3:1 or more.

    outline_px: the area of an outline of one pixel around the element, to compare with.
    """

    any_px: int
    strong_px: int
    outline_px: float


@dataclass(frozen=True, slots=True)
class Stop:
    """One place where Tab stops.

    key: the element, or the group of a radio button.  box: left, top, width, height in the window.
    open, covered: of its sample points, how many show it and how many show something else.
    frame: it has stops of its own inside that this walk does not see.
    """

    element: str
    key: str
    box: tuple[float, float, float, float]
    open: int
    covered: int
    frame: bool
    mark: Mark | None


@dataclass(frozen=True, slots=True)
class Walk:
    """A whole walk.

    expected: element -> key of everything that Tab must reach, in document order.
    stops: as they came.  left: Tab came out of the page, or back to its first stop.
    returned: Shift+Tab came back to the first stop; None when it was not tried.
    pressed: looks and acts like a control but takes no focus.  pointer: has a hand, no focus.
    jumped: has a tabindex above 0.
    """

    expected: dict[str, str]
    stops: tuple[Stop, ...]
    left: bool
    returned: bool | None
    pressed: tuple[str, ...]
    pointer: tuple[str, ...]
    jumped: tuple[str, ...]


class Walker:
    """Walks many pages in one browser, and measures each look of the focus once.

    A button has the same mark on every page of one style; taking pictures of it again would
    cost most of the gate's time. A look is: condition, kind of element, its style and that of
    its surroundings with and without the focus.
    """

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._share: dict[tuple[str, str], tuple[float, float]] = {}

    def walk(self, condition: Condition, *, marks: bool, back: bool) -> Walk:
        """Presses Tab until the page is left. marks: measure them.  back: return by Shift+Tab."""
        browser = self._browser
        browser.reset_focus()
        ahead = browser.evaluate(PREPARE)
        stops: list[Stop] = []
        left = False
        for _ in range(len(ahead["expected"]) + SPARE_PRESSES):
            browser.press(*TAB)
            here = browser.evaluate(HERE)
            left = here is None or bool(stops and here["key"] == stops[0].key and len(stops) > 1)
            stuck = bool(stops) and here is not None and here["key"] == stops[-1].key
            if left or (stuck and not here["frame"]):
                break
            if not stuck:
                stops.append(self._stop(here, condition, marks=marks))
        returned = self._returns(stops) if back and left and stops else None
        browser.reset_focus()
        return Walk(
            {one["element"]: one["key"] for one in ahead["expected"]},
            tuple(stops),
            left or not ahead["expected"] or _only_stop_again(stops, ahead["expected"]),
            returned,
            *(tuple(ahead[name]) for name in ("pressed", "pointer", "jumped")),
        )

    def _returns(self, stops: list[Stop]) -> bool:
        for _ in range(len(stops) + SPARE_PRESSES):
            self._browser.press(*TAB, shift=True)
            if self._browser.evaluate(ACTIVE_KEY) == stops[0].key:
                return True
        return False

    def _stop(self, here: dict[str, Any], condition: Condition, *, marks: bool) -> Stop:
        box = (here["box"][0], here["box"][1], here["box"][2], here["box"][3])
        hits = here["hits"]
        mark = self._mark(here, box, condition) if marks and not here["frame"] else None
        return Stop(
            here["element"], here["key"], box, hits["open"], hits["covered"], here["frame"], mark
        )

    def _mark(
        self, here: dict[str, Any], box: tuple[float, float, float, float], condition: Condition
    ) -> Mark:
        """The mark as measured; the share of the outline is what is kept for the same look."""
        outline_px = 2 * (box[2] + box[3])
        kept = self._share.get((condition.name, here["look"]))
        if kept is None:
            found = self._measure(here, box, condition)
            kept = (found["any"] / max(outline_px, 1), found["strong"] / max(outline_px, 1))
            self._share[condition.name, here["look"]] = kept
        return Mark(round(kept[0] * outline_px), round(kept[1] * outline_px), outline_px)

    def _measure(
        self, here: dict[str, Any], box: tuple[float, float, float, float], condition: Condition
    ) -> dict[str, int]:
        browser = self._browser
        left, top = max(box[0] - AROUND_PX, 0), max(box[1] - AROUND_PX, 0)
        right = min(box[0] + box[2] + AROUND_PX, condition.width_px)
        bottom = min(box[1] + box[3] + AROUND_PX, condition.height_px)
        if right - left < 5 or bottom - top < 5:
            return {"any": 0, "strong": 0}  # outside the window: nobody sees it
        # A clip is measured from the document's corner, a box from the window's.
        clip = {
            "x": left + here["scroll"][0],
            "y": top + here["scroll"][1],
            "width": right - left,
            "height": bottom - top,
        }
        browser.evaluate(HIDE_TEXT)
        focused = browser.picture(clip)
        browser.evaluate(BLUR)
        blurred = browser.picture(clip)
        browser.evaluate(BACK + SHOW_TEXT)
        pictures = (base64.b64encode(one).decode() for one in (blurred, focused))
        found: dict[str, int] = browser.evaluate_async(COMPARE, *pictures)
        return found


def _only_stop_again(stops: list[Stop], expected: list[Any]) -> bool:
    """A page with one stop comes back to it at once; that is no trap."""
    return len(stops) == 1 and len({one["key"] for one in expected}) <= 1

"""Measures the mark of the focus in pixels: each look once, however many pages share it."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from a11y.browser import Browser
from a11y.conditions import Condition
from a11y.keys import TAB
from a11y.page_scripts import RESET_FOCUS
from a11y.rule import PROBE

AROUND_PX = 8  # how far outside its box a mark is looked for
CLEAR_SHARE = 0.75  # of a thin outline: corners are rounded and lines fall between pixels
TRIES = 3
LEAST_CLIP_PX = 5  # the comparison shifts by two pixels each way

SCRIPT = (Path(__file__).parent / "mark.js").read_text(encoding="utf-8")
TABBED = 'window[Symbol.for("tabbed")] = true;'
LOOKS = f"""
if (!window[Symbol.for("tabbed")]) return null;
const reset = () => {{{RESET_FOCUS}}};
const page = (() => {{{PROBE}}})();
window[Symbol.for("mark")] = (() => {{{SCRIPT}}})();
return window[Symbol.for("mark")].looks();
"""
FOCUS = """
const [number, words, done] = arguments;
window[Symbol.for("mark")].focus(number, words).then(done);
"""
BLUR = 'window[Symbol.for("mark")].blur(arguments[0]).then(arguments[1]);'
COMPARE = """
const [without, focused, hole, done] = arguments;
window[Symbol.for("mark")].compare(without, focused, hole).then(done);
"""
SHOW = 'window[Symbol.for("mark")].show();'


@dataclass(frozen=True, slots=True)
class Mark:
    """How the focus shows at one stop, as shares of the area of an outline one pixel wide.

    any: what changes at all.  strong: what changes by 3:1 or more.
    edge: what changes and differs by 3:1 or more from what stands beside it and does not.
    aside: nothing of it, but something else in the window does, or the look of its words.
    caret: it is written into, and shows a caret there.
    appears: it comes with the focus, as links that skip do; its words then count as well.
    agent: the ring of the browser is all that its style shows.
    """

    element: str
    any: float
    strong: float
    edge: float
    aside: bool
    caret: bool
    appears: bool
    agent: bool = False


Shares = tuple[float, float, float]
Known = dict[tuple[str, str], Shares]


class Marker:
    """Measures in one browser, and remembers. known: shared by the browsers of one run.

    A button has the same mark on every page of one style; taking its picture again would cost
    most of the gate's time. A look is: viewing condition, kind of element, its style and that of
    its surroundings, without and with the focus.
    """

    def __init__(self, browser: Browser, known: Known) -> None:
        self._browser = browser
        self._known = known
        self._measured = False

    def marks(self, condition: Condition) -> tuple[Mark, ...]:
        """The mark at every stop of the page that is open, in document order."""
        browser, self._measured = self._browser, False
        looks = browser.look(LOOKS)
        if looks is None:  # from here on this page knows a person with a keyboard
            browser.reset_focus()
            browser.press(*TAB)
            looks = browser.look(TABBED + LOOKS)
        found = [
            self._mark(number, look, condition) for number, look in enumerate(looks) if look["kept"]
        ]
        if self._measured:
            browser.reset_focus()
        return tuple(found)

    def _mark(self, number: int, look: dict[str, Any], condition: Condition) -> Mark:
        name = (condition.name, look["look"])
        if name not in self._known:
            # Of what comes with the focus, as links that skip do, the words are what shows it.
            self._known[name] = self._best(number, look, condition)
        any_, strong, edge = self._known[name]
        # What changes elsewhere is no part of its look, and is looked for on every page anew.
        aside = not any_ and self._aside(number, condition)
        shows = (look["caret"], look["appears"], look["agent"])
        return Mark(look["element"], any_, strong, edge, aside, *shows)

    def _aside(self, number: int, condition: Condition) -> bool:
        """Does the focus change its words, or anything in the window but itself?"""
        if self._measure(number, condition, words=True)["any"]:
            return True
        return self._measure(number, condition, words=True, around=False)["any"] > 0

    def _best(self, number: int, look: dict[str, Any], condition: Condition) -> Shares:
        """The clearest of a few tries: a mark seen once is there, a late frame proves nothing."""
        best = (0.0, 0.0, 0.0)
        for _ in range(TRIES):
            changed = self._measure(number, condition, words=look["appears"])
            any_, strong, edge = (
                changed[kind] / max(look["outline_px"], 1) for kind in ("any", "strong", "edge")
            )
            best = max(best, (any_, strong, edge), key=lambda each: (each[1], each[0]))
            if best[1] >= CLEAR_SHARE:
                break
        return best

    def _measure(
        self, number: int, condition: Condition, *, words: bool = False, around: bool = True
    ) -> dict[str, int]:
        """How many pixels change: around the stop, or in the window but for that place."""
        browser, self._measured = self._browser, True
        box = browser.evaluate_async(FOCUS, number, words)
        near = _clip(box, condition)
        if around and min(near["width"], near["height"]) < LEAST_CLIP_PX:
            browser.look(SHOW)
            return {"any": 0, "strong": 0, "edge": 0}  # outside the window: nobody sees it
        clip = near if around else _window(box, condition)
        focused = browser.picture(clip)
        browser.evaluate_async(BLUR, number)
        without = browser.picture(clip)
        pictures = [base64.b64encode(one).decode() for one in (without, focused)]
        hole = None if around else {**near, "x": near["x"] - clip["x"], "y": near["y"] - clip["y"]}
        found: dict[str, int] = browser.evaluate_async(COMPARE, *pictures, hole)
        return found


def _window(box: dict[str, float], condition: Condition) -> dict[str, float]:
    size = {"width": float(condition.width_px), "height": float(condition.height_px)}
    return {"x": box["scrollX"], "y": box["scrollY"], **size}


def _clip(box: dict[str, float], condition: Condition) -> dict[str, float]:
    """What is in the window around a box. A clip counts from the document's corner."""
    left, top = max(box["left"] - AROUND_PX, 0), max(box["top"] - AROUND_PX, 0)
    right = min(box["left"] + box["width"] + AROUND_PX, condition.width_px)
    bottom = min(box["top"] + box["height"] + AROUND_PX, condition.height_px)
    return {
        "x": left + box["scrollX"],
        "y": top + box["scrollY"],
        "width": right - left,
        "height": bottom - top,
    }

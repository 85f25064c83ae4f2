"""Walks through a page with the Tab key and records every stop."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from a11y.browser import Browser
from a11y.keys import TAB
from a11y.rule import PROBE
from a11y.trap import Trap

# More presses than stops: a page may scroll parts by keyboard, and frames have stops of their own.
SPARE_PRESSES = 12
# A field for date and time stops at year, month, day, hour, minute, half of the day and calendar.
PARTS = 8

SCRIPT = (Path(__file__).parent / "walk.js").read_text(encoding="utf-8")
PREPARE = f"""
const page = (() => {{{PROBE}}})();
window[Symbol.for("walk")] = (() => {{{SCRIPT}}})();
return window[Symbol.for("walk")].prepare();
"""
# A trap is a few stops; a longer cycle is found as stops that are never reached.
TRAP_STOPS = 4
HERE = """
const [wait_ms, done] = arguments;
setTimeout(() => done(window[Symbol.for("walk")]?.here() ?? null), wait_ms);
"""
# What answers the focus a moment later has done so by then.
SOON_MS = 20
# What hands it on when something has opened has done so by then.
LATER_MS = 400
FOLLOW = 'window[Symbol.for("walk")].follow();'
FOLLOWED = """
return window[Symbol.for("walk")]?.followed() ?? {way: [], restless: false, refused: false};
"""
# Some pages are gone through by these in place of Tab.
ARROWS = ("ArrowDown", "ArrowRight")


@dataclass(frozen=True, slots=True)
class Stop:
    """One place where Tab stops.

    key: the element, or the group of a radio button.  left to height: its box in the document.
    open, covered: of its sample points, how many show it and how many show something else.
    frame: it has stops of its own inside that this walk does not see.  rtl: read to the left.
    """

    element: str
    key: str
    left: float
    top: float
    width: float
    height: float
    open: int
    covered: int
    frame: bool
    rtl: bool


@dataclass(frozen=True, slots=True)
class Walk:
    """A whole walk.

    expected: element -> key of everything that Tab must reach, in document order.
    stops: as they came.  left: Tab came out of the page, or back to its first stop.
    way_out: keys that led out where Tab did not: Escape, or keys that the page tells.
    unasked: a way out may be told behind buttons that were not pressed, as the page must stay.
    returned: Shift+Tab came back to the first stop; None when it was not tried.
    pressed: looks and acts like a control but takes no focus.  pointer: has a hand, no focus.
    skipped: a control with a tabindex below 0.
    jumped: has a tabindex above 0.
    lost: loses the focus to nothing as soon as it gets it, each time.
    refused: the page takes every Tab from the browser, and no key leads to any stop.
    """

    expected: dict[str, str]
    stops: tuple[Stop, ...]
    left: bool
    way_out: str
    unasked: bool
    returned: bool | None
    pressed: tuple[str, ...]
    pointer: tuple[str, ...]
    skipped: tuple[str, ...]
    jumped: tuple[str, ...]
    lost: tuple[str, ...]
    refused: bool


def walk(browser: Browser, *, back: bool) -> Walk:
    """Presses Tab until the page is left. back: return to the first stop by Shift+Tab."""
    browser.reset_focus()
    ahead = browser.look(PREPARE)
    expected = {one["key"] for one in ahead["expected"]}
    most = len(expected) + SPARE_PRESSES + PARTS * ahead["parted"]
    route = _Route(browser, expected, most, jumps=bool(ahead["jumped"]))
    stops = () if ahead["jumped"] else _straight(browser, expected)
    stops, left, lost = (stops, True, set()) if stops else _press_by_press(route)
    refused = bool(expected) and not (stops or lost) and _refused(browser)
    returned = _returns(route, stops) if back and left and stops else None
    caught = {stop.key for stop in stops[-TRAP_STOPS:]}
    trap = None if left else Trap(browser, caught, route.press)
    way_out = trap.way_out() if trap else ""
    unasked = bool(trap and not way_out and not browser.returns and trap.seek_help())
    browser.reset_focus()
    if not left and browser.returns:
        browser.again()  # whatever was pressed to get out
    return Walk(
        {one["element"]: one["key"] for one in ahead["expected"]},
        stops,
        left,
        way_out,
        unasked,
        returned,
        tuple(ahead["pressed"]),
        tuple(ahead["pointer"]),
        tuple(ahead["skipped"]),
        tuple(ahead["jumped"]),
        tuple(one["element"] for one in ahead["expected"] if one["key"] in lost),
        refused,
    )


def _straight(browser: Browser, expected: set[str]) -> tuple[Stop, ...]:
    """The stops of a walk that is as it should be, in one go; () when there is more to be seen.

    Each expected stop comes once and nothing else, is in view, and the next Tab leaves. A page that
    moves by itself may carry one out of view for a moment: what looks hidden is looked at again.
    """
    told = _pressed(browser, len(expected) + 1)
    way = told["way"]
    if told["restless"] or len(way) != len(expected) + 1 or way[-1] is not None:
        return ()
    if any(here and "lost" in here for here in way):
        return ()
    stops = [_stop(here) for here in way if here is not None and not here["frame"]]
    whole = len(stops) == len(expected) and {stop.key for stop in stops} == expected
    in_view = all(stop.open >= stop.covered for stop in stops)
    return tuple(stops) if whole and in_view else ()


@dataclass(frozen=True, slots=True)
class _Route:
    """What a walk step by step goes by. most: presses.  jumps: something has a tabindex above 0."""

    browser: Browser
    expected: set[str]
    most: int
    jumps: bool

    def begin(self) -> None:
        """Goes to where the next Tab enters the page, as it does for a person who comes to it."""
        self.browser.reset_focus()
        # From the top of the page Tab passes over what has a tabindex above 0; from outside, never.
        for _ in range(self.most if self.jumps else 0):
            if self.press() is None:
                return

    def press(self, *, back: bool = False) -> dict[str, Any] | None:
        """Where one press of Tab leads; None out of the page."""
        self.browser.press(*TAB, shift=back)
        here: dict[str, Any] | None = self.browser.evaluate_async(HERE, SOON_MS)
        if here and "lost" in here:
            return self.browser.evaluate_async(HERE, LATER_MS) or here
        return here


def _press_by_press(route: _Route) -> tuple[tuple[Stop, ...], bool, set[str]]:
    """The stops of any page, whether Tab left it, and keys of stops that lost the focus.

    What looks wrong is looked at twice.
    """
    browser = route.browser
    route.begin()
    stops, left, lost = _forward(route)
    if not left and browser.returns:
        # Into a trap the page may have come by the first walk already: seen from its beginning.
        browser.again()
        browser.settle()
        browser.reset_focus()
        browser.look(PREPARE)
        route.begin()
        stops, left, lost = _forward(route)
    if left and not route.expected <= {stop.key for stop in stops}:
        # A busy page may move the focus once by itself: what Tab misses, it misses each time.
        browser.settle()
        route.begin()
        stops, _, again = _forward(route)
        lost &= again
    return stops, left, lost


def _pressed(browser: Browser, times: int, *, back: bool = False) -> dict[str, Any]:
    """Where so many presses of Tab led (way), and how.

    restless: the focus moved on by itself.  refused: the page took every press for itself.
    """
    browser.look(FOLLOW)
    browser.press_tab(times, back=back)
    told: dict[str, Any] = browser.look(FOLLOWED)
    return told


def _refused(browser: Browser) -> bool:
    """Whether the page itself keeps Tab from leading anywhere, and arrow keys lead nowhere."""
    browser.reset_focus()
    for back in (False, True):
        told = _pressed(browser, 2, back=back)
        if not told["refused"] or any(told["way"]):
            return False
    for key in ARROWS:
        browser.press_keys(key)
        if browser.evaluate_async(HERE, SOON_MS):
            return False
    return True


def _forward(route: _Route) -> tuple[tuple[Stop, ...], bool, set[str]]:
    """The stops in order, whether the walk came to its end, and keys of stops that lost focus."""
    stops: list[Stop] = []
    lost: set[str] = set()
    expected = route.expected
    for _ in range(route.most):
        here = route.press()
        if here is None:
            return tuple(stops), True, lost
        if "lost" in here:
            lost.add(here["key"])
            continue
        again = bool(stops) and here["key"] == stops[-1].key
        if again and not here["frame"] and not here["parted"]:
            # A page with one stop comes back to it at once; anywhere else this is a trap.
            return tuple(stops), len(stops) == 1 and len(expected) <= 1, lost
        if len(stops) > 1 and here["key"] == stops[0].key:
            return tuple(stops), expected - lost <= {stop.key for stop in stops}, lost
        if not again:
            stops.append(_stop(here))
    return tuple(stops), False, lost


def _returns(route: _Route, stops: tuple[Stop, ...]) -> bool:
    way = _pressed(route.browser, len(stops), back=True)["way"]
    if any(at and at["key"] == stops[0].key for at in way):
        return True
    for _ in range(route.most):
        here = route.press(back=True)
        if here is not None and here["key"] == stops[0].key:
            return True
    return False


def _stop(here: dict[str, Any]) -> Stop:
    hits = here["hits"]
    told = {name: value for name, value in here.items() if name not in ("hits", "parted")}
    return Stop(**told, open=hits["open"], covered=hits["covered"])

"""Opens pages and sets how they look: all that is done to a page while it is judged."""

from __future__ import annotations

import base64
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any

from a11y.arrival import ARRIVED, UNNAMED, Arrival, told
from a11y.chromium import BrowserError, BrowserMoved, CannotReturn, NotAPage, PageError
from a11y.conditions import DEFAULT, SPACING_STYLE, Condition
from a11y.driver import Driver
from a11y.page_scripts import (
    DRAWN_SO_WIDE,
    GUARD,
    LAY_STYLE,
    LEAVES,
    LEFT_OF_ORIGIN,
    RECORDER,
    RESET_FOCUS_ONCE_DRAWN,
    SETTLE,
    WATCH,
)

HOP_TIMEOUT_S = 5
HOP_LOOKS_EVERY_S = 0.05
MOST_HOPS = 5
# A page that says another width than its window has is not waited for any longer.
RESIZE_LIMIT_MS = 500
# Chromium's own words for "follow the reader's settings"; a fixed-width text is 13/16 of it.
FIXED_TEXT_SHARE = 13 / 16


class Browser(Driver):
    """A driven Chromium that knows which page it opened and how that is being looked at.

    loads: how many pages were opened so far.
    notes: what is known of the page that is open; forgotten when the next one is.
    returns: the page that is open can be had back, by its address or the way that led to it.
    """

    def begin(self) -> None:
        self._forget()
        # As in the window that a person looks at, the focus is heard of before the first key.
        self.cdp("Emulation.setFocusEmulationEnabled", enabled=True)
        self.cdp("Page.addScriptToEvaluateOnNewDocument", source=WATCH + RECORDER)
        self.view(DEFAULT)

    def _forget(self) -> None:
        """Nothing was opened so far."""
        self._script = True
        self._opened, self._with_script = "about:blank", True
        self._way: Callable[[], None] | None = None
        self.returns = True
        self._language = ""
        self._condition = DEFAULT
        self._guarded = False
        self.loads = 0
        self.notes: dict[str, object] = {}
        self.arrival = self._arrived()

    def open(self, url: str, *, script: bool = True) -> None:
        """Loads a page and waits for its load event. Raises BrowserError when it does not come.

        script: False keeps every script of the page from ever running; ours still can.
        """
        self._opened, self._with_script, self._way = url, script, None
        self.returns = True
        self.loads += 1
        self.notes.clear()
        if script != self._script:
            self._may_run_script(script)
        self.close_other_windows()
        if "#" in url:  # else the browser would only scroll where the page is open already
            self.get("about:blank")
        before = self.arrival
        self.get(url)
        self.arrival = self._arrived()
        if script and self.arrival.sandboxed:
            # Its own policy (CSP sandbox) would keep the engines' timers still.
            self.cdp("Page.setBypassCSP", enabled=True)
            self.get(url)
            self.cdp("Page.setBypassCSP", enabled=False)
            self.arrival = self._arrived()
        if not script:
            # What was parsed without script stays so; the engines need timers to work again.
            self._may_run_script(True)
        self._refuse(url, before)
        if self._guarded:
            self.guard(True)
        if self._condition.spacing:
            self.look(LAY_STYLE, SPACING_STYLE)

    def _refuse(self, url: str, before: Arrival) -> None:
        """Raises PageError or NotAPage when what came at this address cannot be looked at."""
        came, stayed = self.arrival, self.arrival.is_still(before)
        fault = came.fault(before)
        if fault and (stayed or not came.failed_elsewhere(url)):
            raise (PageError if came.error and not stayed else NotAPage)(f"{url} {fault}.")

    def guard(self, up: bool) -> None:
        """While it is up, no page can be left, sent or opened by its own scripts or by keys."""
        self._guarded = up
        self.look(GUARD, up)

    def may_change(self) -> None:
        """To be asked before anything is tried that may change the page. Raises CannotReturn."""
        if not self.returns:
            raise CannotReturn("It cannot be opened again as it is now.")

    def again(self) -> None:
        """Loads the page that was opened last anew, without what was done to it meanwhile.

        Raises CannotReturn for one that cannot be had back.
        """
        self.may_change()
        known = dict(self.notes)  # it is the same page: what was found out of it holds
        if self._way is not None:
            self._way()
        else:
            self.open(self._opened, script=self._with_script)
        self.notes.update(known)

    def came_by(self, way: Callable[[], None] | None) -> None:
        """From here on the page that is open is had anew by going this way; None: it is not."""
        self._way, self.returns = way, way is not None
        self._opened, self._with_script = self.arrival.address, True

    def follow(self) -> None:
        """Goes where the page leads by itself, and waits there. Raises BrowserError for circles."""
        url = self._opened
        if self.arrival.failed_elsewhere(url):
            why = told(self.arrival.error, self.arrival.status)
            raise PageError(f"{url} leads on to {self.arrival.address}, which fails: {why}.")
        for _ in range(MOST_HOPS):
            if not self.arrival.leaves:
                return
            self._hop()
            self._opened = self.arrival.address
        raise PageError(f"{url} goes elsewhere again and again.")

    def _hop(self) -> None:
        """Waits for the next page; when none comes, the present one stays."""
        until_s = time.monotonic() + HOP_TIMEOUT_S
        before, now = self.arrival, self.arrival
        while time.monotonic() < until_s:
            time.sleep(HOP_LOOKS_EVERY_S)
            now = self._arrived()
            if now.origin_ms != before.origin_ms and now.ready:
                if fault := now.fault(before):
                    raise PageError(f"{self._opened} leads on to a page that {fault}.")
                self.arrival = self._arrived()
                return
        self.arrival = replace(before, leaves=False)

    def rest(self) -> None:
        """Waits until the page that came of what was just done is there."""
        time.sleep(HOP_LOOKS_EVERY_S)
        self.arrival = self._arrived()
        until_s = time.monotonic() + self._load_timeout_s
        while not self.arrival.ready and time.monotonic() < until_s:
            time.sleep(HOP_LOOKS_EVERY_S)
            self.arrival = self._arrived()
        self.follow()
        self.loads += 1
        self.notes.clear()

    def _arrived(self) -> Arrival:
        """What is open now. A page that is just leaving is asked again when the next has come."""
        for _ in range(MOST_HOPS):
            with suppress(BrowserMoved):
                came = self.evaluate(ARRIVED)
                dialogs, windows = tuple(came.pop("dialogs")), tuple(came.pop("windows"))
                if came["error"] == UNNAMED:
                    came["error"] = self.reason(came["address"]) or UNNAMED
                return Arrival(**came, dialogs=dialogs, windows=windows)
        raise BrowserError(f"{self._opened} goes elsewhere again and again.")

    def speak(self, language: str) -> None:
        """Asks for pages in this language from now on; "" asks for none."""
        if language != self._language:
            agent = self.cdp("Browser.getVersion")["userAgent"]
            wanted = {"acceptLanguage": language} if language else {}
            self.cdp("Emulation.setUserAgentOverride", userAgent=agent, **wanted)
            self._language = language

    def cookies(self) -> list[dict[str, Any]]:
        """All cookies that it holds, as the DevTools protocol has them."""
        found: list[dict[str, Any]] = self.cdp("Storage.getCookies")["cookies"]
        return found

    def take_cookies(self, cookies: Sequence[dict[str, Any]]) -> None:
        """Holds these cookies too, as if the servers had set them here."""
        self.cdp("Storage.setCookies", cookies=list(cookies))

    def has_left(self, url: str) -> bool:
        """Has the page of this address gone elsewhere by itself, or is about to?"""
        return bool(self.evaluate(LEAVES, url))

    def _may_run_script(self, allowed: bool) -> None:
        self.cdp("Emulation.setScriptExecutionDisabled", value=not allowed)
        self._script = allowed

    def view(self, condition: Condition) -> None:
        """Looks at the present page, and all later ones, under this condition. No reload."""
        self._size(condition.width_px, condition.height_px, condition.zoom)
        features = [{"name": name, "value": value} for name, value in condition.media]
        self.cdp("Emulation.setEmulatedMedia", features=features)
        if condition.text_px != self._condition.text_px:
            fixed_px = round(condition.text_px * FIXED_TEXT_SHARE)
            sizes = {"standard": condition.text_px, "fixed": fixed_px}
            self.cdp("Page.setFontSizes", fontSizes=sizes)
        if condition.spacing != self._condition.spacing:
            self.look(LAY_STYLE, SPACING_STYLE if condition.spacing else "")
        self._condition = condition

    def resize(self, width_px: int, height_px: int) -> None:
        """Makes the window larger or smaller, draws the page anew, and leaves all else as it is."""
        self._size(width_px, height_px, self._condition.zoom)
        self.evaluate_async(DRAWN_SO_WIDE, width_px, RESIZE_LIMIT_MS)

    def _size(self, width_px: int, height_px: int, zoom: int) -> None:
        self.cdp(
            "Emulation.setDeviceMetricsOverride",
            width=width_px,
            height=height_px,
            deviceScaleFactor=zoom,
            mobile=False,
        )

    def settle(self) -> None:
        """Waits until fonts, transitions and layout have come to rest."""
        self.evaluate_async(SETTLE)

    def reset_focus(self) -> None:
        """Takes the focus away, so that the next Tab goes to the first stop; scrolls to the top."""
        self.evaluate_async(RESET_FOCUS_ONCE_DRAWN)

    def picture(self, clip: dict[str, float] | None = None, *, beyond: bool = False) -> bytes:
        """A PNG of the whole page, or of a clip (x, y, width, height in CSS px of the document).

        beyond: the clip may lie outside the window.
        """
        given: dict[str, Any] = {
            "format": "png",
            "optimizeForSpeed": clip is not None,
            "captureBeyondViewport": beyond or clip is None,
        }
        if clip is None:
            size = self.cdp("Page.getLayoutMetrics")["cssContentSize"]
            clip = {"x": 0, "y": 0, "width": size["width"], "height": size["height"]}
        else:
            clip = {**clip, "x": clip["x"] + self.evaluate(LEFT_OF_ORIGIN)}
        given["clip"] = {**clip, "scale": 1 / self._condition.zoom}
        return base64.b64decode(self.cdp("Page.captureScreenshot", **given)["data"])

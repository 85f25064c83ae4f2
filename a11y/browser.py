"""Starts and stops the browser, and sets how it looks; the only one that drives selenium."""

from __future__ import annotations

import base64
import os
import signal
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from types import TracebackType
from typing import TYPE_CHECKING, Any, cast

from selenium import webdriver
from selenium.common.exceptions import TimeoutException, WebDriverException
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from urllib3.exceptions import HTTPError

from a11y.arrival import ARRIVED, MOST_BYTES, Arrival, megabytes, told
from a11y.chromium import BrowserError, BrowserMoved, NotAPage, PageError, find_browser, flags
from a11y.conditions import DEFAULT, SPACING_STYLE, Condition
from a11y.faults import explained
from a11y.keys import pressed
from a11y.page_scripts import (
    GUARD,
    LAY_STYLE,
    LEAVES,
    MUST_NOT_RUN,
    RECORDER,
    RESET_FOCUS,
    SETTLE,
    SO_FAR,
    WATCH,
)
from a11y.watchdog import Watchdog

if TYPE_CHECKING:
    from selenium.webdriver.remote.remote_connection import RemoteConnection

LOAD_TIMEOUT_S = 20
SCRIPT_TIMEOUT_S = 20
# So much longer than for what takes longest is a driver waited for that says nothing at all.
SPARE_S = 10
HOP_TIMEOUT_S = 5
HOP_LOOKS_EVERY_S = 0.05
MOST_HOPS = 5
SO_FAR_TIMEOUT_S = 3
END_LIMIT_S = 6
# Chromium's own words for "follow the reader's settings"; a fixed-width text is 13/16 of it.
FIXED_TEXT_SHARE = 13 / 16


class Browser:
    """One Chromium with one window. Use it as a context manager; not safe between threads.

    alone: it reaches this machine only. No page can tell others that it is being looked at, and
    none waits for a name that nobody answers.  loads: how many pages were opened so far.
    notes: what is known of the page that is open; forgotten when the next one is.
    """

    def __init__(self, *, alone: bool = True, load_timeout_s: float = LOAD_TIMEOUT_S) -> None:
        chromium, driver = find_browser()
        with ExitStack() as ends:
            profile = tempfile.TemporaryDirectory(prefix="a11y-", ignore_cleanup_errors=True)
            options = webdriver.ChromeOptions()
            options.binary_location = str(chromium)
            options.unhandled_prompt_behavior = "dismiss"
            for flag in flags(ends.enter_context(profile), alone=alone):
                options.add_argument(flag)
            with explained("Chromium does not start", "Chromium did not start in time"):
                # The driver's path is given, so that Selenium never looks for one on the network.
                self.driver = webdriver.Chrome(options=options, service=Service(str(driver)))
            self._process = int(self.driver.capabilities["goog:processID"])
            self._watchdog = Watchdog(self._kill)
            ends.callback(self._watchdog.rest)
            ends.callback(self._end)
            self._begin(load_timeout_s)
            # As in the window that a person looks at, the focus is heard of before the first key.
            self.cdp("Emulation.setFocusEmulationEnabled", enabled=True)
            self.cdp("Page.addScriptToEvaluateOnNewDocument", source=WATCH + RECORDER)
            self.driver.set_page_load_timeout(load_timeout_s)
            self.driver.set_script_timeout(SCRIPT_TIMEOUT_S)
            answer_s = max(load_timeout_s, SCRIPT_TIMEOUT_S) + SPARE_S
            cast("RemoteConnection", self.driver.command_executor).client_config.timeout = answer_s
            self.view(DEFAULT)
            self._ends = ends.pop_all()

    def _begin(self, load_timeout_s: float) -> None:
        self._load_timeout_s = load_timeout_s
        self._script = True
        self._opened, self._with_script = "about:blank", True
        self._way: Callable[[], None] | None = None
        self._language = ""
        self._condition = DEFAULT
        self._guarded = False
        self.loads = 0
        self.notes: dict[str, object] = {}
        self.arrival = self._arrived()

    def __enter__(self) -> Browser:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def engine(self) -> dict[str, str]:
        """Name and version of the browser, as evidence in reports."""
        told = self.driver.capabilities
        return {str(told["browserName"]): str(told["browserVersion"])}

    def close(self) -> None:
        """Ends the browser and forgets its profile."""
        self._ends.close()

    def at_end(self, call: Callable[[], None]) -> None:
        """Calls this when the browser is closed: what was started beside it ends with it."""
        self._ends.callback(call)

    def _end(self) -> None:
        """Asks the browser to end; one whose driver has died is killed."""
        try:
            with self.within(END_LIMIT_S), explained("Chromium does not end", "It did not end"):
                self.driver.close()
        except BrowserError:
            self._kill()
        finally:
            self.driver.quit()

    def _kill(self) -> None:
        """Ends browser and driver at once: neither is asked, as neither may answer."""
        for number in (self._process, self.driver.service.process.pid):
            with suppress(ProcessLookupError):
                os.kill(number, signal.SIGKILL)

    @contextmanager
    def within(self, limit_s: float) -> Iterator[None]:
        """What is not done in time is ended, with the browser. Raises BrowserError that says so."""
        try:
            with self._watchdog.within(limit_s):
                yield
        except BrowserError as error:
            if self._watchdog.bit:
                raise BrowserError(f"It took longer than {limit_s:.0f} s and was ended.") from error
            raise

    def open(self, url: str, *, script: bool = True) -> None:
        """Loads a page and waits for its load event. Raises BrowserError when it does not come.

        script: False keeps every script of the page from ever running; ours still can.
        """
        self._opened, self._with_script, self._way = url, script, None
        self.loads += 1
        self.notes.clear()
        if script != self._script:
            self._may_run_script(script)
        self._close_other_windows()
        if "#" in url:  # else the browser would only scroll where the page is open already
            self.driver.get("about:blank")
        before = self.arrival
        with explained(f"{url} cannot be opened", f"{url} did not finish loading in time"):
            try:
                self.driver.get(url)
            except TimeoutException as error:
                so_far = self._so_far()
                raise BrowserError(f"{url} did not finish loading in time{so_far}.") from error
        if script and self.evaluate(MUST_NOT_RUN):
            # Its own policy (CSP sandbox) would keep the engines' timers still.
            self.cdp("Page.setBypassCSP", enabled=True)
            with explained(f"{url} cannot be opened", f"{url} did not finish loading in time"):
                self.driver.get(url)
            self.cdp("Page.setBypassCSP", enabled=False)
        if not script:
            # What was parsed without script stays so; the engines need timers to work again.
            self._may_run_script(True)
        self.arrival = self._arrived()
        fault = self.arrival.fault(before)
        if fault and not self.arrival.failed_elsewhere(url):
            raise (PageError if self.arrival.error else NotAPage)(f"{url} {fault}.")
        if self._guarded:
            self.guard(True)
        if self._condition.spacing:
            self.evaluate(LAY_STYLE, SPACING_STYLE)

    def guard(self, up: bool) -> None:
        """While it is up, no page can be left, sent or opened by its own scripts or by keys."""
        self._guarded = up
        self.evaluate(GUARD, up)

    def again(self) -> None:
        """Loads the page that was opened last anew, without what was done to it meanwhile."""
        if self._way is not None:
            self._way()
        else:
            self.open(self._opened, script=self._with_script)

    def came_by(self, way: Callable[[], None] | None) -> None:
        """From here on the page that is open is had anew by going this way, or by its address."""
        self._way = way
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
                return Arrival(**came, dialogs=dialogs, windows=windows)
        raise BrowserError(f"{self._opened} goes elsewhere again and again.")

    def _so_far(self) -> str:
        """How much of a page has come that does not end, as a part of a sentence."""
        self.driver.set_page_load_timeout(SO_FAR_TIMEOUT_S)
        try:
            size_bytes = self.driver.execute_script(SO_FAR)
        except (WebDriverException, HTTPError):
            return ": its script runs without end, or the server waits"
        finally:
            self.driver.set_page_load_timeout(self._load_timeout_s)
        return f", though {megabytes(size_bytes)} had come" if size_bytes > MOST_BYTES else ""

    def _close_other_windows(self) -> None:
        """Windows that the last page opened are closed, so that they do not pile up."""
        with explained("The window cannot be found", "The windows were not told in time"):
            mine, *others = self.driver.window_handles
            for other in others:
                self.driver.switch_to.window(other)
                self.driver.close()
            if others:
                self.driver.switch_to.window(mine)

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
            self.evaluate(LAY_STYLE, SPACING_STYLE if condition.spacing else "")
        self._condition = condition

    def resize(self, width_px: int, height_px: int) -> None:
        """Makes the window larger or smaller and leaves all else of the condition as it is."""
        self._size(width_px, height_px, self._condition.zoom)

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
        self.evaluate(RESET_FOCUS)

    def evaluate(self, script: str, *arguments: Any) -> Any:
        """What a script returns, as JSON values. Raises BrowserError with its own error."""
        with explained("A check failed", "A check did not finish in time"):
            return self.driver.execute_script(script, *arguments)

    def evaluate_async(self, script: str, *arguments: Any) -> Any:
        """What a script passes to its last argument. Raises BrowserError when it never does."""
        with explained("A check failed", "A check did not finish in time"):
            return self.driver.execute_async_script(script, *arguments)

    def press(self, key: str, code: int, *, shift: bool = False, text: str = "") -> None:
        """Presses and releases one key as a person would. code: the Windows virtual key code.

        text: what it types; Enter presses what has the focus only when it types a line end.
        """
        given = {"key": key, "code": key, "windowsVirtualKeyCode": code}
        modifiers = 8 if shift else 0
        down = {"type": "keyDown", "text": text} if text else {"type": "rawKeyDown"}
        self.cdp("Input.dispatchKeyEvent", modifiers=modifiers, **down, **given)
        self.cdp("Input.dispatchKeyEvent", type="keyUp", modifiers=modifiers, **given)

    def press_keys(self, keys: str) -> None:
        """Presses keys as they are told to people, such as “Ctrl+M” or “Escape”."""
        given = pressed(keys)
        down = "keyDown" if "text" in given else "rawKeyDown"
        self.cdp("Input.dispatchKeyEvent", type=down, **given)
        self.cdp("Input.dispatchKeyEvent", type="keyUp", **given)

    def picture(self, clip: dict[str, float] | None = None, *, beyond: bool = False) -> bytes:
        """A PNG of the whole page, or of a clip (x, y, width, height in CSS px of the document).

        beyond: the clip may lie outside the window.
        """
        given: dict[str, Any] = {"format": "png", "captureBeyondViewport": beyond or clip is None}
        if clip is None:
            size = self.cdp("Page.getLayoutMetrics")["cssContentSize"]
            clip = {"x": 0, "y": 0, "width": size["width"], "height": size["height"]}
        given["clip"] = {**clip, "scale": 1 / self._condition.zoom}
        return base64.b64decode(self.cdp("Page.captureScreenshot", **given)["data"])

    @contextmanager
    def each_frame(self) -> Iterator[Iterator[None]]:
        """Gives an iterator that enters every frame of the page in turn, the page itself first."""
        try:
            yield self._enter_frames()
        finally:
            self.driver.switch_to.default_content()

    def _enter_frames(self) -> Iterator[None]:
        yield
        for frame in self.driver.find_elements(By.CSS_SELECTOR, "iframe, frame"):
            self.driver.switch_to.frame(frame)
            yield from self._enter_frames()
            self.driver.switch_to.parent_frame()

    def cdp(self, command: str, **given: Any) -> Any:
        """One command of the DevTools protocol. Raises BrowserError when Chromium refuses it."""
        with explained(f"{command} failed", f"{command} did not finish in time"):
            return self.driver.execute_cdp_cmd(command, given)

"""One Chromium and its driver: started, asked and ended. The only file that drives them."""

from __future__ import annotations

import os
import signal
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from types import TracebackType
from typing import TYPE_CHECKING, Self, cast

from selenium.common.exceptions import TimeoutException, WebDriverException
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.command import Command
from urllib3.exceptions import HTTPError

from a11y.arrival import MOST_BYTES, megabytes, named
from a11y.asking import Asked
from a11y.chromium import BrowserError, find_engine, flags
from a11y.devtools import Line
from a11y.faults import explained
from a11y.headless import headless, started
from a11y.keys import pressed
from a11y.page_scripts import SO_FAR
from a11y.watchdog import Watchdog

if TYPE_CHECKING:
    from selenium.webdriver.remote.remote_connection import RemoteConnection

LOAD_TIMEOUT_S = 20
# So much longer than for what takes longest is a driver waited for that says nothing at all.
SPARE_S = 10
SO_FAR_TIMEOUT_S = 3
END_LIMIT_S = 6
# The driver answers after the last one: a page of a thousand links would seem dead.
TABS_AT_ONCE = 200
FRAME_MS = 17


class Driver(Asked):
    """One Chromium with one window. Use it as a context manager; not safe between threads.

    alone: it reaches this machine only. No page can tell others that it is being looked at, and
    none waits for a name that nobody answers.
    """

    def __init__(self, *, alone: bool = True, load_timeout_s: float = LOAD_TIMEOUT_S) -> None:
        browser, driver = find_engine()
        with ExitStack() as ends:
            profile = tempfile.TemporaryDirectory(prefix="a11y-", ignore_cleanup_errors=True)
            options = headless(browser, flags(ends.enter_context(profile), alone=alone))
            options.unhandled_prompt_behavior = "dismiss"
            with explained("Chromium does not start", "Chromium did not start in time"):
                self.driver = started(options, driver)
            chrome = self.driver.capabilities
            self._process = int(chrome["goog:processID"])
            self._watchdog = Watchdog(self._kill)
            ends.callback(self._watchdog.rest)
            ends.callback(self._end)
            self._load_timeout_s = load_timeout_s
            self._forget_commands()
            self.driver.set_page_load_timeout(load_timeout_s)
            self.driver.set_script_timeout(self.script_timeout_s)
            answer_s = max(load_timeout_s, self.script_timeout_s) + SPARE_S
            cast("RemoteConnection", self.driver.command_executor).client_config.timeout = answer_s
            with explained("Chromium cannot be asked", "Chromium did not answer in time"):
                address = chrome["goog:chromeOptions"]["debuggerAddress"]
                self._line = Line(address, self.driver.current_window_handle)
            ends.callback(self._line.close)
            self.cdp("Page.enable")  # else what is set for later pages would be forgotten
            self.begin()
            self._ends = ends.pop_all()

    def begin(self) -> None:
        """What is done once, before the first page. Raises BrowserError."""

    def __enter__(self) -> Self:
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

    def get(self, url: str) -> None:
        """Goes to an address and waits for the load event. Raises BrowserError when none comes."""
        with explained(f"{url} cannot be opened", f"{url} did not finish loading in time"):
            try:
                self.driver.get(url)
            except TimeoutException as error:
                so_far = self._so_far()
                raise BrowserError(f"{url} did not finish loading in time{so_far}.") from error

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

    def reason(self, url: str) -> str:
        """Chromium's name for why an address cannot be opened; "" when it is silent now as well.

        Its engine alone shows no reason on its page, but says it to who asks for the address anew.
        """
        try:
            answer = self.driver.execute_cdp_cmd("Page.navigate", {"url": url})
        except WebDriverException as error:
            return named(error.msg or "")
        return str(answer.get("errorText", ""))

    def close_other_windows(self) -> None:
        """Windows that the last page opened are closed, so that they do not pile up."""
        with explained("The window cannot be found", "The windows were not told in time"):
            mine, *others = self.driver.window_handles
            for other in others:
                self.driver.switch_to.window(other)
                self.driver.close()
            if others:
                self.driver.switch_to.window(mine)

    def press(self, key: str, code: int, *, shift: bool = False, text: str = "") -> None:
        """Presses and releases one key as a person would. code: the Windows virtual key code.

        text: what it types; Enter presses what has the focus only when it types a line end.
        """
        given = {"key": key, "code": key, "windowsVirtualKeyCode": code}
        modifiers = 8 if shift else 0
        down = {"type": "keyDown", "text": text} if text else {"type": "rawKeyDown"}
        self.cdp("Input.dispatchKeyEvent", modifiers=modifiers, **down, **given)
        self.cdp("Input.dispatchKeyEvent", type="keyUp", modifiers=modifiers, **given)

    def press_tab(self, times: int, *, back: bool = False) -> None:
        """Presses Tab so often, and lets the page draw itself between. back: with Shift.

        By the driver, which holds Shift as a person does, and waits for each key to be dealt with.
        """
        for done in range(0, times, TABS_AT_ONCE):
            self._press_tab(min(times - done, TABS_AT_ONCE), back=back)

    def _press_tab(self, times: int, *, back: bool) -> None:
        once = [{"type": kind, "value": Keys.TAB} for kind in ("keyDown", "keyUp")]
        keys = [*once, {"type": "pause", "duration": FRAME_MS}] * times
        if back:
            shift = [{"type": kind, "value": Keys.SHIFT} for kind in ("keyDown", "keyUp")]
            keys = [shift[0], *keys, shift[1]]
        with explained("Tab cannot be pressed", "Tab was not pressed in time"):
            given = [{"type": "key", "id": "keyboard", "actions": keys}]
            self.driver.execute(Command.W3C_ACTIONS, {"actions": given})

    def press_keys(self, keys: str) -> None:
        """Presses keys as they are told to people, such as “Ctrl+M” or “Escape”."""
        given = pressed(keys)
        down = "keyDown" if "text" in given else "rawKeyDown"
        self.cdp("Input.dispatchKeyEvent", type=down, **given)
        self.cdp("Input.dispatchKeyEvent", type="keyUp", **given)

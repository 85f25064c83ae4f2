"""A browser that somebody else started, with the page that is open there."""

from __future__ import annotations

from contextlib import ExitStack
from typing import Any

from a11y.browser import Browser
from a11y.chromium import BrowserError
from a11y.conditions import DEFAULT
from a11y.driver import LOAD_TIMEOUT_S
from a11y.page_scripts import RECORDER, WATCH
from a11y.watchdog import Watchdog

NEEDED_FLAG = "--enable-blink-features=ComputedAccessibilityInfo"
TELLS_NAMES = "return 'computedName' in Element.prototype;"
ONCE = f'if (!window[Symbol.for("acting")]) {{ {WATCH} {RECORDER} }}'


class Borrowed(Browser):
    """Closing it gives it back: size and media are as before, and it is not ended.

    The page that is open is never loaded anew: whoever opened it has brought it where it is. The
    browser is not watched, and its later pages are as they would be without us. Raises BrowserError
    for a driver of another browser than Chrome or Chromium, or one without NEEDED_FLAG.
    """

    def __init__(self, driver: Any) -> None:
        if not hasattr(driver, "execute_cdp_cmd"):
            raise BrowserError("Pages are looked at in Chrome or Chromium: use one of its drivers.")
        with ExitStack() as ends:
            self.driver = driver
            self._watchdog = Watchdog(lambda: None)
            ends.callback(self._watchdog.rest)
            ends.callback(self._give_back)
            self._load_timeout_s = LOAD_TIMEOUT_S
            self._lasting = {}
            self._forget()
            self.returns = False
            self._opened = self.arrival.address
            if not self.evaluate(TELLS_NAMES):
                raise BrowserError(
                    f"Start the browser with {NEEDED_FLAG}: it does not tell names and roles yet."
                )
            self.evaluate(ONCE)
            self._ends = ends.pop_all()

    def _give_back(self) -> None:
        self.view(DEFAULT)
        self.cdp("Emulation.clearDeviceMetricsOverride")
        self.cdp("Emulation.setEmulatedMedia", features=[])

"""A browser that somebody else started, with the page that is open there."""

from __future__ import annotations

from contextlib import ExitStack
from typing import Any

from a11y.browser import Browser
from a11y.chromium import BrowserError
from a11y.conditions import DEFAULT
from a11y.driver import LOAD_TIMEOUT_S
from a11y.page_scripts import RECORDER, SIZE, SIZED, WATCH
from a11y.watchdog import Watchdog

NEEDED_FLAG = "--enable-blink-features=ComputedAccessibilityInfo"
TELLS_NAMES = "return 'computedName' in Element.prototype;"
# A size that the driver's own test had set is not ours to give back: it is not waited for long.
SIZE_LIMIT_MS = 1000
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
            self._load_timeout_s = LOAD_TIMEOUT_S
            self._forget_commands()
            self._forget()
            self.returns = False
            self._opened = self.arrival.address
            self._given_px = self.evaluate(SIZE)
            if not self.evaluate(TELLS_NAMES):
                raise BrowserError(
                    f"Start the browser with {NEEDED_FLAG}: it does not tell names and roles yet."
                )
            self.evaluate(ONCE)
            ends.callback(self._give_back)
            self._ends = ends.pop_all()

    def _send(self, command: str, given: dict[str, Any], limit_s: float) -> Any:
        # By the driver, as it may stand on another machine. Its owner sets how long it is waited.
        return self.driver.execute_cdp_cmd(command, given)

    def _give_back(self) -> None:
        self.view(DEFAULT)
        self.cdp("Emulation.clearDeviceMetricsOverride")
        self.cdp("Emulation.setEmulatedMedia", features=[])
        self.evaluate_async(SIZED, self._given_px, SIZE_LIMIT_MS)

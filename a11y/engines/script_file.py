"""Runs a whole script file in a page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from a11y.browser import Browser
from a11y.chromium import BrowserError


class ScriptFile:
    """A whole script file that is run in the pages of one browser, as a script element would.

    Every page that is opened from now on brings it along asleep, compiled once for all of them:
    sending it to each page takes several times as long as running it.
    makes: global variables that the file declares.
    """

    def __init__(self, browser: Browser, name: str, text: str, makes: tuple[str, ...] = ()) -> None:
        self._browser, self._text = browser, text
        symbol = f'window[Symbol.for("asleep {name}")]'
        kept = f"Object.assign(window, {{{', '.join(makes)}}});"
        asleep = f"{symbol} = function () {{\n{text}\n;{kept}}};"
        browser.cdp("Page.addScriptToEvaluateOnNewDocument", source=asleep)
        self._wake = f"const wake = {symbol}; wake?.call(window); return Boolean(wake);"

    def wakes(self, ask: Callable[[str], Any]) -> bool:
        """Runs it where it came along: not in pages opened before, or whose scripts may not run.

        ask: what evaluates a script in that page, or in one frame of it.
        """
        return bool(ask(self._wake))

    def run(self) -> None:
        """Runs it in the page that is open, whatever page that is. Raises BrowserError."""
        if self.wakes(self._browser.look):
            return
        told = self._browser.cdp("Runtime.evaluate", expression=self._text, silent=True)
        if "exceptionDetails" in told:
            raise BrowserError(f"A script failed: {told['exceptionDetails'].get('text', '')}")

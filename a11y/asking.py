"""Asks the page that is open: by scripts, in its frames, and by the DevTools protocol."""

from __future__ import annotations

import json
from collections.abc import Callable, Generator, Iterator
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any

from a11y.chromium import CheckFailed
from a11y.devtools import LineClosed
from a11y.faults import explained

if TYPE_CHECKING:
    from selenium import webdriver

    from a11y.devtools import Line

SCRIPT_TIMEOUT_S = 20
# A command of the DevTools protocol takes milliseconds; a picture may take seconds.
ANSWER_S = 30
# How long the browser is given to tell that it ended a script.
ENDED_S = 0.5
# What these set holds until they set it otherwise: nothing is gained by saying it twice.
LASTING = frozenset({"Emulation.setDeviceMetricsOverride", "Emulation.setEmulatedMedia"})
FRAMES = "iframe, frame"
HAS_FRAMES = f"return document.querySelector('{FRAMES}') !== null;"


class Asked:
    """What can be asked of a driven browser, whoever started it.

    script_timeout_s: how long one script may take.
    """

    driver: webdriver.Chrome
    _line: Line

    def _forget_commands(self) -> None:
        """Nothing was set so far."""
        self.script_timeout_s: float = SCRIPT_TIMEOUT_S
        self._lasting: dict[str, dict[str, Any]] = {}

    def evaluate(self, script: str, *arguments: Any) -> Any:
        """What a script returns, as JSON values. Raises BrowserError with its own error."""
        with explained("A check failed", "A check did not finish in time"):
            return self.driver.execute_script(script, *arguments)

    def look(self, script: str, *arguments: Any) -> Any:
        """What a script returns of the page that is open and at rest; waits for no page to come.

        The same as `evaluate`, at a ninth of its cost: the driver wraps what it is given into a
        larger script each time, the DevTools protocol does not. Values are as returnByValue gives
        them: an object's own properties. Raises BrowserError with the script's own error.
        """
        given = ", ".join(map(json.dumps, arguments))
        return self._evaluated(f"(function () {{{script}\n}})({given})")

    @contextmanager
    def names_at_hand(self) -> Iterator[None]:
        """Within the block one tree of names and roles is kept for the page.

        Else Chromium builds it anew for each name that a script asks for: of a large table, or a
        page of many links, that takes seconds.
        """
        self.cdp("Accessibility.enable")
        self.cdp("Accessibility.getRootAXNode")  # builds it
        try:
            yield
        finally:
            self.cdp("Accessibility.disable")

    def evaluate_async(self, script: str, *arguments: Any) -> Any:
        """What a script passes to its last argument, of the page that is open, as `look` does.

        Raises BrowserError with the script's own error, and when it never passes anything.
        """
        given = ", ".join([*map(json.dumps, arguments), "done"])
        call = f"(function () {{{script}\n}})({given})"
        return self._evaluated(f"new Promise((done) => {call})", awaitPromise=True)

    def _evaluated(self, expression: str, **how: Any) -> Any:
        limit_s = self.script_timeout_s
        given = {"expression": expression, "returnByValue": True, "silent": True, **how}
        # What never ends is ended there; what is never answered is no longer waited for here.
        given["timeout"] = limit_s * 1000
        with explained("A check failed", "A check did not finish in time"):
            told = self._send("Runtime.evaluate", given, limit_s + ENDED_S)
        if fault := told.get("exceptionDetails"):
            thrown = fault.get("exception", {})
            said = thrown.get("description") or thrown.get("value") or fault["text"]
            raise CheckFailed(f"A check failed: {str(said).strip().splitlines()[0]}")
        return told["result"].get("value")

    @contextmanager
    def each_frame(self) -> Iterator[Iterator[Callable[..., Any]]]:
        """Gives an iterator that enters every frame of the page in turn, the page itself first.

        Each comes as what evaluates a script there.
        """
        with closing(self._enter_frames()) as frames:
            yield frames

    def _enter_frames(self) -> Generator[Callable[..., Any]]:
        yield self.look
        if self.look(HAS_FRAMES):
            try:
                yield from self._enter_inner()
            finally:
                self.driver.switch_to.default_content()

    def _enter_inner(self) -> Iterator[Callable[..., Any]]:
        for frame in self.driver.find_elements("css selector", FRAMES):
            self.driver.switch_to.frame(frame)
            yield self.evaluate
            yield from self._enter_inner()
            self.driver.switch_to.parent_frame()

    def cdp(self, command: str, **given: Any) -> Any:
        """One command of the DevTools protocol. Raises BrowserError when Chromium refuses it."""
        if command in LASTING and self._lasting.get(command) == given:
            return {}
        with explained(f"{command} failed", f"{command} did not finish in time"):
            answer = self._send(command, given, ANSWER_S)
        if command in LASTING:
            self._lasting[command] = given
        return answer

    def _send(self, command: str, given: dict[str, Any], limit_s: float) -> Any:
        try:
            return self._line.send(command, given, limit_s)
        except LineClosed:
            _ = self.driver.title  # the driver says what has become of the page
            raise

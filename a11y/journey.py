"""Walks through a site as a file of plain steps tells, and stops where it is to be looked at.

Each line is a step:

    open https://example.org/sign-in
    fill "Email" with "ada@example.org"
    fill "Password" with $PASSWORD
    press "Sign in"
    key Tab
    wait for "Welcome"
    check "The page after signing in"

Fields and controls are named as people see them; a CSS selector does too. `$NAME` is read from the
environment, so that no secret stands in the file, nor in anything that is written. A line
`repeatable` says that the steps may be done again without harm, for checks that need a fresh page.
"""

from __future__ import annotations

import os
import re
import shlex
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any, Literal
from urllib.parse import urljoin, urlsplit

from a11y.browser import Browser
from a11y.chromium import BrowserError, PageError
from a11y.rule import PROBE

WAIT_S = 15
LOOKS_EVERY_S = 0.1
KINDS = ("open", "fill", "press", "key", "wait", "check")
SCRIPT = (Path(__file__).parent / "journey.js").read_text(encoding="utf-8")
FILL = f"const page = (() => {{{PROBE}}})(); {SCRIPT} return fill(...arguments);"
PRESS = f"const page = (() => {{{PROBE}}})(); {SCRIPT} return press(...arguments);"
HAS_TEXT = f"const page = (() => {{{PROBE}}})(); {SCRIPT} return says(...arguments);"
HOW = {
    "open": "open ADDRESS",
    "fill": 'fill "FIELD" with "VALUE"',
    "press": 'press "CONTROL"',
    "key": "key NAME",
    "wait": 'wait for "TEXT"',
    "check": 'check "NAME"',
}


class JourneyError(PageError):
    """A journey cannot be read or gone on with; the message names the step and what to do."""


@dataclass(frozen=True, slots=True)
class Step:
    """One line. what: address, field, control, key, text, or name of the stop.  value: to fill."""

    kind: Literal["open", "fill", "press", "key", "wait", "check"]
    what: str
    value: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Journey:
    """The steps of one file. repeatable: they may be done again without harm."""

    name: str
    steps: tuple[Step, ...]
    repeatable: bool = False

    @property
    def stops(self) -> tuple[str, ...]:
        """Names of the places that are looked at."""
        return tuple(step.what for step in self.steps if step.kind == "check")


def read(path: Path) -> Journey:
    """The journey in a file. Raises JourneyError for a line that is no step."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        raise JourneyError(f"{path} cannot be read: {error}") from error
    return parse(text, path.stem)


def parse(text: str, name: str = "journey") -> Journey:
    """The journey in a text. Raises JourneyError for a line that is no step."""
    steps, repeatable = [], False
    for number, line in enumerate(text.splitlines(), 1):
        try:
            words = shlex.split(line.translate(STRAIGHT), comments=True)
        except ValueError as error:
            raise JourneyError(f"{name}, line {number}: a quotation mark is missing.") from error
        if words == ["repeatable"]:
            repeatable = True
        elif words:
            steps.append(_step(name, number, words))
    stops = [step.what for step in steps if step.kind == "check"]
    if twice := next((stop for stop in stops if stops.count(stop) > 1), ""):
        raise JourneyError(f"{name}: two stops are called “{twice}”. Give each its own name.")
    return Journey(name, tuple(steps), repeatable)


STRAIGHT = str.maketrans({"“": '"', "”": '"', "„": '"'})


def _step(name: str, number: int, words: list[str]) -> Step:
    kind = next((kind for kind in KINDS if kind == words[0]), None)
    if kind is None:
        known = "; ".join(HOW.values())
        raise JourneyError(f"{name}, line {number}: “{words[0]}” is no step. Steps are: {known}.")
    rest = words[1:]
    if kind == "wait" and rest[:1] == ["for"]:
        rest = rest[1:]
    if kind == "fill" and len(rest) == 3 and rest[1] == "with":
        return Step("fill", rest[0], rest[2], number)
    if kind == "fill" or len(rest) != 1:
        raise JourneyError(f"{name}, line {number}: write it so: {HOW[kind]}")
    if kind == "open":
        try:
            urlsplit(rest[0])
        except ValueError as error:
            note = f"{name}, line {number}: “{rest[0]}” is no address: {error}."
            raise JourneyError(note) from error
    return Step(kind, rest[0], "", number)  # type: ignore[arg-type]  # one of KINDS


@dataclass(frozen=True, slots=True)
class Walker:
    """Goes through journeys in one browser. base: what addresses without a host are below."""

    browser: Browser
    base: str = ""
    given: Mapping[str, str] | None = None

    def walk(self, journey: Journey, stop: Callable[[str], None] = lambda name: None) -> None:
        """Does every step; stop is called with the name of each place to look at.

        Raises JourneyError with the line at which it does not go on.
        """
        for number, step in enumerate(journey.steps):
            if step.kind == "check":
                self.browser.came_by(self._way(journey, number) if journey.repeatable else None)
                stop(step.what)
            else:
                self._do(journey, step)

    def _way(self, journey: Journey, until: int) -> Callable[[], None]:
        def again() -> None:
            for step in journey.steps[:until]:
                if step.kind != "check":
                    self._do(journey, step)
            self.browser.came_by(again)

        return again

    def _do(self, journey: Journey, step: Step) -> None:
        try:
            self._act(step)
        except JourneyError:
            raise
        except PageError as error:
            raise JourneyError(f"{self._place(journey, step)}: {error}") from error

    def _act(self, step: Step) -> None:
        browser = self.browser
        if step.kind == "open":
            browser.open(urljoin(self.base, self._real(step.what)))
            browser.follow()
            return
        if step.kind == "wait":
            self._until(HAS_TEXT, f"“{step.what}” does not come", step.what)
            return
        if step.kind == "key":
            browser.press_keys(step.what)
        elif step.kind == "press":
            self._until(PRESS, f"there is no control “{step.what}”", step.what)
        else:
            value = self._real(step.value)
            self._until(FILL, f"there is no field “{step.what}” that takes it", step.what, value)
        browser.rest()

    def _until(self, script: str, fault: str, *given: str) -> None:
        """Tries until the page has what is asked for: pages take their time."""
        until_s = time.monotonic() + WAIT_S
        while not self.browser.evaluate(script, *given):
            if time.monotonic() > until_s:
                raise PageError(f"{fault}, in {WAIT_S} s.")
            time.sleep(LOOKS_EVERY_S)

    def _real(self, words: str) -> str:
        """With the values of the environment. Raises PageError for one that is not there."""
        known = os.environ if self.given is None else self.given
        for name in re.findall(r"\$([A-Z][A-Z0-9_]*)", words):
            if name not in known:
                raise PageError(f"${name} is not set. Set it in the environment.")
        return re.sub(r"\$([A-Z][A-Z0-9_]*)", lambda found: known[found[1]], words)

    @staticmethod
    def _place(journey: Journey, step: Step) -> str:
        return f"{journey.name}, line {step.line} ({step.kind} “{step.what}”)"


class SignIn:
    """Signs in once by a journey; further browsers of the run get the cookies of the first."""

    def __init__(self, journey: Journey, base: str = "") -> None:
        self._journey, self._base = journey, base
        self._cookies: list[dict[str, Any]] | None = None
        self._lock = Lock()

    def into(self, browser: Browser) -> None:
        """This browser is signed in from now on. Raises BrowserError when that fails."""
        with self._lock:
            if self._cookies is not None:
                browser.take_cookies(self._cookies)
                return
            try:
                Walker(browser, self._base).walk(self._journey)
            except PageError as error:
                raise BrowserError(f"Nobody could be signed in: {error}") from error
            self._cookies = browser.cookies()

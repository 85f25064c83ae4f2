"""A story as it is told to a screen reader: each step is done, heard and written down."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial

from a11y.screen_reader.reader import NEUTRAL_KEY, Reader
from a11y.screen_reader.speech import Utterance
from a11y.screen_reader.transcript import Step, difference, masked, without_prelude, written

# Names of keys as people say them -> as the X server knows them.
KEYS = {"Enter": "Return", "Space": "space", "Escape": "Escape", "Shift+Tab": "shift+Tab"}
# What a page marks as a time, or as words drawn by lot, may differ each time; see Told.masks.
VOLATILE = """
const found = [];
for (const time of document.querySelectorAll("time")) found.push([time.textContent, "{time}"]);
for (const one of document.querySelectorAll(".reference")) found.push([one.textContent, "{words}"]);
return found;
"""
MARK = "window.heardAlready = true"
IS_ANOTHER = "return !window.heardAlready && document.readyState === 'complete'"


class DifferentError(Exception):
    """A story does not sound as its golden transcript says; the message shows the difference."""


@dataclass
class Told:
    """A story as it is told: each step is done, listened to and written down.

    expected: the steps of the golden transcript, which tell how much is still to come.
    masks: what differs each time -> its name in the transcript, such as "{code}".
    is_live: the pages hold times and words drawn by lot, which are named and not kept.
    stops: at the first step that does not sound as expected, DifferentError is raised.
    """

    reader: Reader
    language: str
    expected: Sequence[Step] = ()
    masks: dict[str, str] = field(default_factory=dict)
    is_live: bool = False
    stops: bool = False
    steps: list[Step] = field(default_factory=list)

    def opens(self, what: str, url: str) -> None:
        """Comes to a page from somewhere else."""
        self.reader.leave()
        self._step(f"opens {what}", lambda: self.reader.browser.open(url))

    def presses(self, *keys: str) -> None:
        """Presses keys, and listens after each."""
        for key in keys:
            self._step(key, partial(self.reader.desk.press, KEYS.get(key, key)))

    def presses_until(self, key: str, holds: str) -> None:
        """Presses a key, and listens once a script of the page returns true."""

        def act() -> None:
            self.reader.desk.press(KEYS.get(key, key))
            self.reader.until(holds, f"what {key} does")

        self._step(key, act)

    def leads_on(self, key: str) -> None:
        """Presses a key that leads to another page, and listens to that page."""
        press = partial(self.reader.desk.press, KEYS.get(key, key))
        self._step(key, lambda: self._comes_after(press))

    def arrives(self, key: str, count: int) -> None:
        """Presses a key that leads to somebody else's page, and keeps its first words alone."""
        self.leads_on(key)
        self._keep(count)

    def leaves(self, what: str, script: str, count: int | None = None) -> None:
        """A script of the page leads on to the page that is heard; what came before is not.

        count: so many utterances are kept, all without it.
        """
        self.reader.desk.press(NEUTRAL_KEY)
        self.reader.orca.listen(quiet_s=0.3)
        self._step(what, lambda: self._comes_after(partial(self.reader.browser.evaluate, script)))
        self._keep(count)

    def _keep(self, count: int | None) -> None:
        last = self.steps.pop()
        self.steps.append(Step(last.did, last.said[:count]))

    def skips(self) -> None:
        """Goes by the first link of the page to its content."""
        self.presses("Tab", "Enter")

    def _comes_after(self, act: Callable[[], object]) -> None:
        self.reader.browser.evaluate(MARK)
        act()
        self.reader.until(IS_ANOTHER, "another page")

    def types(self, text: str) -> None:
        """Types a text."""
        self._step(f"types {masked(text, self.masks)}", partial(self.reader.desk.type, text))

    def tabs_to(self, selector: str, most: int = 40) -> None:
        """Presses Tab until the element of this selector has the focus. Raises AssertionError."""
        look = f"return document.activeElement.matches({selector!r})"
        for _ in range(most):
            self.presses("Tab")
            if self.reader.browser.evaluate(look):
                return
        raise AssertionError(f"Tab never came to {selector}, but to {self.steps[-8:]}")

    def does(self, what: str, act: Callable[[], object]) -> None:
        """Something happens that is no key, such as time that passes."""
        self._step(what, act)

    def _step(self, did: str, act: Callable[[], object]) -> None:
        number = len(self.steps)
        known = self.expected[number] if number < len(self.expected) else None
        act()
        count = len(known.said) if known and known.did == did else None
        said = self.reader.orca.listen(count)
        if self.is_live:
            self._look_for_volatile()
        heard = Step(did, tuple(self._write(one) for one in said))
        self.steps.append(without_prelude(heard, known) if known else heard)
        if self.stops and self.steps[-1] != known:
            raise DifferentError(difference(self.expected[: number + 1], self.steps))

    def _look_for_volatile(self) -> None:
        for text, name in self.reader.browser.evaluate(VOLATILE):
            self.masks[" ".join(text.split())] = name

    def _write(self, said: Utterance) -> str:
        return masked(written(said, self.language), self.masks)

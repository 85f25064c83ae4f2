"""A person who hears pages: one desk, one Orca, one browser, and the steps of a story."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, Protocol

from a11y.screen_reader.desk import Desk, ReaderError
from a11y.screen_reader.orca import SYSTEM_PYTHON, Orca
from a11y.screen_reader.speech import Utterance
from a11y.screen_reader.transcript import Step, difference, written

TREE = Path(__file__).with_name("tree.py")
# Names of keys as people say them -> as the X server knows them.
KEYS = {"Enter": "Return", "Space": "space", "Escape": "Escape", "Shift+Tab": "shift+Tab"}
# An unbound key. As long as the last key was one of Orca's own, such as h for the next heading,
# Orca takes what happens next for its consequence, and tells less about a page that opens.
NEUTRAL_KEY = "F9"
# What a page marks as a time, or as words drawn by lot, may differ each time; see Told.masks.
VOLATILE = """
const found = [];
for (const time of document.querySelectorAll("time")) found.push([time.textContent, "{time}"]);
for (const one of document.querySelectorAll(".reference")) found.push([one.textContent, "{words}"]);
return found;
"""

LOADED = "(Finished loading "
# After the name of a page whose focus is still on the whole of it.
PAGE = ("(document web.)", "(main content)")
BROWSE = "(Browse mode)"
PAGE_NAMED = (2, 3)  # utterances: the name, and one or both of these
MARK = "window.heardAlready = true"
IS_ANOTHER = "return !window.heardAlready && document.readyState === 'complete'"
PAGE_S = 60
LOOK_AGAIN_S = 0.03


class Browser(Protocol):
    """What a rig asks of a browser."""

    window_class: str
    blank: str

    @property
    def version(self) -> str: ...
    def open(self, url: str) -> None: ...
    def idle(self) -> None: ...
    def evaluate(self, script: str) -> Any: ...
    def forget(self, language: str) -> None: ...
    def picture(self, file: Path) -> None: ...
    def close(self) -> None: ...


class Reader:
    """Everything that one person needs. Use it as a context manager."""

    def __init__(self, start_browser: Callable[[Desk], Browser]) -> None:
        with ExitStack() as ends:
            self.desk = ends.enter_context(Desk())
            # Orca comes first: a browser asks at its start whether somebody listens.
            self.orca = Orca(self.desk)
            self.browser = start_browser(self.desk)
            ends.callback(self.browser.close)
            self.orca.idle = self.browser.idle
            self.orca.listen()
            self.desk.focus_window(self.browser.window_class)
            self.orca.listen()
            self._ends = ends.pop_all()

    def __enter__(self) -> Reader:
        return self

    def __exit__(self, *reason: object) -> None:
        self._ends.close()

    def begin(self, language: str, *, reads_pages: bool = True) -> None:
        """Sits down as somebody new before an empty page.

        reads_pages: Orca reads each page through when it has come.
        """
        self.leave()
        self.orca.reads_pages(reads_pages)
        self.browser.forget(language)

    def until(self, script: str, what: str, wait_s: float = PAGE_S) -> None:
        """Waits until a script of the page returns true. Raises ReaderError when it never does."""
        until = time.monotonic() + wait_s
        while True:
            try:
                if self.browser.evaluate(script):
                    return
                why = f"at {self.browser.evaluate('return location.href')}"
            except ReaderError as error:  # one page is just being exchanged for another
                why = str(error)
            if time.monotonic() > until:
                raise ReaderError(f"Waited {wait_s:g} s for {what}: {why}")
            time.sleep(LOOK_AGAIN_S)

    def keep_evidence(self, folder: Path) -> None:
        """Writes what helps to understand a failure: a picture, the speech, the tree, the logs."""
        folder.mkdir(parents=True, exist_ok=True)
        self.browser.picture(folder / "screen.png")
        (folder / "tree.txt").write_bytes(self.desk.output(SYSTEM_PYTHON, "-I", str(TREE)))
        for file in (self.orca.speech.path, *self.desk.folder.glob("*.log")):
            shutil.copy(file, folder)

    def leave(self) -> None:
        """Goes to an empty page: Orca says less about a page when the one before was the same."""
        self.browser.open(self.browser.blank)
        self.desk.press(NEUTRAL_KEY)
        self.orca.listen(quiet_s=0.3)


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


def masked(text: str, masks: Mapping[str, str]) -> str:
    """The text with names in place of what differs each time; longer ones first."""
    for value in sorted(filter(None, masks), key=len, reverse=True):
        text = text.replace(value, masks[value])
    return text


def without_prelude(heard: Step, expected: Step) -> Step:
    """The step without what may be said of a page before its focus has been moved.

    A page that moves the focus at its start is a page like others for a moment. Whether Orca looks
    in that moment is chance; where it does, it says so again once the page is there. Nothing is
    left out where the expected step begins otherwise, or where no loaded page is told of; of a page
    that begins with a part of it, nothing but the page's own name, and only where all else is so.
    That Orca goes over to reading is said once: there already, or with the part.
    """
    said, wanted = heard.said, expected.said
    if wanted and wanted[0].startswith(LOADED):
        begins = next((n for n, one in enumerate(said) if one == wanted[0]), 0)
        return Step(heard.did, said[begins:])
    if not any(one.startswith(LOADED) for one in wanted):
        return heard
    for moved in ((), (BROWSE,)) if BROWSE in wanted else ((),):
        rest = _without(wanted, moved)
        more = len(said) - len(rest)
        page = _without(said[:more], moved)
        named = len(page) in PAGE_NAMED and page[1:] == PAGE[: len(page) - 1]
        if named and len(page) + len(moved) == more and said[more:] == rest:
            return Step(heard.did, wanted)
    return heard


def _without(said: tuple[str, ...], some: tuple[str, ...]) -> tuple[str, ...]:
    """The same, but for the first of each of these."""
    left = list(said)
    for one in some:
        if one in left:
            left.remove(one)
    return tuple(left)

"""A person who hears pages: one desk, one Orca, one browser."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Protocol

from a11y.screen_reader.desk import Desk, ReaderError
from a11y.screen_reader.orca import SYSTEM_PYTHON, Orca

TREE = Path(__file__).with_name("tree.py")
# An unbound key. As long as the last key was one of Orca's own, such as h for the next heading,
# Orca takes what happens next for its consequence, and tells less about a page that opens.
NEUTRAL_KEY = "F9"
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

"""Starts Orca at a desk, and listens until it has said all that it has to say."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable
from pathlib import Path

from a11y.screen_reader.desk import Desk, ReaderError
from a11y.screen_reader.speech import SpeechFile, Utterance

SYSTEM_PYTHON = "/usr/bin/python3"  # Orca's packages belong to it
RECORDER = Path(__file__).with_name("recorder.py")
READY = "Screen reader on."
START_S = 60
# So long nothing may be said, with reader and browser idle, before a step counts as over.
QUIET_S = 0.9
# The same when all that was expected has been said: what comes later shows at the next step.
QUIET_AFTER_EXPECTED_S = 0.12
# The same where silence is expected: a word that comes later shows at the next step as well.
QUIET_WHEN_SILENT_S = 0.4
# What is expected may be late on a busy machine; what is not there by then does not come.
PATIENCE_S = 6.0
LOOK_AGAIN_S = 0.01
ANSWER_S = 60


class Orca:
    """One Orca, which speaks into a file. `idle` says that the browser has done all it had to."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.speech = SpeechFile(desk.folder / "speech.jsonl")
        preferences = str(desk.folder / "orca")
        self._process = desk.start(
            SYSTEM_PYTHON, "-I", str(RECORDER), preferences, str(self.speech.path),
            stdin=subprocess.PIPE,
        )  # fmt: skip
        self._asked = 0
        self.idle: Callable[[], object] = lambda: None
        self._wait(lambda: READY in [u.text for u in self.speech.heard()], START_S, "is not ready")
        self.listen()

    def listen(self, expected: int | None = None, quiet_s: float = QUIET_S) -> list[Utterance]:
        """All that is said from the last call until it is quiet.

        expected: how many utterances should come; when they are there the wait ends soon.
        """
        changed = time.monotonic()
        entries = self.speech.entries
        while True:
            self.speech.read_on()
            now = time.monotonic()
            if self.speech.entries != entries:
                entries, changed = self.speech.entries, now
            if now - changed >= self._enough(expected, quiet_s):
                self._all_done()
                if self.speech.entries == entries:
                    return self.speech.take()
                continue
            self._desk.check()
            time.sleep(LOOK_AGAIN_S)

    def _enough(self, expected: int | None, quiet_s: float) -> float:
        """How long it must be quiet, as things stand."""
        if expected is None:
            return quiet_s
        if len(self.speech.heard()) < expected:
            return PATIENCE_S
        return QUIET_AFTER_EXPECTED_S if expected else QUIET_WHEN_SILENT_S

    def wait_for(self, words: str, wait_s: float = 15) -> None:
        """Waits until an utterance holds these words. Raises ReaderError when none does."""
        self._wait(
            lambda: any(words in said.text for said in self.speech.heard()),
            wait_s,
            f"never said “{words}”",
        )

    def _all_done(self) -> None:
        """Returns once the browser and then Orca have done all that lay before them."""
        self.idle()
        self._asked += 1
        self._tell(f"done {self._asked}")
        self._wait(lambda: self.speech.answered >= self._asked, ANSWER_S, "does not come to rest")

    def reads_pages(self, through: bool) -> None:
        """Whether it reads on by itself when a page has come, as it does unless told otherwise."""
        self._tell(f"set sayAllOnLoad {'true' if through else 'false'}")
        self.listen(0)

    def _tell(self, line: str) -> None:
        if self._process.stdin is None:
            raise ReaderError("Orca was started without a way to ask it.")
        self._process.stdin.write(f"{line}\n".encode())
        self._process.stdin.flush()

    def _wait(self, holds: Callable[[], bool], wait_s: float, what: str) -> None:
        until = time.monotonic() + wait_s
        while True:
            self._desk.check()
            self.speech.read_on()
            if holds():
                return
            if time.monotonic() > until:
                said = " | ".join(said.text for said in self.speech.heard()) or "nothing"
                raise ReaderError(f"Orca {what} within {wait_s:g} s; it said: {said}")
            time.sleep(LOOK_AGAIN_S)

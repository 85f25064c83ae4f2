"""Ends what takes too long: a browser that hangs would hold everybody else up."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread

LOOKS_EVERY_S = 0.5


class Watchdog:
    """Calls `end` when a block is not left in time. bit: it had to."""

    def __init__(self, end: Callable[[], None]) -> None:
        self._end = end
        self._due_s = float("inf")
        self._over = Event()
        self.bit = False
        Thread(target=self._watch, daemon=True).start()

    @contextmanager
    def within(self, limit_s: float) -> Iterator[None]:
        """The block must be left within this time."""
        self.bit = False
        self._due_s = time.monotonic() + limit_s
        try:
            yield
        finally:
            self._due_s = float("inf")

    def rest(self) -> None:
        """Nothing is to be watched any more."""
        self._over.set()

    def _watch(self) -> None:
        while not self._over.wait(LOOKS_EVERY_S):
            if time.monotonic() > self._due_s:
                self._due_s = float("inf")
                self.bit = True
                self._end()

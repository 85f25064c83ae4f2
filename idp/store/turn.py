"""Lets one writer at a time into an SQLite file, over all threads and processes.

SQLite lets one writer in at a time anyway; here the next one waits outside instead of inside.
That also closes a fault of SQLite 3.7.0 to 3.51.2 (fixed in 3.44.6, 3.50.7 and 3.51.3): a
checkpoint that runs while another connection commits can lose pages of the database. A commit
and the checkpoint that SQLite may run right after it both happen within one turn, so none of
ours ever meets another one's.
"""

from __future__ import annotations

import fcntl
import os
import threading
import time
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from idp.clock import Clock

# How long to sleep before asking again; a transaction takes about as long.
STEP_S = 0.001


class TurnTimeoutError(Exception):
    """Another writer kept its turn for too long."""


class Turn:
    """The turns at one file. The lock lies beside it, in a file named <file>-turn."""

    def __init__(self, file: Path, longest_wait_s: float) -> None:
        self._file = file.with_name(file.name + "-turn")
        self._longest_wait_s = longest_wait_s
        self._clock = Clock()
        self._threads = threading.Lock()
        self._descriptor: int | None = None
        # A forked child would share its parent's lock instead of waiting for it.
        forget = weakref.WeakMethod(self._forget)
        os.register_at_fork(after_in_child=lambda: (method := forget()) and method())

    @contextmanager
    def take(self) -> Iterator[None]:
        """Waits for our turn and keeps it for the block. Raises TurnTimeoutError."""
        ends_at = self._clock.monotonic_s() + self._longest_wait_s
        if not self._threads.acquire(timeout=self._longest_wait_s):
            raise TurnTimeoutError
        try:
            descriptor = self._wait_for_processes(ends_at)
            try:
                yield
            finally:
                fcntl.flock(descriptor, fcntl.LOCK_UN)
        finally:
            self._threads.release()

    def _wait_for_processes(self, ends_at: float) -> int:
        if self._descriptor is None:
            self._descriptor = os.open(self._file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        while True:
            try:
                fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if self._clock.monotonic_s() >= ends_at:
                    raise TurnTimeoutError from None
                time.sleep(STEP_S)
            else:
                return self._descriptor

    def close(self) -> None:
        if self._descriptor is not None:
            os.close(self._descriptor)
        self._descriptor = None

    def _forget(self) -> None:
        self._threads = threading.Lock()
        self.close()

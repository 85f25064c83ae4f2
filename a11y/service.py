"""Starts the service that shows page states, reads its address, and stops it."""

from __future__ import annotations

import re
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

COMMAND = (sys.executable, "-m", "idp.cli", "states", "--port", "0")
# It takes a second or two; on a machine with ten times its work, half a minute was not enough.
START_TIMEOUT_S = 180
STOP_TIMEOUT_S = 10
LAST_LINES = 5
LOOK_AGAIN_S = 0.02


class ServiceError(Exception):
    """The service did not start; the message holds its own last words."""


@contextmanager
def running(command: tuple[str, ...] = COMMAND, folder: Path | None = None) -> Iterator[str]:
    """Gives the address ("http://127.0.0.1:1234") of a service that runs as long as the block.

    The address is the first one that the service prints; somebody answers there by then. Raises
    ServiceError when none comes.
    folder: where the service is started, so that a copy of it can be; None for here.
    """
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=folder
    ) as process:
        listener = _Listener(process)
        try:
            address = listener.address()
            _reach(address, process)
            yield address
        finally:
            process.terminate()
            try:
                process.wait(STOP_TIMEOUT_S)
            except subprocess.TimeoutExpired:
                process.kill()
            listener.rest()


def _reach(address: str, process: subprocess.Popen[str]) -> None:
    """Waits until somebody answers, which may be a little later than the address is told."""
    connection = HTTPConnection(address.rpartition("//")[2], timeout=START_TIMEOUT_S)
    until_s = time.monotonic() + START_TIMEOUT_S
    while True:
        try:
            connection.connect()
        except OSError as error:
            if process.poll() is not None or time.monotonic() > until_s:
                raise ServiceError(f"Nothing answers at {address}: {error}.") from error
            time.sleep(LOOK_AGAIN_S)
        else:
            connection.close()
            return


class _Listener:
    """Reads what the service prints: a pipe that nobody empties would stop it."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        self._lines: deque[str] = deque(maxlen=LAST_LINES)
        self._address = ""
        self._known = threading.Event()
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()

    def address(self) -> str:
        known = self._known.wait(START_TIMEOUT_S)
        if not self._address:
            state = "ended" if known else f"said no address in {START_TIMEOUT_S} s"
            raise ServiceError(f"The service {state}: {' '.join(self._lines) or 'no words'}")
        return self._address

    def rest(self) -> None:
        """Waits for the last words: a pipe that is closed while it is read would be a fault."""
        self._thread.join(STOP_TIMEOUT_S)

    def _listen(self) -> None:
        stream = self._process.stdout
        for line in stream if stream is not None else ():
            self._lines.append(line.strip())
            found = re.search(r"https?://[^\s\"',/]+", line)
            if found and not self._address:
                self._address = found[0]
                self._known.set()
        self._known.set()

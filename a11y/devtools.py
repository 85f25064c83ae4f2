"""A line of our own to an open page: commands of the DevTools protocol, past the driver."""

from __future__ import annotations

import json
import socket
import time
from contextlib import ExitStack
from typing import Any

from websocket import WebSocketException, WebSocketTimeoutException, create_connection

CONNECT_S = 10


class LineError(Exception):
    """A command came to nothing; the message is the browser's own."""


class LineLate(LineError):
    """No answer came in time."""


class LineClosed(LineError):
    """Nobody is at the other end any more: the page, its window or the whole browser is gone."""


class Line:
    """One session with one page, which it stays with wherever that page goes.

    What it sets (sizes, media, scripts for later pages) lasts until it is closed. Not safe
    between threads.
    """

    def __init__(self, address: str, page: str) -> None:
        """address: host and port of the browser's debugger.  page: id of the target.

        Raises LineClosed.
        """
        host, _, port = address.rpartition(":")
        self._number = 0
        try:
            with ExitStack() as ends:
                # Connected here, so that no proxy is asked that this machine uses elsewhere.
                to_browser = socket.create_connection((host, int(port)), CONNECT_S)
                ends.callback(to_browser.close)
                self._socket = create_connection(
                    f"ws://{address}/devtools/page/{page}",
                    socket=to_browser,
                    suppress_origin=True,
                    skip_utf8_validation=True,
                )
                ends.pop_all()
        except (WebSocketException, OSError) as error:
            raise LineClosed from error

    def close(self) -> None:
        self._socket.close(timeout=0)

    def send(self, command: str, given: dict[str, Any], limit_s: float) -> Any:
        """The answer to one command. Raises LineError when it is refused, LineLate, LineClosed."""
        self._number += 1
        ends_s = time.monotonic() + limit_s
        try:
            self._socket.send(json.dumps({"id": self._number, "method": command, "params": given}))
            answer = self._answer(ends_s)
        except WebSocketTimeoutException as error:
            raise LineLate(f"{command} was not answered in {limit_s:g} s") from error
        except (WebSocketException, OSError) as error:
            raise LineClosed from error
        if "error" in answer:
            raise LineError(answer["error"]["message"])
        return answer["result"]

    def _answer(self, ends_s: float) -> dict[str, Any]:
        """The answer to the last command: events, and answers that came too late, are passed by."""
        while True:
            self._socket.settimeout(max(ends_s - time.monotonic(), 0.001))
            told: dict[str, Any] = json.loads(self._socket.recv())
            if told.get("id") == self._number:
                return told

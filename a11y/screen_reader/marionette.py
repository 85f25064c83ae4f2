"""Speaks Firefox's own remote protocol, Marionette: length, colon, JSON; no driver is needed."""

from __future__ import annotations

import json
import socket
import time
from typing import Any

from a11y.screen_reader.desk import ReaderError

CONNECT_S = 60
ANSWER_S = 60
LOOK_AGAIN_S = 0.1


class Marionette:
    """One connection to one Firefox; every command waits for its answer."""

    def __init__(self, port: int) -> None:
        self._socket = _connected(port)
        self._rest = b""
        self._number = 0
        self._read()  # a greeting

    def close(self) -> None:
        self._socket.close()

    def command(self, name: str, **given: Any) -> Any:
        """What Firefox answers. Raises ReaderError with its own words when it refuses."""
        self._number += 1
        message = json.dumps([0, self._number, name, given]).encode()
        self._socket.sendall(str(len(message)).encode() + b":" + message)
        _, _, error, answer = self._read()
        if error:
            raise ReaderError(f"Firefox refused {name}: {error['error']}: {error['message']}")
        return answer

    def _read(self) -> Any:
        while b":" not in self._rest:
            self._more()
        length, _, self._rest = self._rest.partition(b":")
        while len(self._rest) < int(length):
            self._more()
        message, self._rest = self._rest[: int(length)], self._rest[int(length) :]
        return json.loads(message)

    def _more(self) -> None:
        try:
            more = self._socket.recv(65_536)
        except TimeoutError as error:
            raise ReaderError(f"Firefox did not answer for {ANSWER_S} s.") from error
        if not more:
            raise ReaderError("Firefox ended while it was asked.")
        self._rest += more


def _connected(port: int) -> socket.socket:
    until = time.monotonic() + CONNECT_S
    while True:
        try:
            return socket.create_connection(("127.0.0.1", port), ANSWER_S)
        except ConnectionRefusedError as error:
            if time.monotonic() > until:
                raise ReaderError(f"Firefox opened no port within {CONNECT_S} s.") from error
            time.sleep(LOOK_AGAIN_S)


def free_port() -> int:
    """A port of this machine that nobody uses now."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])

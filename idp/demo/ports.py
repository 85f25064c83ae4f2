"""Where the parts of the demo answer on this machine."""

from __future__ import annotations

import socket
from dataclasses import dataclass

LOOPBACK = "127.0.0.1"
FIRST_PORT = 8000


class PortTakenError(Exception):
    """Another program answers on a port of the demo; the message says what to do."""

    def __init__(self, port: int) -> None:
        super().__init__(
            f"Port {port} is taken by another program. "
            "Stop that program, or choose other ports: stepfree demo --port 9000"
        )


@dataclass(frozen=True, slots=True)
class Ports:
    """Five ports, counted from the first one (the provider's).

    Addresses name `localhost`, because a passkey cannot belong to a number (WebAuthn §4, RP ID).
    """

    first: int = FIRST_PORT

    @property
    def provider(self) -> int:
        return self.first

    @property
    def town_hall(self) -> int:
        return self.first + 1

    @property
    def mailbox(self) -> int:
        return self.first + 2

    @property
    def library(self) -> int:
        return self.first + 3

    @property
    def smtp(self) -> int:
        return self.first + 25

    def all(self) -> tuple[int, ...]:
        return (self.provider, self.town_hall, self.mailbox, self.library, self.smtp)

    def check(self) -> None:
        """Raises PortTakenError for the first port that another program holds."""
        for port in self.all():
            if not free(port):
                raise PortTakenError(port)


def url(port: int) -> str:
    """The address of a part of the demo, without a slash at its end."""
    return f"http://localhost:{port}"


def free(port: int) -> bool:
    """Whether nobody listens on this loopback port."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        # As servers do: what a stopped server left in TIME_WAIT does not count as taken.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            return False
    return True


def listening(port: int) -> socket.socket:
    """A socket that listens on this loopback port. Raises PortTakenError."""
    try:
        return socket.create_server((LOOPBACK, port))
    except OSError as error:
        raise PortTakenError(port) from error

"""Starts every part of the demo, waits until all answer, and stops them together."""

from __future__ import annotations

import http.client
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from flask import Flask
from werkzeug.serving import WSGIRequestHandler, make_server

from idp.clock import Clock
from idp.demo.folder import FOLDER, Folder
from idp.demo.inbox import Inbox, MailServer
from idp.demo.mailbox import create_mailbox
from idp.demo.portal import Portal, create_portal
from idp.demo.ports import FIRST_PORT, LOOPBACK, Ports, PortTakenError, listening, url
from idp.demo.samples import introduce, sample_portals

START_S = 60
STOP_S = 30
ASK_AGAIN_S = 0.1


class DemoFailedError(Exception):
    """The demo cannot go on; the message says why and where to look."""


class _Quiet(WSGIRequestHandler):
    """Leaves the terminal to the demo's three lines."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        pass


class Stage:
    """Provider, worker, portals and mailbox on loopback, while the `with` block lasts.

    changed: settings of the provider that differ from the demo's own.
    Raises PortTakenError or DemoFailedError when a part cannot start; then nothing is left running.
    """

    def __init__(
        self,
        path: Path = FOLDER,
        ports: Ports | None = None,
        changed: Mapping[str, Any] | None = None,
    ) -> None:
        self.ports = ports or Ports()
        self.folder = Folder(path)
        self.inbox = Inbox()
        self.changed = dict(changed or {})
        self.portals: tuple[Portal, ...] = ()
        self._provider: subprocess.Popen[bytes] | None = None
        self._open = ExitStack()

    @property
    def mailbox_url(self) -> str:
        return url(self.ports.mailbox)

    def __enter__(self) -> Stage:
        self.ports.check()
        with ExitStack() as starting:
            self.folder.prepare(self.ports, self.changed)
            self.command("migrate")
            self.portals = sample_portals(self.folder, self.ports)
            introduce(self.portals, self.folder, Clock())
            starting.enter_context(MailServer(self.inbox, self.ports.smtp))
            first = self.portals[0].home_url
            self._serve(starting, create_mailbox(self.inbox, first), self.ports.mailbox)
            for portal, port in zip(
                self.portals, (self.ports.town_hall, self.ports.library), strict=True
            ):
                self._serve(starting, create_portal(portal, self.mailbox_url, Clock()), port)
            self.start_provider()
            starting.callback(self.stop_provider)
            self._open = starting.pop_all()
        return self

    def __exit__(self, *reason: object) -> None:
        self._open.close()

    def command(self, *words: str) -> None:
        """Runs one `stepfree` command on this demo. Raises DemoFailedError with its last words."""
        done = subprocess.run(
            [sys.executable, "-m", "idp.cli", *words],
            env=self.folder.environment(),
            capture_output=True,
            text=True,
            check=False,
            timeout=START_S,
        )
        if done.returncode != 0:
            said = (done.stderr or done.stdout).strip()
            raise DemoFailedError(f"`stepfree {' '.join(words)}` did not work: {said}")

    def start_provider(self) -> None:
        """Starts the provider as operators do, and returns once it answers."""
        with self.folder.log.open("ab") as log:
            self._provider = subprocess.Popen(
                [sys.executable, "-m", "idp.cli", "serve"],
                env=self.folder.environment(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                # Ctrl-C goes to the demo alone, which then stops its parts in order.
                start_new_session=True,
            )
        try:
            self._wait_for_provider(self._provider)
        except BaseException:
            self.stop_provider()
            raise

    def _wait_for_provider(self, provider: subprocess.Popen[bytes]) -> None:
        clock = Clock()
        until = clock.monotonic_s() + START_S
        while clock.monotonic_s() < until:
            if answers(self.ports.provider, "/readyz"):
                return
            if not self._still_running(provider, ASK_AGAIN_S):
                break
        raise DemoFailedError(f"The provider did not start. Its last words: {self.folder.log}")

    @staticmethod
    def _still_running(provider: subprocess.Popen[bytes], wait_s: float) -> bool:
        try:
            provider.wait(wait_s)
        except subprocess.TimeoutExpired:
            return True
        return False

    def stop_provider(self) -> None:
        """Ends the provider gracefully; one that does not end in 30 seconds is ended at once."""
        provider, self._provider = self._provider, None
        if provider is None or provider.poll() is not None:
            return
        provider.send_signal(signal.SIGTERM)
        try:
            ended = not self._still_running(provider, STOP_S)
        except KeyboardInterrupt:  # pressed again: at once, then
            ended = False
        if not ended:
            provider.kill()
            provider.wait()

    def watch(self) -> None:
        """Returns never while all is well. Raises DemoFailedError when the provider ends."""
        if self._provider is not None:
            self._provider.wait()
        raise DemoFailedError(f"The provider has stopped. Its last words: {self.folder.log}")

    @staticmethod
    def _serve(starting: ExitStack, app: Flask, port: int) -> None:
        with listening(port) as held:
            server = make_server(
                LOOPBACK, port, app, threaded=True, request_handler=_Quiet, fd=held.fileno()
            )
        thread = threading.Thread(
            target=server.serve_forever, args=(ASK_AGAIN_S,), name=f"port {port}", daemon=True
        )
        thread.start()
        starting.callback(server.server_close)
        starting.callback(thread.join)
        starting.callback(server.shutdown)


def answers(port: int, path: str) -> bool:
    """Whether a server on this machine answers this path with 200."""
    connection = http.client.HTTPConnection(LOOPBACK, port, timeout=5)
    try:
        connection.request("GET", path)
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


def run(
    say: Callable[[str], None],
    path: Path = FOLDER,
    first_port: int = FIRST_PORT,
    wrong: Callable[[str], None] | None = None,
) -> int:
    """The demo in the foreground until Ctrl-C. Returns the exit code.

    say: prints one line of the three.  wrong: prints why it cannot go on (say by default).
    """
    for end in (signal.SIGTERM, signal.SIGHUP):  # a closed terminal ends all parts too
        signal.signal(end, signal.default_int_handler)
    try:
        with Stage(path, Ports(first_port)) as stage:
            say(f"Open {stage.portals[0].home_url}/ and choose “Sign in with Stepfree”.")
            say(f"The mail lands in {stage.mailbox_url}/.")
            say("Press Ctrl and C here to stop.")
            stage.watch()
    except KeyboardInterrupt:
        return 0
    except (PortTakenError, DemoFailedError) as problem:
        (wrong or say)(str(problem))
    return 1

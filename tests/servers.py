"""Real servers that tests start for themselves: PostgreSQL and SMTP, on loopback only."""

from __future__ import annotations

import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path
from typing import Any

import psycopg
import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import Envelope


@dataclass(frozen=True)
class PostgreSQL:
    """A running server that listens on a socket in `folder` and on no network."""

    folder: Path

    def url(self, name: str) -> str:
        return f"postgresql://stepfree@/{name}?host={self.folder}"

    @contextmanager
    def database(self) -> Iterator[str]:
        """The URL of a new empty database, dropped at the end."""
        name = f"t_{secrets.token_hex(6)}"
        self._say(f"CREATE DATABASE {name}")
        try:
            yield self.url(name)
        finally:
            self._say(f"DROP DATABASE {name} WITH (FORCE)")

    def _say(self, statement: str) -> None:
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(statement.encode())


@contextmanager
def start_postgresql() -> Iterator[PostgreSQL]:
    """Starts Debian's PostgreSQL on a fresh cluster; ends it and forgets everything afterwards.

    PostgreSQL refuses to run as root; then it runs as an unprivileged user of the system.
    """
    binaries = _binaries()
    folder = Path(tempfile.mkdtemp(prefix="stepfree-pg-"))
    user = _unprivileged()
    if user:
        os.chown(folder, user.pw_uid, user.pw_gid)
    folder.chmod(0o755)
    try:
        data = folder / "data"
        _run([binaries / "initdb", "-D", data, "-U", "stepfree", "-A", "trust", "-N"], user)
        command = [
            binaries / "postgres", "-D", data, "-k", folder,
            "-c", "listen_addresses=", "-c", "shared_buffers=32MB",
            "-c", "max_connections=80", "-c", "fsync=off", "-c", "log_min_messages=fatal",
        ]  # fmt: skip
        with (folder / "log").open("wb") as log:
            server = subprocess.Popen(
                _as(command, user), stdout=subprocess.DEVNULL, stderr=log, cwd=folder
            )
        try:
            _wait_until_ready(binaries, folder, server)
            yield PostgreSQL(folder)
        finally:
            server.send_signal(signal.SIGINT)  # fast shutdown: open connections are cut
            server.wait(timeout=20)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _binaries() -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"))
    if not found:
        message = "PostgreSQL is not installed: apt-get install postgresql"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    return found[-1].parent


def _unprivileged() -> pwd.struct_passwd | None:
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam("postgres")
    except KeyError:
        return pwd.getpwnam("nobody")


def _as(command: list[object], user: pwd.struct_passwd | None) -> list[str]:
    words = [str(word) for word in command]
    if not user:
        return words
    return ["setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups", *words]


def _run(command: list[object], user: pwd.struct_passwd | None) -> None:
    subprocess.run(_as(command, user), check=True, stdout=subprocess.DEVNULL, cwd="/")


def _wait_until_ready(binaries: Path, folder: Path, server: subprocess.Popen[bytes]) -> None:
    ready = [binaries / "pg_isready", "-q", "-h", folder, "-t", "20"]
    for _ in range(200):
        if server.poll() is not None:
            raise RuntimeError("PostgreSQL ended: " + (folder / "log").read_text())
        if subprocess.run(ready, check=False).returncode == 0:
            return
        time.sleep(0.05)
    raise RuntimeError("PostgreSQL does not answer: " + (folder / "log").read_text())


class MailServer:
    """An SMTP server on loopback that keeps what it is given, and can be told to refuse.

    refuse: an answer such as "451 try later" given to every message, "" takes them.
    """

    def __init__(self, port: int, **options: Any) -> None:
        self.port = port
        self.refuse = ""
        self.taken: list[EmailMessage] = []
        self.raw: list[bytes] = []
        self._options = options
        self._controller: Controller | None = None

    def start(self) -> None:
        """Listens again on the same port."""
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port, **self._options)
        self._controller.start()

    def stop(self) -> None:
        """Is down: nothing answers on the port."""
        if self._controller:
            self._controller.stop(no_assert=True)
            self._controller = None

    async def handle_DATA(self, server: object, session: object, envelope: Envelope) -> str:
        """Called by aiosmtpd for each message."""
        if self.refuse:
            return self.refuse
        content = envelope.content
        assert isinstance(content, bytes)
        self.raw.append(content)
        self.taken.append(BytesParser(policy=policy.default).parsebytes(content))
        return "250 taken"


@contextmanager
def start_mail_server(**options: Any) -> Iterator[MailServer]:
    """A running SMTP server on a free port; options go to aiosmtpd (TLS, authentication)."""
    server = MailServer(free_port(), **options)
    server.start()
    try:
        yield server
    finally:
        server.stop()


def free_port() -> int:
    """A port of loopback that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port

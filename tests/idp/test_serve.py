"""idp.serve: the real server in its own process, started and stopped as operators do."""

from __future__ import annotations

import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from conftest import MASTER, SECRET
from idp.serve import HEADER_TIMEOUT_MS, _hide_environment, _where
from idp.store import Store
from idp.store import outbox as rows
from idp.store.migration import migrate
from idp.store.outbox import Promised
from idp.tokens import new_id
from idp.vault import Vault
from tests.servers import MailServer, free_port

START_S = 60


class Server:
    """`stepfree serve` with two processes, a worker in each, and a mail server on loopback."""

    def __init__(self, folder: Path, smtp_port: int) -> None:
        self.port = free_port()
        self.url = f"sqlite:///{folder / 'stepfree.sqlite3'}"
        self._file = folder / "stepfree.toml"
        self._log = folder / "log"
        values = {
            "issuer": f"http://localhost:{self.port}",
            "bind": f"127.0.0.1:{self.port}",
            "processes": 2,
            "threads": 2,
            "secret_keys": [SECRET],
            "master_keys": [MASTER],
            "database_url": self.url,
            "languages": ["en"],
            "smtp_host": "127.0.0.1",
            "smtp_port": smtp_port,
            "smtp_security": "none",
            "mail_from": "sign-in@id.example",
        }
        self._file.write_text("\n".join(f"{k} = {json.dumps(v)}" for k, v in values.items()))
        store = Store(self.url)
        migrate(store)
        store.close()

    def start(self) -> None:
        """Returns once it answers that it is ready."""
        environment = {**os.environ, "STEPFREE_CONFIG": str(self._file)}
        with self._log.open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "idp.cli", "serve"],
                env=environment, stdout=log, stderr=subprocess.STDOUT,
            )  # fmt: skip
        until = time.monotonic() + START_S
        while time.monotonic() < until and self.process.poll() is None:
            try:
                if self.get("/readyz")[0] == 200:
                    return
            except OSError:
                time.sleep(0.05)
        raise AssertionError(self._log.read_text())

    def get(self, path: str) -> tuple[int, str]:
        connection = http.client.HTTPConnection("localhost", self.port, timeout=10)
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        finally:
            connection.close()

    def stop(self) -> int:
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=35)

    def log(self) -> str:
        return self._log.read_text()


@pytest.fixture
def server(tmp_path: Path, mail_server: MailServer) -> Iterator[Server]:
    """A running server, ended at the latest when the test ends."""
    server = Server(tmp_path, mail_server.port)
    server.start()
    yield server
    if server.process.poll() is None:
        for child in psutil.Process(server.process.pid).children(recursive=True):
            child.kill()
        server.process.kill()
        server.process.wait()


def test_the_server_serves_sends_and_stops(server: Server, mail_server: MailServer) -> None:
    """One life: ready, pages, a mail that was promised goes out, and a calm end."""
    assert server.get("/livez")[0] == 200
    assert server.get("/help/start")[0] == 200
    promise_mail(server.url)
    wait_for(lambda: len(mail_server.taken) == 1)

    assert server.stop() == 0
    assert "stopped" in server.log()
    assert "error" not in server.log().lower()


def test_a_request_under_way_is_finished_before_the_end(server: Server) -> None:
    """A person who pressed the button just before the stop gets an answer."""
    answers: list[bytes] = []
    slow = socket.create_connection(("localhost", server.port))
    head = f"POST /token HTTP/1.1\r\nHost: localhost:{server.port}\r\nConnection: close\r\n"
    body = b"grant_type=authorization_code"
    form = f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
    slow.sendall((head + form).encode() + body[:5])
    time.sleep(0.3)  # the server has the head and waits for the rest

    stopping = threading.Thread(target=server.stop)
    stopping.start()
    time.sleep(0.3)
    slow.sendall(body[5:])
    while chunk := slow.recv(65_536):
        answers.append(chunk)
    stopping.join()
    slow.close()

    assert b"".join(answers).startswith(b"HTTP/1.1 40")


def test_a_server_process_that_dies_is_replaced(server: Server) -> None:
    """After a crash of one process the service goes on answering with two."""
    main = psutil.Process(server.process.pid)
    victim = main.children()[0]

    victim.kill()

    wait_for(lambda: len([c for c in main.children() if c.pid != victim.pid]) == 2)
    assert all(server.get("/livez")[0] == 200 for _ in range(10))


def test_no_process_outlives_the_first_one(server: Server) -> None:
    """When the first process is killed, the others end too and free the port."""
    children = psutil.Process(server.process.pid).children()

    server.process.kill()
    server.process.wait()

    _, left = psutil.wait_procs(children, timeout=20)
    assert left == []


def test_an_idle_connection_is_ended_by_the_proxy_first() -> None:
    """If the service ended it, a form sent in that moment would be lost: nobody may repeat it."""
    proxy = Path("deploy/nginx.conf").read_text(encoding="utf-8")

    given_s = re.search(r"^ *keepalive_timeout (\d+)s;$", proxy, re.MULTILINE)

    assert given_s is not None
    assert int(given_s.group(1)) * 1000 < HEADER_TIMEOUT_MS


def test_requests_do_not_carry_our_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """The server lays the environment under every request: no secret and no header from there."""
    for name in ("STEPFREE_SECRET_KEYS", "HTTP_X_FORWARDED_FOR", "REMOTE_USER"):
        monkeypatch.setenv(name, "planted")
    monkeypatch.setenv("LANG", "C.UTF-8")

    _hide_environment()

    assert "planted" not in os.environ.values()
    assert os.environ["LANG"] == "C.UTF-8"


@pytest.mark.parametrize(
    ("bind", "where"),
    [
        ("127.0.0.1:8000", ("127.0.0.1", 8000, None)),
        ("[::1]:8001", ("::1", 8001, None)),
        ("unix:/run/stepfree/socket", ("127.0.0.1", 8000, Path("/run/stepfree/socket"))),
    ],
)
def test_an_address_can_be_written_in_three_ways(
    bind: str, where: tuple[str, int, Path | None]
) -> None:
    """IPv4, IPv6 and a socket file are understood."""
    assert _where(bind) == where


def promise_mail(url: str) -> None:
    store = Store(url)
    vault = Vault.open(store, [MASTER])
    key, now = new_id(), int(time.time())
    message = b"From: sign-in@id.example\r\nTo: ada@example.org\r\nSubject: x\r\n\r\nx\r\n"
    sealed = vault.seal("outbox", "message_sealed", key, message)
    with store.write() as tx:
        rows.add_promised(tx, Promised(key, "sample/mail", sealed, 0, now, now, now + 600))
    store.close()


def wait_for(done: object, longest_s: float = 20) -> None:
    assert callable(done)
    until = time.monotonic() + longest_s
    while not done():
        assert time.monotonic() < until, "it did not happen in time"
        time.sleep(0.05)

"""The demo command: three lines, a clear word when it cannot start, and nothing left behind."""

from __future__ import annotations

import functools
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from idp.demo.folder import Folder
from idp.demo.ports import Ports, free
from idp.demo.stage import answers
from tests.journeys.ports import free_ports

WAIT_S = 60


@pytest.fixture(scope="module")
def ports() -> Ports:
    return free_ports()


@contextmanager
def _demo(folder: Path, ports: Ports) -> Iterator[subprocess.Popen[str]]:
    words = ["demo", "--port", str(ports.first), "--folder", str(folder)]
    process = subprocess.Popen(
        [sys.executable, "-m", "idp.cli", *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        # As at a terminal. Tests that run behind a “&” hand on that Ctrl-C is ignored.
        preexec_fn=functools.partial(signal.signal, signal.SIGINT, signal.default_int_handler),
    )
    with process:
        try:
            yield process
        finally:
            if process.poll() is None:
                process.send_signal(signal.SIGINT)
                process.wait(WAIT_S)


def test_demo_says_three_lines_and_ends_whole(tmp_path: Path, ports: Ports) -> None:
    """It prints what to open, where the mail lands and how to stop; Ctrl-C ends every part."""
    with _demo(tmp_path, ports) as demo:
        assert demo.stdout is not None
        assert demo.stderr is not None
        lines = [demo.stdout.readline().rstrip() for _ in range(3)]
        running = [port for port in ports.all() if not free(port)]
        answering = answers(ports.provider, "/.well-known/openid-configuration")
        demo.send_signal(signal.SIGINT)
        rest, complaints = demo.communicate(timeout=WAIT_S)

    assert f"http://localhost:{ports.town_hall}/" in lines[0]
    assert f"http://localhost:{ports.mailbox}/" in lines[1]
    assert "Ctrl" in lines[2]
    assert running == list(ports.all())
    assert answering
    assert (rest, complaints, demo.returncode) == ("", "", 0)
    assert all(free(port) for port in ports.all())


def test_taken_port_gets_a_clear_word(tmp_path: Path, ports: Ports) -> None:
    """When another program holds a port, one sentence names it and says what to do."""
    with socket.create_server(("127.0.0.1", ports.mailbox)), _demo(tmp_path, ports) as demo:
        said, complaints = demo.communicate(timeout=WAIT_S)

    assert demo.returncode == 1
    assert f"Port {ports.mailbox} is taken by another program." in complaints + said
    assert "Traceback" not in complaints
    assert all(free(port) for port in ports.all())


def test_provider_that_ends_takes_the_demo_along(tmp_path: Path, ports: Ports) -> None:
    """Nobody looks at a demo whose provider is gone: it ends, and says where to read why."""
    with _demo(tmp_path, ports) as demo:
        assert demo.stdout is not None
        demo.stdout.readline()
        os.kill(_child_of(demo.pid), signal.SIGKILL)
        said, complaints = demo.communicate(timeout=WAIT_S)

    assert demo.returncode == 1
    assert "The provider has stopped." in complaints + said
    assert str(Folder(tmp_path).log) in complaints + said


def test_secrets_are_made_once_and_kept_private(tmp_path: Path) -> None:
    """Secrets outlive the demo, so that people and passkeys are known again; no one else reads."""
    first = Folder(tmp_path)
    first.prepare(Ports(), {})
    before = {file.name: file.read_text() for file in first.secrets.iterdir()}

    second = Folder(tmp_path)
    second.prepare(Ports(), {"provider_name": "Another"})

    assert {file.name: file.read_text() for file in second.secrets.iterdir()} == before
    assert all(file.stat().st_mode & 0o077 == 0 for file in second.secrets.iterdir())
    assert 'provider_name = "Another"' in second.settings_file.read_text()


def _child_of(parent: int) -> int:
    """The one process that this one started."""
    children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    assert len(children) == 1
    return int(children[0])

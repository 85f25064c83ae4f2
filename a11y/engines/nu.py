"""Runs the Nu HTML checker on the page's source, in one Java process for all browsers of a run."""

from __future__ import annotations

import atexit
import http.client
import json
import re
import socketserver
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from a11y.browser import Browser
from a11y.engines import EngineError, EngineFinding, EngineResult, EngineRule
from a11y.engines.doubts import judged_as
from a11y.engines.installed import package_file, package_version, program
from a11y.engines.nu_messages import MESSAGES, Message
from a11y.rule import View
from a11y.source import places, source_of, tag_at

PACKAGE = "vnu-jar"
JAVA = "apt-get install default-jre-headless"
MOST_BYTES = 8 * 1024 * 1024
START_TIMEOUT_S = 180
AUDIT_TIMEOUT_S = 30
STOP_TIMEOUT_S = 5
# Its grammar of HTML needs a deep stack; little else of it needs much.
FLAGS = ("-Xss2m", "-Xmx384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
HERE = "127.0.0.1"
FAILS = (OSError, http.client.HTTPException)
# What it says of a source in which it finds no error at all, whether that harms people or not.
VALID = "nu:valid"
# It knows this attribute for style sheets alone. The HTML standard has it for rel=expect as well:
# "the link element", attribute `blocking`.
BEHIND = re.compile("A .link. element with a .blocking. attribute must have a .rel. attribute")
EXPECT = re.compile(r"""\brel\s*=\s*["']?expect\b""", re.IGNORECASE)


class Checker:
    """The running program. Safe between threads: each question has a connection of its own."""

    def __init__(self, jar: Path, java: str) -> None:
        self._port = _free_port()
        self._process = subprocess.Popen(
            [
                java,
                *FLAGS,
                f"-Dnu.validator.servlet.bind-address={HERE}",
                f"-Dnu.validator.servlet.max-file-size={MOST_BYTES}",
                "-cp",
                str(jar),
                "nu.validator.servlet.Main",
                str(self._port),
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._started_at_s = time.monotonic()
        atexit.register(self.close)

    @property
    def runs(self) -> bool:
        return self._process.poll() is None

    def close(self) -> None:
        """Ends the program."""
        self._process.kill()
        self._process.wait(STOP_TIMEOUT_S)

    def messages(self, source: bytes) -> list[dict[str, Any]]:
        """What it says of an HTML source in UTF-8. Raises EngineError when it does not answer."""
        return self.told(self.asked(source))

    def asked(self, source: bytes) -> http.client.HTTPConnection:
        """Hands it an HTML source in UTF-8. Raises EngineError when it does not start."""
        while True:
            connection = http.client.HTTPConnection(HERE, self._port, timeout=AUDIT_TIMEOUT_S)
            try:
                # It answers nobody who does not say who asks.
                headers = {"Content-Type": "text/html; charset=utf-8", "User-Agent": "a11y"}
                connection.request("POST", "/?out=json", source, headers)
                return connection
            except ConnectionRefusedError as error:  # it is still starting, or gone
                late = time.monotonic() - self._started_at_s > START_TIMEOUT_S
                if late or not self.runs:
                    raise EngineError("The Nu checker does not start.") from error
                time.sleep(0.1)
            except FAILS as error:
                raise EngineError(f"The Nu checker cannot be asked: {error}") from error

    def told(self, connection: http.client.HTTPConnection) -> list[dict[str, Any]]:
        """What it says of what it was handed. Raises EngineError when it does not answer."""
        with closing(connection):
            try:
                answer = connection.getresponse()
                text = answer.read()
            except FAILS as error:
                raise EngineError(f"The Nu checker did not answer: {error}") from error
        if answer.status != http.client.OK:
            raise EngineError(f"The Nu checker answered with status {answer.status}.")
        return list(json.loads(text)["messages"])


def _free_port() -> int:
    with socketserver.TCPServer((HERE, 0), socketserver.BaseRequestHandler) as server:
        return int(server.server_address[1])


class _Shared:
    """The one checker of this process: Java is large, and its start takes seconds."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._checker: Checker | None = None

    def get(self, jar: Path, java: str) -> Checker:
        with self._lock:
            if self._checker is None or not self._checker.runs:
                self._checker = Checker(jar, java)
            return self._checker


SHARED = _Shared()


class Nu:
    """The Nu checker for one browser."""

    name = "nu"
    every_view = False

    def __init__(self, browser: Browser) -> None:
        self.version = package_version(PACKAGE)
        self._browser = browser
        self.rules: dict[str, EngineRule] = {
            f"nu:{message.id}": EngineRule(message.criteria) for message in MESSAGES
        }
        java = program("java", JAVA)
        self._checker = SHARED.get(package_file(PACKAGE, "build/dist/vnu.jar"), java)
        self._source: str | None = None
        self._asked: http.client.HTTPConnection | None = None
        self._begun = -1  # number of the load whose source it is looking at

    def inject(self) -> None:
        """Nothing: it reads the source, not the page."""

    def begin(self, view: View) -> None:
        """Hands over the source as it was sent, where there is one. Raises EngineError."""
        self._leave()
        self._source = source_of(self._browser)
        if self._source is not None:
            self._asked = self._checker.asked(self._source.encode(errors="replace"))
        self._begun = self._browser.loads

    def _leave(self) -> None:
        """Waits for no answer any longer."""
        if self._asked is not None:
            self._asked.close()
        self._asked, self._begun = None, -1

    def run(self, view: View) -> EngineResult:
        """Judges the source. Raises EngineError when the checker cannot."""
        if self._begun != self._browser.loads:
            self.begin(view)
        source, asked = self._source, self._asked
        self._asked, self._begun = None, -1
        if source is None or asked is None:
            return EngineResult((), ())
        given = self._checker.told(asked)
        for message in given:
            if message["type"] == "non-document-error":
                raise EngineError(f"The Nu checker gave up: {message['message']}")
        told = [(known, one) for one in given if (known := _known(one["message"])) is not None]
        tags = [tag_at(source, one.get("lastLine", 0), one.get("lastColumn", 0)) for _, one in told]
        valid = not any(one["type"] == "error" and not _behind(one) for one in given)
        passed = (VALID,) if valid else ()
        return EngineResult.of(self._findings(told, places(self._browser, tags)), passed)

    def _findings(
        self, told: list[tuple[Message, dict[str, Any]]], paths: list[str]
    ) -> Iterator[EngineFinding]:
        for (message, one), path in zip(told, paths, strict=True):
            name = f"nu:{message.id}"
            judged = judged_as(name, self.rules[name], message.verdict)
            line = one.get("lastLine")
            words = one["message"] + (f" (line {line} of the source)" if line else "")
            yield judged.at(path, words)


def _behind(message: dict[str, Any]) -> bool:
    """Is this an error only because the checker is behind the standard?"""
    return bool(BEHIND.match(message["message"]) and EXPECT.search(message.get("extract", "")))


def _known(words: str) -> Message | None:
    return next((message for message in MESSAGES if message.words.search(words)), None)

"""One browser for all tests of the suite, and a small server for pages of our own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from urllib.parse import urlsplit

import pytest

from a11y.browser import Browser
from a11y.chromium import BrowserError, find_browser
from a11y.inspection import Inspector

FAVICON = "/favicon.ico"
STATES = "/states/"


@dataclass
class Site:
    """A site on loopback. pages: path -> HTML.  hangs: paths that are never answered in full.

    headers: path -> more headers."""

    base: str
    pages: dict[str, str] = field(default_factory=dict)
    hangs: set[str] = field(default_factory=set)
    headers: dict[str, dict[str, str]] = field(default_factory=dict)
    over: Event = field(default_factory=Event)

    def put(self, html: str, path: str = "/page") -> str:
        """Puts a page there and returns its address."""
        self.pages[path] = html
        return self.base + path


@pytest.fixture
def site() -> Iterator[Site]:
    made = Site("")

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = urlsplit(self.path).path
            if path in made.hangs:
                made.over.wait(60)
            body = made.pages.get(path, "").encode()
            self.send_response(200 if path in made.pages or path == FAVICON else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            if path in made.pages and path.startswith(STATES):
                self.send_header("Server-Timing", f'state;desc="{path.removeprefix(STATES)}"')
            for name, value in made.headers.get(path, {}).items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Says nothing: what is asked for is not what is tested."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    made.base = f"http://127.0.0.1:{server.server_port}"
    Thread(target=server.serve_forever, daemon=True).start()
    yield made
    made.over.set()
    server.shutdown()
    server.server_close()


KINDS = ("engine alone", "whole browser")


@contextmanager
def of_kind(kind: str) -> Iterator[None]:
    """Browsers that start within the block are of this kind: the whole is what others may have."""
    with pytest.MonkeyPatch.context() as patch:
        if kind == "whole browser":
            patch.setenv("CHROMIUM", str(find_browser()[0]))
        yield


@pytest.fixture(params=KINDS)
def each_kind(request: pytest.FixtureRequest) -> Iterator[None]:
    """The test runs once with each kind of Chromium."""
    with of_kind(request.param):
        yield


class Inspectors:
    """One inspector for all tests of a process; another one when its browser has died."""

    def __init__(self) -> None:
        self._now: Inspector | None = None

    def living(self) -> Inspector:
        """The inspector, begun anew when its browser does not answer any more."""
        if self._now is not None:
            try:
                self._now.browser.evaluate("return 1;")
            except BrowserError:
                self.close()
        if self._now is None:
            self._now = Inspector(Browser())
        return self._now

    def close(self) -> None:
        if self._now is not None:
            self._now.browser.close()
            self._now = None


@pytest.fixture(scope="session")
def inspectors() -> Iterator[Inspectors]:
    """A browser that dies in one test fails that test, and not the hundreds after it."""
    made = Inspectors()
    yield made
    made.close()


@pytest.fixture
def inspector(inspectors: Inspectors) -> Inspector:
    return inspectors.living()


@pytest.fixture
def page(site: Site, inspector: Inspector) -> Callable[[str], Inspector]:
    """Opens a page with this body, under the default condition."""

    def open_(body: str) -> Inspector:
        inspector.browser.open(site.put(body))
        return inspector

    return open_

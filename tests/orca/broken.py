"""A site between the page states and the browser, which breaks one thing of one page."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import requests

PASSED_ON = ("Content-Type", "Content-Security-Policy", "Set-Cookie")


@dataclass(frozen=True)
class Fault:
    """What is broken. old, new: in the page's HTML; the page must hold `old`."""

    name: str
    old: str
    new: str


NO_FAULT = Fault("none", "<!doctype html>", "<!doctype html>")


@contextmanager
def served(
    states: str, fault: Fault, pause_before: str = "", pause_s: float = 0.3
) -> Iterator[str]:
    """Address of the page states, with this fault in every page that can have it.

    pause_before: from these words of the page on, it comes later, as over a slow line.
    """

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            answer = requests.get(states + self.path, headers=_asked(self), timeout=30)
            body = answer.content
            if "text/html" in answer.headers["Content-Type"]:
                body = answer.text.replace(fault.old, fault.new).encode()
            self.send_response(answer.status_code)
            for name in PASSED_ON:
                if name in answer.headers:
                    self.send_header(name, answer.headers[name])
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            first, words, rest = body.partition(pause_before.encode() or body)
            self.wfile.write(first)
            if first and rest:
                time.sleep(pause_s)
            self.wfile.write(words + rest)

        def log_message(self, format: str, *args: object) -> None:
            """Says nothing: what is heard is what is tested."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://localhost:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _asked(handler: BaseHTTPRequestHandler) -> dict[str, str]:
    names = ("Accept", "Accept-Language", "Cookie", "User-Agent")
    return {name: handler.headers[name] for name in names if name in handler.headers}

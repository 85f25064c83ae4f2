"""A site between the page states and the browser, which breaks one thing of one page."""

from __future__ import annotations

import threading
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


@contextmanager
def served(states: str, fault: Fault) -> Iterator[str]:
    """Address of the page states, with this fault in every page that can have it."""

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
            self.wfile.write(body)

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

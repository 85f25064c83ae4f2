"""Serves a folder on this machine alone, as a web server would: with types and ranges."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

# Text without a statement is read as Windows-1252, whatever the page says later.
UTF_8 = {".html", ".htm", ".xhtml", ".xml", ".svg", ".vtt", ".css", ".js", ".txt"}
TYPES = {".vtt": "text/vtt", ".xhtml": "application/xhtml+xml", ".xml": "application/xml"}
RANGE = re.compile(r"bytes=(\d+)-(\d*)$")


class _Handler(SimpleHTTPRequestHandler):
    """Answers from one folder below one prefix, with the parts that media players ask for."""

    protocol_version = "HTTP/1.1"

    def __init__(self, *given: Any, folder: Path, prefix: str) -> None:
        self._prefix = prefix
        super().__init__(*given, directory=str(folder))

    def translate_path(self, path: str) -> str:
        below = path.removeprefix(self._prefix) if path.startswith(self._prefix) else "/nothing/"
        return super().translate_path("/" + below.lstrip("/"))

    def guess_type(self, path: object) -> str:
        end = Path(str(path)).suffix.lower()
        kind = TYPES.get(end) or super().guess_type(str(path))
        return f"{kind}; charset=utf-8" if end in UTF_8 else kind

    def do_GET(self) -> None:
        asked = RANGE.match(self.headers.get("Range", ""))
        file = Path(self.translate_path(self.path))
        if asked is None or not file.is_file():
            super().do_GET()
            return
        whole = file.read_bytes()
        first = int(asked[1])
        last = min(int(asked[2] or len(whole)), len(whole) - 1)
        if first > last:
            self.send_error(HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE)
            return
        self.send_response(HTTPStatus.PARTIAL_CONTENT)
        self.send_header("Content-Type", self.guess_type(file))
        self.send_header("Content-Range", f"bytes {first}-{last}/{len(whole)}")
        self.send_header("Content-Length", str(last - first + 1))
        self.end_headers()
        self.wfile.write(whole[first : last + 1])

    def end_headers(self) -> None:
        self.send_header("Accept-Ranges", "bytes")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing: what a page asks for is no news."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Says nothing: a browser that leaves a page hangs up in the middle of an answer."""


@contextmanager
def folder_served(folder: Path, prefix: str = "/") -> Iterator[str]:
    """Gives the address ("http://127.0.0.1:1234") of a server for as long as the block.

    prefix: where the folder hangs, such as "/cases/".
    """
    server = _Server(("127.0.0.1", 0), partial(_Handler, folder=folder, prefix=prefix))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()

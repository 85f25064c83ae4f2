"""The local server for answering: loopback alone, one sitting, no script."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from hmac import compare_digest
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock
from urllib.parse import parse_qs, urlsplit

from a11y.manual.answering import Sitting
from a11y.manual.pages import list_page, question_page
from a11y.reports.document import STYLE_HASH

HERE = "127.0.0.1"
MOST_BYTES = 64 * 1024
WAIT_S = 30
HEADERS = {
    "Content-Security-Policy": (
        f"default-src 'none'; style-src '{STYLE_HASH}'; img-src data:; form-action 'self'; "
        "frame-ancestors 'none'; base-uri 'none'"
    ),
    "Cache-Control": "no-store",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class Refused(Exception):
    """A request that is not taken; status says why."""

    def __init__(self, status: HTTPStatus) -> None:
        super().__init__(status.phrase)
        self.status = status


class Server(ThreadingHTTPServer):
    """Serves one sitting. token: what a form of ours carries, and no other page can know.

    port: 0 for any that is free.
    """

    daemon_threads = True

    def __init__(self, sitting: Sitting, language: str, port: int = 0) -> None:
        super().__init__((HERE, port), _Handler)
        self.sitting, self.language = sitting, language
        self.token = secrets.token_urlsafe(32)
        self.lock = Lock()

    @property
    def address(self) -> str:
        return f"http://{HERE}:{self.server_port}/"

    @property
    def hosts(self) -> frozenset[str]:
        """Names under which a browser may call: another name is another site's trick."""
        return frozenset({f"{HERE}:{self.server_port}", f"localhost:{self.server_port}"})


class _Handler(BaseHTTPRequestHandler):
    server: Server
    timeout = WAIT_S
    server_version, sys_version = "a11y", ""

    def do_GET(self) -> None:
        self._answer(self._shown)

    def do_POST(self) -> None:
        self._answer(self._taken)

    def _answer(self, make: Callable[[], tuple[HTTPStatus, str, str]]) -> None:
        try:
            self._check_host()
            with self.server.lock:
                status, body, goal = make()
        except Refused as refused:
            status, body, goal = refused.status, refused.status.phrase, ""
        data = body.encode("utf-8")
        self.send_response(status)
        for name, value in HEADERS.items():
            self.send_header(name, value)
        if goal:
            self.send_header("Location", goal)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def _check_host(self) -> None:
        if self.headers.get("Host") not in self.server.hosts:
            raise Refused(HTTPStatus.MISDIRECTED_REQUEST)

    def _shown(self) -> tuple[HTTPStatus, str, str]:
        if urlsplit(self.path).path == "/":
            return HTTPStatus.OK, list_page(self.server.sitting, self.server.language), ""
        number = self._number()
        page = question_page(self.server.sitting, number, self.server.language, self.server.token)
        return HTTPStatus.OK, page, ""

    def _taken(self) -> tuple[HTTPStatus, str, str]:
        """Keeps the answer and goes on; what is missing is said on the same page."""
        number, sent = self._number(), self._form()
        if not compare_digest(sent.get("token", "").encode(), self.server.token.encode()):
            raise Refused(HTTPStatus.FORBIDDEN)
        sitting = self.server.sitting
        status, note, name = (sent.get(key, "") for key in ("answer", "note", "name"))
        if missing := sitting.wrong(status, note, name):
            typed = {"answer": status, "note": note, "name": name}
            page = question_page(
                sitting,
                number,
                self.server.language,
                self.server.token,
                typed=typed,
                missing=missing,
            )
            return HTTPStatus.UNPROCESSABLE_ENTITY, page, ""
        sitting.answer(sitting.asks[number - 1], status, note, name)
        goal = f"/question/{number + 1}" if number < len(sitting.asks) else "/"
        return HTTPStatus.SEE_OTHER, "", goal

    def _number(self) -> int:
        head, _, number = urlsplit(self.path).path.rpartition("/")
        if head != "/question" or not number.isascii() or not number.isdigit():
            raise Refused(HTTPStatus.NOT_FOUND)
        if not 1 <= int(number[:9]) <= len(self.server.sitting.asks):
            raise Refused(HTTPStatus.NOT_FOUND)
        return int(number)

    def _form(self) -> dict[str, str]:
        origin = self.headers.get("Origin")
        if origin is not None and urlsplit(origin).netloc not in self.server.hosts:
            raise Refused(HTTPStatus.FORBIDDEN)
        length = self.headers.get("Content-Length", "")
        if not length.isdigit():
            raise Refused(HTTPStatus.LENGTH_REQUIRED)
        if int(length) > MOST_BYTES:
            raise Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        body = self.rfile.read(int(length)).decode("utf-8", "replace")
        return {name: values[-1] for name, values in parse_qs(body, max_num_fields=20).items()}

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing: what people answer is nobody's business but the store's."""

"""A site where everything goes wrong that can, for tests: each address has one fault."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

PAGE = (
    '<!doctype html><html lang="en"><meta name="viewport" content="width=device-width">'
    "<title>Page</title><main><h1>Page</h1><p>Words.</p>{}</main></html>"
)
HEAVY_BYTES = 50_000_000
# path -> body of an ordinary page
PAGES = {
    "/good": PAGE.format(""),
    "/spin": PAGE.format("<script>while (true);</script>"),
    "/spin-later": PAGE.format("<script>setTimeout(() => { while (true); }, 1)</script>"),
    "/dialogs": PAGE.format(
        "<script>alert('One'); confirm('Two'); prompt('Three');"
        "onbeforeunload = event => { event.preventDefault(); return 'Stay'; };</script>"
    ),
    "/closes": PAGE.format("<script>window.close()</script>"),
    "/opens": PAGE.format("<script>for (let i = 0; i < 3; i++) open('/good?' + i)</script>"),
    "/turns": PAGE.format('<meta http-equiv="refresh" content="0;url=/turns">'),
    "/moves": PAGE.format("<script>location.replace('/good')</script>"),
}
# path -> (status, headers, body)
ANSWERS: dict[str, tuple[int, dict[str, str], bytes]] = {
    "/loop": (302, {"Location": "/loop"}, b""),
    "/download": (
        *(200, {"Content-Type": "application/zip", "Content-Disposition": "attachment"}),
        b"PK",
    ),
    "/nothing": (204, {}, b""),
    "/picture": (200, {"Content-Type": "image/png"}, b"\x89PNG"),
    "/data": (200, {"Content-Type": "application/json"}, b'{"a": 1}'),
    "/document": (200, {"Content-Type": "application/pdf"}, b"%PDF-1.4\n"),
    "/gone": (404, {"Content-Type": "text/html"}, PAGE.format("").encode()),
    "/broken": (500, {"Content-Type": "text/html"}, b""),
    "/password": (401, {"WWW-Authenticate": 'Basic realm="x"'}, b""),
}


class _Handler(BaseHTTPRequestHandler):
    over: Event
    asked: Callable[[str], None]

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        type(self).asked(path)
        try:
            if path == "/heavy":
                self._send(200, {"Content-Type": "text/html"}, b"", HEAVY_BYTES)
                for _ in range(HEAVY_BYTES // 1_000_000):
                    self.wfile.write(b"<p>" + b"words " * 166_666 + b"\n")
            elif path == "/silent":
                self.over.wait(60)
            elif path == "/hangs-up":
                self.close_connection = True
            elif path in ANSWERS:
                status, headers, body = ANSWERS[path]
                self._send(status, headers, body, len(body))
            else:
                body = PAGES.get(path, "").encode()
                status = 200 if path in PAGES else 404
                self._send(status, {"Content-Type": "text/html; charset=utf-8"}, body, len(body))
        except (BrokenPipeError, ConnectionResetError):
            return  # the browser has had enough, as it should

    def _send(self, status: int, headers: dict[str, str], body: bytes, size_bytes: int) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(size_bytes))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing: what is asked for is not what is tested."""


@contextmanager
def serving(
    secured_by: Path | None = None, asked: Callable[[str], None] = lambda path: None
) -> Iterator[str]:
    """Gives the site's address. secured_by: a file with key and certificate, for HTTPS."""
    handler = type("Handler", (_Handler,), {"over": Event(), "asked": staticmethod(asked)})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    scheme = "http"
    if secured_by is not None:
        scheme = "https"
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(secured_by)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield f"{scheme}://127.0.0.1:{server.server_port}"
    finally:
        handler.over.set()  # type: ignore[attr-defined]
        server.shutdown()
        server.server_close()


def certificate(folder: Path) -> Path:
    """A file with a key and a certificate that nobody has signed but itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now)
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    file = folder / "both.pem"
    secret = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    file.write_bytes(secret + made.public_bytes(serialization.Encoding.PEM))
    return file

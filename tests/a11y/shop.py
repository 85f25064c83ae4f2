"""A small site with a sign-in, a page behind it, a robots.txt and a site map, for tests."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs

PASSWORD = "correct horse battery staple"
PAGE = (
    '<!doctype html><html lang="en"><meta name="viewport" content="width=device-width">'
    "<title>{title}</title><style>body{{background:#fff;color:#222;font:1rem/1.5 sans-serif}}"
    "a,button,input,select{{min-height:2rem;min-width:2rem;font:inherit}}</style>"
    "<main><h1>{title}</h1>{body}</main></html>"
)
SIGN_IN = (
    '<form method="post" action="/sign-in"><p><label>Email '
    '<input name="email" type="email" autocomplete="username"></label></p>'
    '<p><label>Password <input name="password" type="password" autocomplete="current-password">'
    "</label></p><p><label>Language <select name=language><option>English<option>Français"
    "</select></label></p><p><button>Sign in</button></p></form>"
)
BODIES = {
    "/": ("Shop", '<p><a href="/about">About us</a></p><p><a href="/sign-in">Sign in</a></p>'
          '<p><a href="/private">Your orders</a></p><p><a href="/hidden/1">Hidden</a></p>'
          '<p><a href="/list.zip">Price list</a></p><p><a href="http://other.invalid/">Other</a></p>'
          '<p><a href="http://[">Broken</a> <a href="http://h:99999/">Too far</a></p>'
          '<p><a href="/sign-out">Sign out</a></p>'),
    "/about": ("About us", '<p>We sell tea.</p><p><a href="/about/team#us">Our team</a></p>'),
    "/about/team": ("Our team", '<p>Two of us.</p><p><a href="/">Shop</a></p>'),
    "/sign-in": ("Sign in", SIGN_IN),
    "/hidden/1": ("Hidden", "<p>Not for machines.</p>"),
}  # fmt: skip
ROBOTS = "User-agent: *\nDisallow: /hidden/\n"


@dataclass
class Shop:
    """asked: what browsers and others asked for, in order.  filled: the last form."""

    base: str
    asked: list[str] = field(default_factory=list)
    filled: dict[str, list[str]] = field(default_factory=dict)
    robots: str | int = ROBOTS


class _Handler(BaseHTTPRequestHandler):
    shop: Shop

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        self.shop.asked.append(path)
        if path == "/robots.txt":
            self._robots()
        elif path == "/map.xml":
            places = "".join(f"<loc>{self.shop.base}{one}</loc>" for one in ("/", "/about"))
            self._send(f"<urlset>{places}</urlset>", kind="application/xml")
        elif path == "/map_with_slips.xml":
            places = ("http://[", f"{self.shop.base}/", "/somewhere", f"{self.shop.base}/about")
            self._send("".join(f"<loc>{one}</loc>" for one in places), kind="application/xml")
        elif path == "/maps.xml":
            self._send(f"<sitemapindex><loc>{self.shop.base}/map.xml</loc></sitemapindex>")
        elif path == "/list.zip":
            self._send("PK", kind="application/zip")
        elif path == "/private":
            self._private()
        elif path in BODIES:
            title, body = BODIES[path]
            self._send(PAGE.format(title=title, body=body))
        else:
            self._send(PAGE.format(title="Nothing here", body="<p>Gone.</p>"), 404)

    def do_POST(self) -> None:
        size_bytes = int(self.headers["Content-Length"])
        self.shop.filled = parse_qs(self.rfile.read(size_bytes).decode())
        self.shop.asked.append(self.path)
        good = self.shop.filled.get("password") == [PASSWORD]
        self.send_response(303)
        self.send_header("Location", "/private" if good else "/sign-in")
        if good:
            self.send_header("Set-Cookie", "who=ada; HttpOnly; Path=/")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _private(self) -> None:
        if "who=ada" in self.headers.get("Cookie", ""):
            body = '<p>Welcome, Ada.</p><p><img src="/tea.png"></p>'
            self._send(PAGE.format(title="Your orders", body=body))
        else:
            self._send(PAGE.format(title="Please sign in", body="<p>First.</p>"), 403)

    def _robots(self) -> None:
        if isinstance(self.shop.robots, int):
            self._send("", self.shop.robots)
        else:
            self._send(self.shop.robots, kind="text/plain")

    def _send(self, text: str, status: int = 200, kind: str = "text/html") -> None:
        body = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing: what is asked for is not what is tested."""


@contextmanager
def serving() -> Iterator[Shop]:
    """The shop, as long as the block runs."""
    shop = Shop("")
    handler = type("Handler", (_Handler,), {"shop": shop})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    shop.base = f"http://127.0.0.1:{server.server_port}"
    Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield shop
    finally:
        server.shutdown()
        server.server_close()

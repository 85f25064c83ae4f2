"""20,000 malformed requests over all addresses: never a fault of ours, never a way out."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import quote_from_bytes, urlencode

import pytest
from flask import Flask

from flows import FLOWS
from idp.routes import Routes
from idp.store import Store
from idp.store.clients import Client
from tests.portal import CALLBACK, VERIFIER, asks
from tests.visitor import HOST, Person

# On each of the two kinds of database.
SEEDS = 20
REQUESTS_PER_SEED = 500

KEY = "AAAAAAAAAAAAAAAAAAAAAA"
ENDPOINTS = (
    "/authorize",
    "/token",
    "/userinfo",
    "/revoke",
    "/end-session",
    "/jwks.json",
    "/.well-known/openid-configuration",
    "/",
    "/livez",
    "/assets/x/style.css",
)
METHODS = ("GET", "GET", "POST", "POST", "POST", "HEAD", "PUT", "OPTIONS", "DELETE")
NAMES = (
    *("client_id", "redirect_uri", "response_type", "response_mode", "scope", "state", "nonce"),
    *("code_challenge", "code_challenge_method", "prompt", "max_age", "acr_values", "login_hint"),
    *("id_token_hint", "ui_locales", "claims", "display", "request", "request_uri", "grant_type"),
    *("code", "code_verifier", "refresh_token", "token", "token_type_hint", "client_secret"),
    *("client_assertion", "client_assertion_type", "post_logout_redirect_uri", "email", "answer"),
    *("reason", "name", "note", "choice", "csrf", "language", "more_time", "key"),
)
VALUES: tuple[bytes, ...] = (
    *(b"", b"0", b"-1", b"99999999999999999999", b"NaN", b"true", b"null", b"[]", b"{}"),
    *(b"\xff\xfe", b"\x00", b"\xed\xa0\x80", b"a\r\nLocation: https://evil.example", b"%00"),
    *(b"a" * 300, b"a" * 9_000, "٤٢".encode(), "\u202eevil".encode(), b"' OR 1=1 --"),
    *(b"{{7*7}}", b"%(x)s", b"<script>alert(1)</script>", b"../../etc/passwd"),
    *(b"https://evil.example/", b"//evil.example", b"javascript:alert(1)", b"https:evil.example"),
    *(b"openid email", b"openid openid", b"code", b"none login", b"form_post", b"S256", b"plain"),
    *(
        b'{"userinfo":{"email":null}}',
        b'{"id_token":[[[[',
        b'{"a":' * 200,
        b"eyJhbGciOiJub25lIn0.e30.",
    ),
    *(b"authorization_code", b"refresh_token", b"portal", CALLBACK.encode(), VERIFIER.encode()),
)
TYPES = (
    "application/x-www-form-urlencoded",
    "application/x-www-form-urlencoded",
    "application/x-www-form-urlencoded; charset=utf-16",
    "application/json",
    "multipart/form-data; boundary=x",
    "multipart/form-data",
    "text/plain",
    "",
    "nonsense",
)
HEADERS = (
    (
        "Authorization",
        ("Basic Og==", "Basic !!!", "Basic cG9ydGFs", "Bearer ", "Bearer " + "x" * 999),
    ),
    ("Authorization", ("Bearer eyJhbGciOiJub25lIn0.e30.", "Basic " + "A" * 4_000, "Digest x=y")),
    ("Cookie", ("stepfree-session=x", "stepfree-browser=" + "A" * 43, "stepfree-draft=a.b.c")),
    ("Cookie", ("=", ";;;", "stepfree-language=\xff", "stepfree-kept-x-1=" + "a" * 3_000)),
    ("Accept-Language", ("", "*", "fr;q=x", "x" * 5_000, "de-DE-1901,zz")),
    ("User-Agent", ("", "Mozilla/5.0 (" + "(" * 2_000, "\xe9/1")),
    ("Origin", ("null", "https://evil.example", "http://localhost:8000", "\xff")),
    ("Sec-Fetch-Site", ("same-origin", "cross-site", "x")),
    ("Accept-Encoding", ("gzip;q=0", "*", "gzip;q=nonsense")),
    ("Range", ("bytes=0-1", "bytes=-", "x")),
    ("If-None-Match", ('"x"', "*", "W/")),
    ("X-Forwarded-For", ("evil", "1.2.3.4, 5.6.7.8")),
    ("Content-Length", ("0", "5")),
    ("Host", ("localhost:8000", "localhost:8000", "localhost")),
)


@dataclass
class Chaos:
    """Makes requests by chance, the same ones for the same seed."""

    chance: random.Random
    paths: tuple[str, ...]
    csrf: str

    def value(self) -> bytes:
        return self.chance.choice(VALUES)

    def pairs(self) -> list[tuple[bytes, bytes]]:
        """Some parameters; names may come twice, be unknown, or be unreadable."""
        names = [self.chance.choice(NAMES).encode() for _ in range(self.chance.randrange(8))]
        pairs = [(name, self.value()) for name in names]
        if self.chance.random() < 0.2:
            pairs.append((self.value(), self.value()))
        if self.chance.random() < 0.5:
            pairs.append((b"csrf", self.csrf.encode()))
        return pairs

    def path(self) -> str:
        path = self.chance.choice(self.paths)
        if self.chance.random() < 0.1:
            path += "/" + quote_from_bytes(self.value()[:200])
        if self.chance.random() < 0.05:
            path = path.replace(KEY, quote_from_bytes(self.value()[:200], safe=""))
        return path if path.startswith("/") else "/" + path

    def headers(self) -> list[tuple[str, str]]:
        chosen = self.chance.sample(HEADERS, self.chance.randrange(4))
        return list({name: self.chance.choice(values) for name, values in chosen}.items())

    def request(self) -> dict[str, object]:
        """The arguments of one request of the test client."""
        query, body = urlencode(self.pairs()), urlencode(self.pairs()).encode()
        if self.chance.random() < 0.5:  # a sound authorization request with something wrong in it
            query = asks().partition("?")[2] + "&" + query
        if self.chance.random() < 0.1:
            body = self.value() * self.chance.choice((1, 1, 300))
        return {
            "path": self.path(),
            "method": self.chance.choice(METHODS),
            "query_string": query,
            "data": body,
            "content_type": self.chance.choice(TYPES),
            "headers": self.headers(),
        }


def addresses(request_key: str) -> Iterator[str]:
    """Every endpoint and every step, of a request that exists and of one that does not."""
    yield from ENDPOINTS
    routes = Routes(FLOWS)
    for flow in FLOWS:
        for step in flow.steps:
            for key, about in ((request_key, ""), (KEY, KEY), ("", KEY)):
                yield routes.path(flow.name, step, interaction_id=key, about=about)


@pytest.mark.parametrize("seed", range(SEEDS))
def test_nothing_that_comes_in_breaks_us(
    make_app: Callable[..., Flask],
    sign_in: Callable[..., Person],
    portal: Client,
    store: Store,
    seed: int,
) -> None:
    """No answer is a fault, and nobody is sent anywhere but to us or to the registered portal."""
    person = Person(make_app(limit_requests=1_000_000))
    if seed % 2:
        sign_in(person)
    person.opens(asks(prompt="consent"))
    csrf = next(e for e in person.seen.elements("input") if e.get("name") == "csrf").get("value")
    paths = tuple(addresses(person.at.split("/")[2]))
    chaos = Chaos(random.Random(f"{seed} {store.is_sqlite}"), paths, csrf)

    for _ in range(REQUESTS_PER_SEED):
        asked = chaos.request()
        response = person.browser.open(base_url=HOST, **asked)  # type: ignore[arg-type]

        assert response.status_code < 500, asked
        location = response.headers.get("Location", "/")
        own = location.startswith("/") and not location.startswith(("//", "/\\"))
        assert own or location.split("?")[0] == CALLBACK, (location, asked)

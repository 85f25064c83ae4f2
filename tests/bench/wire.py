"""A virtual person's browser: one keep-alive connection, one cookie jar, HTML forms."""

from __future__ import annotations

import base64
import http.client
import json
import select
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit


class Failed(Exception):
    """An answer that a correct sign-in does not contain; ends the virtual person."""


@dataclass
class Answer:
    """One response: url asked for, status, headers (lower-case names), body text."""

    url: str
    status: int
    headers: dict[str, str]
    body: str

    def expect(self, status: int) -> Answer:
        if self.status != status:
            raise Failed(
                f"{self.url.split('?')[0]}: {self.status}, not {status}: {self.body[:160]}"
            )
        return self

    def json(self) -> dict[str, Any]:
        value: dict[str, Any] = json.loads(self.body)
        return value

    @property
    def location(self) -> str:
        return urljoin(self.url, self.headers["location"])


@dataclass
class Form:
    """One HTML form: where it posts to and the values that it already has."""

    action: str
    values: dict[str, str] = field(default_factory=dict)


class _Forms(HTMLParser):
    def __init__(self, url: str) -> None:
        super().__init__()
        self.url, self.forms = url, [Form("")][:0]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(Form(urljoin(self.url, given.get("action", ""))))
        elif tag == "input" and self.forms and given.get("name"):
            self.forms[-1].values[given["name"]] = given.get("value", "")


class Browser:
    """Requests to one loopback origin. Refuses every other address."""

    def __init__(self, base: str) -> None:
        parts = urlsplit(base)
        if parts.hostname not in {"127.0.0.1", "localhost"}:
            raise ValueError("Only loopback addresses are measured.")
        self.base, self.cookies = base, dict[str, str]()
        self._connection = http.client.HTTPConnection("127.0.0.1", parts.port or 80, timeout=30)

    def close(self) -> None:
        self._connection.close()

    def get(self, url: str, **headers: str) -> Answer:
        return self._send("GET", url, None, headers)

    def post(self, url: str, values: dict[str, str], **headers: str) -> Answer:
        headers["Content-Type"] = "application/x-www-form-urlencoded"
        return self._send("POST", url, urlencode(values), headers)

    def form(self, answer: Answer, action_has: str) -> Form:
        """The form of a page whose address contains `action_has`."""
        reader = _Forms(answer.url)
        reader.feed(answer.body)
        for form in reader.forms:
            if action_has in form.action:
                return form
        raise Failed(f"{answer.url}: no form to {action_has!r} in {answer.body[:160]!r}")

    def _send(self, method: str, url: str, body: str | None, headers: dict[str, str]) -> Answer:
        full = urljoin(self.base, url)
        parts = urlsplit(full)
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if method == "POST":
            headers.setdefault("Origin", self.base)
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        headers["Host"] = urlsplit(self.base).netloc
        self._leave_closed()
        self._connection.request(method, path, body, headers)
        got = self._connection.getresponse()
        text = got.read().decode("utf-8")
        for name, value in got.getheaders():
            if name.lower() == "set-cookie":
                cookie, _, rest = value.partition(";")
                key, _, content = cookie.partition("=")
                if "max-age=0" in rest.lower():
                    self.cookies.pop(key, None)
                else:
                    self.cookies[key] = content
        return Answer(full, got.status, {k.lower(): v for k, v in got.getheaders()}, text)

    def _leave_closed(self) -> None:
        """A connection that the server ended while nobody asked is opened anew, as browsers do."""
        idle = self._connection.sock
        if idle is not None and select.select([idle], [], [], 0)[0]:
            self._connection.close()  # nothing was asked, so what there is to read is its end


def basic(client_id: str, secret: str) -> str:
    """The Authorization header of client_secret_basic."""
    return "Basic " + base64.b64encode(f"{client_id}:{secret}".encode()).decode()

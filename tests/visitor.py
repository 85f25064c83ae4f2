"""A browser without script: follows redirects, reads every page, presses buttons of forms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlsplit

from flask import Flask
from werkzeug.test import TestResponse

from tests.checked import CheckedClient
from tests.templates.document import Element, read

HOST = "http://localhost:8000"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0"
SAFARI = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1"
MOST_REDIRECTS = 8


@dataclass
class Person:
    """Somebody with a browser of their own.

    page: what they see now.  at: its address.  left_for: where they were sent, once outside.
    """

    app: Flask
    agent: str = FIREFOX
    language: str = "en"
    page: TestResponse | None = None
    at: str = ""
    left_for: str = ""

    def __post_init__(self) -> None:
        self.app.test_client_class = CheckedClient
        self.browser = self.app.test_client()

    # --- going somewhere

    def opens(self, path: str, **query: str) -> TestResponse:
        """Opens an address, and follows it to a page of ours or out to a portal."""
        return self._arrive(self.request("GET", path, query_string=query or None), path)

    def request(self, method: str, path: str, **more: Any) -> TestResponse:
        """One request, not followed."""
        headers = {"User-Agent": self.agent, "Accept-Language": self.language}
        headers |= more.pop("headers", {})
        return self.browser.open(path, method=method, base_url=HOST, headers=headers, **more)

    def presses(self, button: str, **typed: str) -> TestResponse:
        """Fills the form that has this button, and presses it."""
        target, values = self.form(button)
        return self.posts(target, {**values, **typed})

    def posts(self, target: str, values: Mapping[str, str]) -> TestResponse:
        """Sends a form as a browser does, and follows it."""
        same = {"Sec-Fetch-Site": "same-origin", "Origin": "null"}
        return self._arrive(self.request("POST", target, data=values, headers=same), target)

    def follows(self, link: str) -> TestResponse:
        """Follows the link with these words."""
        return self.opens(next(a for a in self.seen.elements("a") if a.text == link).get("href"))

    # --- looking

    @property
    def seen(self) -> Element:
        assert self.page is not None
        return read(self.page.text)

    @property
    def title(self) -> str:
        return next(self.seen.elements("title")).text

    @property
    def heading(self) -> str:
        return next(self.seen.elements("h1")).text

    @property
    def text(self) -> str:
        return next(self.seen.elements("main")).text

    @property
    def answer(self) -> dict[str, str]:
        """What the portal got in the address."""
        return {name: v[0] for name, v in parse_qs(urlsplit(self.left_for).query).items()}

    def form(self, button: str) -> tuple[str, dict[str, str]]:
        """Where the form with this button goes, and what it sends when nothing is typed."""
        page = self.seen
        pressed = next((b for b in page.elements("button") if b.text == button), None)
        assert pressed is not None, f"No button {button!r} on {self.title!r}."
        form = pressed.within("form") or next(
            f for f in page.elements("form") if f.get("id") == pressed.get("form")
        )
        values = {e.get("name"): e.get("value") for e in form.elements("input") if _is_sent(e)}
        if pressed.get("name"):
            values[pressed.get("name")] = pressed.get("value")
        return pressed.get("formaction") or form.get("action") or self.at, values

    # --- inside

    def _arrive(self, response: TestResponse, path: str) -> TestResponse:
        self.left_for, self.at = "", path
        for _ in range(MOST_REDIRECTS):
            if response.status_code // 100 != 3:
                break
            assert response.status_code == 303, "only 303 (RFC 9700 §4.12)"
            self.at = response.headers["Location"]
            if not self.at.startswith("/"):
                self.left_for = self.at
                return response
            response = self.request("GET", self.at)
        assert response.status_code // 100 != 3, f"{self.at} leads round in circles"
        self.page = response
        return response


def _is_sent(field: Element) -> bool:
    ticked = field.get("type") != "checkbox" or "checked" in field.attributes
    return bool(field.get("name")) and ticked

"""A client that checks every page it fetches, so that no test can pass over a broken one."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.templates.document import read
from tests.templates.gates import PAGE_GATES


class CheckedClient(FlaskClient):
    """Flask's own test client; a page that breaks a rule of `tests.templates.gates` fails it."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        response = super().open(*args, **kwargs)
        has_body = response.request.method != "HEAD" and response.status_code != 204
        is_page = response.mimetype == "text/html" and has_body
        if is_page and not 300 <= response.status_code < 400:
            found = problems(response.get_data(as_text=True))
            assert not found, f"{response.request.path}: {found}"
        return response


@lru_cache(maxsize=256)  # whoever asks twice gets the same page twice
def problems(html: str) -> tuple[str, ...]:
    """What is wrong with a page, in sentences; () when nothing is."""
    page = read(html)
    return tuple(what for gate in PAGE_GATES for what in gate(page))

"""The local page for answers: it works, it is accessible, and nobody else can use it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from threading import Thread
from urllib.parse import quote, urlencode

import pytest

from a11y import audit
from a11y.conditions import BY_NAME, DEFAULT
from a11y.manual.answering import Sitting
from a11y.manual.pages import list_page, question_page
from a11y.manual.questions import questions
from a11y.manual.server import Server
from a11y.store import load, open_store, save
from a11y.targets import Visit
from a11y.verdict import Ledger
from tests.a11y.conftest import Site
from tests.a11y.reports.sample import REPORT, TODAY

FORM_TYPE = {"Content-Type": "application/x-www-form-urlencoded"}


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "audit.sqlite3"
    save(path, REPORT)
    return path


@pytest.fixture
def server(store: Path) -> Iterator[Server]:
    with open_store(store) as kept:
        sitting = Sitting(questions(load(store)), kept.answer, lambda: TODAY)
        with Server(sitting, "en") as made:
            Thread(target=made.serve_forever, daemon=True).start()
            yield made
            made.shutdown()


def ask(
    server: Server, method: str, path: str, form: dict[str, str] | None = None, **headers: str
) -> tuple[HTTPResponse, str]:
    connection = HTTPConnection("127.0.0.1", server.server_port, timeout=10)
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    body = None if form is None else urlencode(form)
    connection.request(method, path, body, {**FORM_TYPE, **names} if form else names)
    response = connection.getresponse()
    return response, response.read().decode()


def test_an_answer_goes_into_the_store(server: Server, store: Path) -> None:
    """The form of a question is filled in and sent; the next question follows."""
    _, page = ask(server, "GET", "/question/2")
    (token,) = re.findall(r'name="token" value="([^"]+)"', page)
    form = {"token": token, "answer": "NC", "note": "Grey on grey.", "name": "Ada"}

    response, _ = ask(server, "POST", "/question/2", form)

    assert (response.status, response.headers["Location"]) == (303, "/question/3")
    (given,) = set(load(store).answers) - set(REPORT.answers)
    assert (given.verdict, given.words, given.by, given.on) == ("NC", "Grey on grey.", "Ada", TODAY)
    assert "answered: NC" in ask(server, "GET", "/")[1]


def test_what_is_missing_is_said_and_what_was_typed_is_kept(server: Server, store: Path) -> None:
    """An answer without its words comes back with an error at its field, and nothing is lost."""
    form = {"token": server.token, "answer": "NC", "note": "", "name": "Ada <b>"}

    response, page = ask(server, "POST", "/question/1", form)

    assert response.status == 422
    assert "<title>Error: Question 1" in page
    assert '<a href="#note">Say what is wrong.</a>' in page
    assert 'value="Ada &lt;b&gt;"' in page
    assert 'id="answer-NC" checked' in page
    assert set(load(store).answers) == set(REPORT.answers)


@pytest.mark.parametrize(
    ("token", "headers", "status"),
    [
        ("", {}, 403),
        ("x" * 43, {}, 403),
        ("right", {"Origin": "https://evil.example"}, 403),
        ("right", {"Origin": "null"}, 403),
        ("right", {"Host": "evil.example"}, 421),
    ],
)
def test_another_site_cannot_answer(
    token: str, headers: dict[str, str], status: int, server: Server, store: Path
) -> None:
    """Without our token, from another origin, or by another name, nothing is taken."""
    right = server.token if token == "right" else token
    form = {"token": right, "answer": "C", "note": "", "name": "Eve"}

    response, _ = ask(server, "POST", "/question/1", form, **headers)

    assert response.status == status
    assert set(load(store).answers) == set(REPORT.answers)


@pytest.mark.parametrize(
    "path", ["/question/0", "/question/9999", "/question/x", "/x", "/question/²"]
)
def test_what_is_not_there_is_not_found(path: str, server: Server) -> None:
    """Any other address is not found."""
    assert ask(server, "GET", quote(path))[0].status == 404


def test_too_much_is_refused(server: Server) -> None:
    """A body that no answer has is not read."""
    response, _ = ask(server, "POST", "/question/1", {"note": "x" * 70_000})

    assert response.status == 413


def test_nothing_of_an_audited_page_runs(server: Server) -> None:
    """Words of pages are escaped, and the policy allows no script and nobody else's byte."""
    response, page = ask(server, "GET", "/question/1")

    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    assert "<script" not in page
    assert response.headers["Cache-Control"] == "no-store"


@pytest.mark.gate
def test_the_pages_pass_their_own_gate(site: Site, store: Path) -> None:
    """List, question and error have no barrier, in both languages, wide and narrow."""
    asks = questions(load(store))[:30]
    sitting = Sitting(asks, lambda given: None, lambda: TODAY)
    number = next(n for n, one in enumerate(asks, 1) if one.instances)
    pages = {
        "list": list_page(sitting, "en"),
        "question": question_page(sitting, number, "fr", "t"),
        "error": question_page(sitting, number, "en", "t", missing=["answer", "note", "name"]),
    }
    visits = []
    for name, html in pages.items():
        site.put(html, f"/states/manual/{name}/default")
        language = "fr" if name == "question" else "en"
        visits.append(
            Visit(f"manual/{name}/default", "", language, (DEFAULT, BY_NAME["narrow_320"]))
        )

    own = audit(visits, site.base, on=TODAY, ledger=Ledger(), browsers=1)

    assert own.lines()[:-1] == []

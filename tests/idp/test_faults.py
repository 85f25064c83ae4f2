"""Whatever breaks on our side, a person or a program gets an answer that says to come again."""

from __future__ import annotations

import io
import json
import logging
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask, Response
from werkzeug.routing import Rule

from idp import logs
from idp.app import create_app
from idp.clock import SetClock
from idp.flow import Data, Need, Outcome, PlainFlow, Show, Step, Turn
from idp.settings import Settings, read
from idp.store import Store, StoreBusyError, Transaction
from idp.store.schema import metadata
from tests.visitor import HOST, Person

MakeApp = Callable[..., Flask]
SAMPLES = {"key": "A" * 22, "flow": "help", "step": "start", "about": "x", "version": "1"}


class Fragile(Store):
    """A store in which something breaks that nobody thought of."""

    is_broken = False

    @contextmanager
    def write(self) -> Iterator[Transaction]:
        with super().write() as tx:
            self._break()
            yield tx

    @contextmanager
    def read(self) -> Iterator[Transaction]:
        with super().read() as tx:
            self._break()
            yield tx

    def _break(self) -> None:
        if self.is_broken:
            raise RuntimeError("the secret cause")


@pytest.fixture
def fragile(tmp_path: Path) -> Iterator[Fragile]:
    store = Fragile(f"sqlite:///{tmp_path / 'fragile.sqlite3'}")
    metadata.create_all(store.engine)
    yield store
    store.close()


@pytest.fixture
def settings() -> Settings:
    """Settings as everywhere; the store is the one of each test."""
    secret = "test-secret-0123456789-abcdefghijklmnopqrstuvw"
    return read(
        issuer="http://localhost:8000",
        secret_keys=(secret,),
        master_keys=(secret,),
        demo=True,
        log_format="json",
        languages=("en",),
    )


def address(rule: Rule) -> str:
    with_values = {name: SAMPLES.get(name, "x") for name in rule.arguments}
    return str(rule.build(with_values)[1]).removeprefix("|")  # type: ignore[index]


def test_a_fault_in_any_view_is_told_with_a_time(
    settings: Settings, clock: SetClock, fragile: Fragile
) -> None:
    """Every address there is: 503 with Retry-After, no cause, never 500."""
    app = create_app(settings, clock=clock, store=fragile)
    rules = list(app.url_map.iter_rules())
    for endpoint in app.view_functions:
        app.view_functions[endpoint] = _breaks

    for rule in rules:
        method = "GET" if "GET" in (rule.methods or ()) else "POST"
        response = app.test_client().open(address(rule), method=method, base_url=HOST)

        assert response.status_code == 503, rule
        assert int(response.headers["Retry-After"]) > 0
        assert "the secret cause" not in response.text
        assert "say these words" in response.text
    assert len(rules) > 15


def _breaks(**_: object) -> Response:
    raise RuntimeError("the secret cause")


@pytest.mark.parametrize("path", ["/token", "/revoke", "/userinfo"])
@pytest.mark.parametrize("method", ["POST", "OPTIONS"])
def test_a_program_is_told_in_its_own_words(
    settings: Settings, clock: SetClock, fragile: Fragile, path: str, method: str
) -> None:
    """Also within the protocol: JSON, 503, a time, and the reference of the log line."""
    app = create_app(settings, clock=clock, store=fragile)
    fragile.is_broken = True
    form = {"grant_type": "authorization_code", "token": "x", "access_token": "x", "code": "x"}
    headers = {"Authorization": "Basic eDp4"} if path != "/userinfo" else {}

    response = app.test_client().open(
        path,
        method=method,
        base_url=HOST,
        data=form if method == "POST" else None,
        headers={"Origin": "https://portal.example", **headers},
    )

    assert response.status_code == 503
    assert response.json is not None
    assert response.json["error"] == "server_error"
    assert int(response.headers["Retry-After"]) > 0
    assert response.headers["Cache-Control"] == "no-store"
    assert "the secret cause" not in response.text


@pytest.mark.parametrize(
    "path",
    ["/account/overview", "/authorize?client_id=x", "/end-session", "/readyz", "/help/start"],
)
def test_a_person_is_told_what_to_say(
    settings: Settings, clock: SetClock, fragile: Fragile, path: str
) -> None:
    """The words for the phone are those of the log line of this very request (ER-5)."""
    app, lines = create_app(settings, clock=clock, store=fragile), io.StringIO()
    person = Person(app)
    fragile.is_broken = True

    with log_of(settings, lines):
        response = person.opens(path)

    line = next(found for found in map(json.loads, lines.getvalue().splitlines()))
    assert response.status_code == 503
    assert line["level"] == "error"
    assert line["reference"].partition(".")[0] in next(person.seen.elements("body")).text


def test_a_press_that_breaks_leaves_nothing_half_done(
    settings: Settings, clock: SetClock, fragile: Fragile
) -> None:
    """A form gets the same page, and the language of that page can be changed at once."""
    app = create_app(settings, clock=clock, store=fragile)
    person = Person(app)
    person.opens("/start/sign-in")
    target, values = person.form("Send me a mail")
    fragile.is_broken = True

    response = person.posts(target, {**values, "email": "ada@example.org"})

    assert response.status_code == 503
    assert int(response.headers["Retry-After"]) > 0
    fragile.is_broken = False
    person.presses("I need more time")
    assert person.at == target


def test_the_page_of_our_mistake_may_break_too(
    settings: Settings, clock: SetClock, fragile: Fragile
) -> None:
    """Where no page can be made at all, plain words are left, with a heading and the reference."""
    without_help = settings.model_copy(update={"flows": "tests.idp.test_faults:NO_HELP"})
    client = create_app(without_help, clock=clock, store=fragile).test_client()

    response = client.get("/sample/start", base_url=HOST)

    assert response.status_code == 503
    assert "<h1>We have a problem here</h1>" in response.text
    assert re.search(r"say these words: \w+-\w+-\d<", response.text)
    assert int(response.headers["Retry-After"]) > 0


# --- two transactions in each other's way


@pytest.mark.parametrize(("times", "status"), [(1, 200), (2, 200), (3, 503)])
def test_a_request_that_lost_to_another_is_run_again(
    settings: Settings, clock: SetClock, fragile: Fragile, times: int, status: int
) -> None:
    """A deadlock costs nobody their press; after the third time people are told when (SEC-107)."""
    busy = settings.model_copy(update={"flows": "tests.idp.test_faults:BUSY"})
    person = Person(create_app(busy, clock=clock, store=fragile))
    LEFT[:] = [None] * times

    response = person.opens("/busy/start")

    assert response.status_code == status
    assert ("Retry-After" in response.headers) == (status == 503)


LEFT: list[None] = []


def _loses(turn: Turn) -> Outcome:
    if LEFT:
        LEFT.pop()
        raise StoreBusyError
    return Show(Data({"done": True}))


def _fails(turn: Turn) -> Outcome:
    raise RuntimeError("the secret cause")


_HELP = PlainFlow(
    "help", Need.INFORMATION, (), {"problem": Step(show=_fails), "statement": Step(show=_fails)}
)
BUSY = (PlainFlow("busy", Need.INFORMATION, (), {"start": Step(show=_loses)}), _HELP)
NO_HELP = (PlainFlow("sample", Need.INFORMATION, (), {"start": Step(show=_fails)}),)


@contextmanager
def log_of(settings: Settings, stream: io.StringIO) -> Iterator[None]:
    """The log of this process goes to `stream` for a while."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    logs.set_up(settings, stream)
    try:
        yield
    finally:
        root.handlers[:] = handlers
        root.setLevel(level)

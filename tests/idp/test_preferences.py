"""Another language or more time is one press on any page, and loses nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from idp.app import create_app
from idp.clock import SetClock
from idp.preferences import DRAFT_S, PREFERENCES, draft, typed_before
from idp.settings import Settings
from idp.store import Store, StoreDownError, Transaction
from idp.store.schema import metadata
from idp.tokens import Tokens, new_secret
from tests.visitor import Person

Happened = Callable[[], list[str]]

KEYS = ("test-secret-0123456789-abcdefghijklmnopqrstuvw",)
TYPED = {"email": "ada@example.org", "csrf": "x", "language": "fr"}


@pytest.fixture
def tokens(clock: SetClock) -> Tokens:
    return Tokens(KEYS, clock)


def test_what_was_typed_comes_back_once_more(tokens: Tokens) -> None:
    """Fields of the person come back; the form's own do not."""
    cookie = draft(tokens, "/start/sign-in", TYPED)

    assert cookie is not None
    assert typed_before(tokens, "/start/sign-in", cookie.value) == {"email": "ada@example.org"}


def test_it_is_shown_nowhere_else(tokens: Tokens) -> None:
    """Another form never gets what was typed in this one."""
    cookie = draft(tokens, "/start/sign-in", TYPED)

    assert cookie is not None
    assert typed_before(tokens, "/account/overview", cookie.value) == {}


def test_it_is_forgotten_after_a_while(tokens: Tokens, clock: SetClock) -> None:
    """On a shared computer nothing typed stands there for the next person."""
    cookie = draft(tokens, "/start/sign-in", TYPED)
    clock.move_s(DRAFT_S + 1)

    assert cookie is not None
    assert typed_before(tokens, "/start/sign-in", cookie.value) == {}


@pytest.mark.parametrize("value", ["", "nonsense", "a.b.c", "{}"])
def test_a_forged_draft_is_an_empty_form(tokens: Tokens, value: str) -> None:
    """Only what we signed is shown."""
    assert typed_before(tokens, "/start/sign-in", value) == {}


def test_a_draft_that_fits_no_cookie_is_not_kept(tokens: Tokens) -> None:
    """A cookie holds 4 KiB; longer texts would break every later request."""
    note = "".join(new_secret() for _ in range(100))

    assert draft(tokens, "/x", {"note": note}) is None


# --- the address for pages that no step shows


def test_it_is_only_pressed(person: Person) -> None:
    """Who opens the address by hand gets help."""
    person.opens(PREFERENCES)

    assert person.at == "/help/start"


@pytest.mark.parametrize(
    ("back", "leads_to"),
    [
        ("/help/passkey", "/help/passkey"),
        ("/nowhere?a=b%20c", "/nowhere?a=b%20c"),
        ("", "/help/start"),
        ("https://evil.example/", "/help/start"),
        ("//evil.example/", "/help/start"),
        ("/\\evil.example/", "/help/start"),
        ("/\t/evil.example/", "/help/start"),
        ("/x\r\nSet-Cookie: a=b", "/help/start"),
        ("javascript:alert(1)", "/help/start"),
        ("/" + "a" * 5_000, "/help/start"),
    ],
)
def test_it_leads_to_our_own_pages_alone(person: Person, back: str, leads_to: str) -> None:
    """Whatever a form names as its page, nobody is led to another host (SEC-71)."""
    person.opens("/nowhere")
    _, values = person.form("I need more time")
    same = {"Sec-Fetch-Site": "same-origin"}

    response = person.request("POST", PREFERENCES, data={**values, "back": back}, headers=same)

    assert response.status_code == 303
    assert response.headers["Location"] == leads_to


@pytest.mark.parametrize(
    ("headers", "changed"),
    [
        ({"Sec-Fetch-Site": "cross-site"}, {}),
        ({"Origin": "https://evil.example"}, {}),
        ({"Sec-Fetch-Site": "same-origin"}, {"csrf": "stale"}),
    ],
)
def test_it_takes_no_foreign_form(
    person: Person, happened: Happened, headers: dict[str, str], changed: dict[str, str]
) -> None:
    """Another site changes nobody's language; the page that says so has the switch itself."""
    person.opens("/nowhere")
    _, values = person.form("I need more time")

    response = person.request("POST", PREFERENCES, data={**values, **changed}, headers=headers)

    assert response.status_code == 403
    assert "Set-Cookie" not in response.headers
    assert "I need more time" in response.text
    assert happened()[-1] == "page.form.refused"


def test_a_wish_is_written_down(person: Person, happened: Happened) -> None:
    """Every press leaves an event (SEC-97)."""
    person.opens("/nowhere")

    person.presses("I need more time")

    assert happened()[-1] == "page.time.changed"


def test_a_wish_needs_no_store(settings: Settings, clock: SetClock, tmp_path: Path) -> None:
    """While the database is away, the page that says so can be read in the person's language."""
    store = Away(f"sqlite:///{tmp_path / 'away.sqlite3'}")
    metadata.create_all(store.engine)
    two = settings.model_copy(update={"languages": ("en", "fr")})
    person = Person(create_app(two, clock=clock, store=store))
    store.is_away = True
    assert person.opens("/account/overview").status_code == 503

    response = person.presses("Français")

    assert response.status_code == 503
    assert person.at == "/account/overview"
    assert next(person.seen.elements("html")).get("lang") == "fr"
    store.close()


class Away(Store):
    """A store whose database can be taken away."""

    is_away = False

    @contextmanager
    def write(self) -> Iterator[Transaction]:
        if self.is_away:
            raise StoreDownError
        with super().write() as tx:
            yield tx

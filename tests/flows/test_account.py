"""The own account: what it lists, what a press does, and whom it never lets in."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from conftest import Outbox
from idp.clock import SetClock
from idp.services import House
from idp.store import Store
from idp.store.schema import accounts, sessions
from tests.authenticator import Device
from tests.portal import asks
from tests.visitor import SAFARI, Person
from tests.visits import add_passkey, code_of, text_of

SignIn = Callable[..., Person]


@pytest.fixture
def ada(person: Person, sign_in: SignIn) -> Person:
    """Ada, looking at her account a moment after she signed in."""
    sign_in(person)
    person.opens("/account/overview")
    return person


@pytest.fixture
def with_passkey(ada: Person, app: Flask, store: Store) -> Person:
    """The same, with one passkey."""
    house: House = app.extensions["stepfree"]
    with store.read() as tx:
        account_id = tx.execute(select(accounts.c.id)).scalar_one()
    add_passkey(house, account_id, Device())
    ada.opens("/account/overview")
    return ada


def links(person: Person) -> list[str]:
    return [a.text for a in person.seen.elements("a")]


def test_it_answers_the_questions_that_people_have(ada: Person) -> None:
    """The four questions of AC-1, each a heading, in this order."""
    headings = [h.text for h in ada.seen.elements("h2")]

    assert [h for h in headings if h.endswith("?")][:4] == [
        "How do I sign in?",
        "Where am I signed in?",
        "Who knows what about me?",
        "Who may help me?",
    ]
    assert "ada@example.org" in ada.text
    assert "Firefox (Windows) – this browser" in ada.text
    assert "The Portal" in ada.text


def test_it_is_nobody_elses(app: Flask, ada: Person) -> None:
    """Without a session the way leads to signing in, and back here afterwards."""
    stranger = Person(app, SAFARI)

    stranger.opens("/account/overview")

    assert stranger.heading == "Sign in"
    assert "ada@" not in stranger.text


def test_after_signing_in_one_is_where_one_wanted_to_go(
    app: Flask, person: Person, mails: Outbox
) -> None:
    """A bookmark of an account page survives the sign-in (SC 2.2.5)."""
    person.opens("/account/end-other-browsers")
    person.presses("Send me a mail", email="ada@example.org")
    person.presses("Sign in", code=code_of(mails.last()))

    assert person.at == "/account/end-other-browsers"


class TestBrowsers:
    def test_another_browser_is_listed_and_can_be_ended(
        self, app: Flask, ada: Person, sign_in: SignIn
    ) -> None:
        """One press, and the other browser is signed out at once (AC-10, SEC-62)."""
        other = sign_in(Person(app, SAFARI))
        ada.opens("/account/overview")
        (link,) = [text for text in links(ada) if text.startswith("Sign out Safari (iPhone)")]

        ada.follows(link)
        ada.presses("Yes, sign out there")

        assert "That browser is signed out." in ada.text
        other.opens("/account/overview")
        assert other.heading == "Sign in"

    def test_all_others_end_together(self, app: Flask, ada: Person, sign_in: SignIn) -> None:
        """Only the browser in which the button is pressed stays signed in."""
        others = [sign_in(Person(app, SAFARI)) for _ in range(2)]
        ada.opens("/account/overview")

        ada.follows("Sign out all other browsers")
        ada.presses("Yes, sign out there")

        assert ada.heading == "Your account"
        for other in others:
            assert other.opens("/account/overview")
            assert other.heading == "Sign in"

    def test_nobody_ends_the_browser_of_somebody_else(
        self, app: Flask, ada: Person, sign_in: SignIn, store: Store
    ) -> None:
        """The handle of a foreign session ends nothing."""
        bob = sign_in(Person(app, SAFARI), email="bob@example.org")
        bob.opens("/account/overview")
        _, values = ada.form("Add a passkey")
        with store.read() as tx:
            all_of_them = tx.execute(select(sessions.c.id)).scalars().all()

        for session_id in all_of_them:
            ada.posts(f"/account/end-browser/{session_id}", {"csrf": values["csrf"]})

        bob.opens("/account/overview")
        assert bob.heading == "Your account"

    def test_a_new_browser_is_told_by_mail(
        self, app: Flask, ada: Person, sign_in: SignIn, mails: Outbox
    ) -> None:
        """The first browser is no news; every further one is told to the person (AC-3, SEC-95)."""
        before = len(mails.messages())

        sign_in(Person(app, SAFARI))

        notices = [m for m in mails.messages()[before:] if "Safari (iPhone)" in text_of(m)]
        assert any("/account/overview" in text_of(m) for m in notices)


class TestPasskeys:
    def test_a_passkey_gets_the_name_that_its_owner_knows(self, with_passkey: Person) -> None:
        """Any script, up to 100 characters, kept as typed (PR-6)."""
        (link,) = [text for text in links(with_passkey) if text.startswith("Change the name")]

        with_passkey.follows(link)
        with_passkey.presses("Save", name="  Mäi blot Handy 📱 ", note="am Rucksak")

        assert "Mäi blot Handy 📱" in with_passkey.text
        assert "am Rucksak" in with_passkey.text

    @pytest.mark.parametrize(
        ("typed", "says"),
        [
            ({"name": " "}, "The name is missing"),
            ({"name": "a" * 101}, "This name is too long"),
            ({"name": "ok", "note": "a" * 301}, "This note is too long"),
        ],
    )
    def test_a_name_that_cannot_be_kept_is_explained(
        self, with_passkey: Person, typed: dict[str, str], says: str
    ) -> None:
        """What was typed stays, and the page says what to do (ER-1, ER-3)."""
        (link,) = [text for text in links(with_passkey) if text.startswith("Change the name")]
        with_passkey.follows(link)

        response = with_passkey.presses("Save", **typed)

        assert response.status_code == 422
        assert says in with_passkey.text
        name = next(e for e in with_passkey.seen.elements("input") if e.get("name") == "name")
        assert name.get("value") == typed["name"]

    def test_a_passkey_is_removed_and_everybody_concerned_knows(
        self, with_passkey: Person, mails: Outbox
    ) -> None:
        """Said before, done at once, told by mail (PR-9, PR-10)."""
        (link,) = [text for text in links(with_passkey) if text.startswith("Remove passkey")]

        with_passkey.follows(link)
        assert "It is your last passkey" in with_passkey.text
        with_passkey.presses("Yes, remove it")

        assert "You have no passkey yet." in with_passkey.text
        assert "removed" in mails.last()["Subject"]

    def test_removing_needs_a_fresh_sign_in(
        self, with_passkey: Person, clock: SetClock, mails: Outbox
    ) -> None:
        """Whoever sits down at an open browser removes nothing; the owner signs in and goes on."""
        clock.move_s(301)
        with_passkey.opens("/account/overview")
        (link,) = [text for text in links(with_passkey) if text.startswith("Remove passkey")]

        with_passkey.follows(link)
        assert with_passkey.heading == "Sign in"
        with_passkey.presses("Send me a mail", email="ada@example.org")
        with_passkey.presses("Sign in", code=code_of(mails.last()))

        assert with_passkey.heading == "Remove this passkey?"

    def test_adding_needs_a_fresh_sign_in_too(self, ada: Person, clock: SetClock) -> None:
        """The same for a new passkey (PR-13)."""
        clock.move_s(301)

        ada.presses("Add a passkey")

        assert ada.heading == "Sign in"

    def test_adding_begins_at_once_after_a_fresh_one(self, ada: Person) -> None:
        """Who has just signed in is not asked again."""
        ada.presses("Add a passkey")

        assert "/passkey-setup/offer" in ada.at

    def test_a_passkey_of_somebody_else_cannot_be_touched(
        self, app: Flask, with_passkey: Person, sign_in: SignIn
    ) -> None:
        """A foreign handle leads back to the own account, and nothing happens."""
        (link,) = [a for a in with_passkey.seen.elements("a") if a.text.startswith("Remove")]
        bob = sign_in(Person(app, SAFARI), email="bob@example.org")
        bob.opens("/account/overview")
        _, values = bob.form("Add a passkey")

        bob.posts(link.get("href"), {"csrf": values["csrf"]})

        assert bob.heading == "Your account"
        with_passkey.opens("/account/overview")
        assert "You have no passkey yet." not in with_passkey.text


def test_what_was_asked_for_survives_the_idle_time(ada: Person, clock: SetClock) -> None:
    """After the idle time a press leads to signing in; nothing is done behind one's back (TO-7)."""
    clock.move_s(1_800)

    ada.presses("Add a passkey")

    assert ada.heading == "Sign in"


def test_one_press_keeps_the_account_open_as_often_as_one_likes(
    ada: Person, clock: SetClock
) -> None:
    """The press of the warning begins the idle time anew, ten times and more (TO-3)."""
    warning = next(ada.seen.elements("dialog"))

    for _ in range(12):
        clock.move_s(int(warning.get("data-ends")) - 1)
        given = {"csrf": warning.get("data-csrf")}
        answer = ada.request("POST", warning.get("data-stay"), data=given)
        assert answer.json == {"ends_s": int(warning.get("data-ends"))}

    ada.opens("/account/overview")
    assert ada.heading == "Your account"


def test_a_press_that_comes_too_late_is_no_sign_of_life(ada: Person, clock: SetClock) -> None:
    """Once the account is closed, our script learns so and nobody is signed in by it."""
    warning = next(ada.seen.elements("dialog"))
    clock.move_s(1_800)

    answer = ada.request("POST", warning.get("data-stay"), data={"csrf": warning.get("data-csrf")})

    assert answer.json is None
    assert answer.status_code == 303


def test_the_way_back_to_the_portal_stays_open(ada: Person) -> None:
    """Looking at the account ends no session."""
    ada.opens(asks())

    assert "code" in ada.answer

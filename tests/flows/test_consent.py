"""What a portal would learn, item by item, and what becomes of a yes and of a no."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from conftest import Outbox
from idp.store import Store
from idp.store.clients import Client
from tests import portal as portals
from tests.portal import asks
from tests.visitor import SAFARI, Person
from tests.visits import code_of

SignIn = Callable[..., Person]
CLAIMS = json.dumps({"userinfo": {"locale": None}})


@pytest.fixture
def asked(person: Person, portal: Client, mails: Outbox) -> Callable[..., Person]:
    """Brings the person to the question."""

    def come(**values: str) -> Person:
        person.opens(asks(**values))
        if person.heading == "Sign in":
            person.presses("Send me a mail", email="ada@example.org")
            person.presses("Sign in", code=code_of(mails.last()))
        return person

    return come


def ticks(person: Person) -> list[str]:
    return [e.get("name") for e in person.seen.elements("input") if e.get("type") == "checkbox"]


def test_every_item_stands_there_with_its_value(asked: Callable[..., Person]) -> None:
    """Exactly what the portal would get, why, and for how long (CN-1)."""
    person = asked(scope="openid email profile")

    assert "ada@example.org" in person.text
    assert "English" in person.text
    assert "until you take it back" in person.text


def test_only_what_is_asked_for_stands_there(asked: Callable[..., Person]) -> None:
    """A portal that asks for nothing personal gets nothing personal."""
    person = asked(scope="openid")

    assert "ada@example.org" not in person.text


def test_a_voluntary_item_is_apart_and_not_ticked(asked: Callable[..., Person]) -> None:
    """Nothing is ticked that the person did not tick before (GDPR art. 7)."""
    person = asked(claims=CLAIMS)

    (box,) = [e for e in person.seen.elements("input") if e.get("type") == "checkbox"]
    assert box.get("name") == "locale"
    assert "checked" not in box.attributes


def test_a_yes_counts_for_later_visits(asked: Callable[..., Person]) -> None:
    """Asked once for each change (CN-5)."""
    person = asked()
    person.presses("Yes, send this")

    person.opens(asks())

    assert "code" in person.answer


def test_more_than_was_allowed_is_asked_again(asked: Callable[..., Person]) -> None:
    """A portal that wants more asks for the whole again, and says what it knows already."""
    person = asked()
    person.presses("Yes, send this")

    person.opens(asks(scope="openid email profile"))

    assert person.heading == "May this portal know this?"
    assert "it knows this already" in person.text


def test_an_item_left_out_is_not_asked_again(asked: Callable[..., Person]) -> None:
    """Leaving out is an answer, too."""
    person = asked(claims=CLAIMS)
    person.presses("Yes, send this")

    person.opens(asks(claims=CLAIMS))

    assert "code" in person.answer


def test_an_item_that_was_ticked_stays_ticked(asked: Callable[..., Person]) -> None:
    """When the portal asks anew, the person finds their own choice (CN-5)."""
    person = asked(claims=CLAIMS)
    person.presses("Yes, send this", locale="yes")

    person.opens(asks(claims=CLAIMS, prompt="consent"))

    (box,) = [e for e in person.seen.elements("input") if e.get("type") == "checkbox"]
    assert "checked" in box.attributes


def test_a_no_is_not_remembered_as_a_yes(asked: Callable[..., Person]) -> None:
    """Nothing is sent, the portal learns that it was a no, and is asked anew next time."""
    person = asked()

    person.presses("No, go back to The Portal")

    assert person.answer["error"] == "access_denied"
    assert asked().heading == "May this portal know this?"


def test_a_form_without_an_answer_decides_nothing(asked: Callable[..., Person]) -> None:
    """Neither button pressed: the question stays (CN-2)."""
    person = asked()
    target, values = person.form("Yes, send this")

    person.posts(target, {"csrf": values["csrf"], "choice": "maybe"})

    assert person.heading == "May this portal know this?"


def test_a_first_party_waives_the_question(person: Person, store: Store, mails: Outbox) -> None:
    """Where an operator recorded a waiver, nobody is asked (SEC-23)."""
    portals.register(store, consent="waived")

    person.opens(asks())
    person.presses("Send me a mail", email="ada@example.org")
    person.presses("Sign in", code=code_of(mails.last()))

    assert person.heading == "Would you like an easier way next time?"


def test_the_answer_is_of_the_person_who_saw_the_question(
    asked: Callable[..., Person], mails: Outbox
) -> None:
    """Somebody else who signs in meanwhile in another tab never answers for the first."""
    person = asked()
    target, values = person.form("Yes, send this")
    person.opens("/account/overview")
    person.opens(asks(prompt="login", state="other"))
    person.presses("Send me a mail", email="bob@example.org")
    person.presses("Sign in", code=code_of(mails.last()))

    person.posts(target, values)

    assert person.heading == "Sign in"
    assert person.left_for == ""


def test_stopping_is_as_easy_as_beginning(asked: Callable[..., Person]) -> None:
    """One page, one press, and what the portal held ends at once (CN-6, SEC-23)."""
    person = asked()
    person.presses("Yes, send this")
    person.presses("Do not ask again")
    person.opens("/account/overview")

    person.follows("Stop sharing with The Portal")
    person.presses("Yes, stop sharing")

    assert "The portal gets no more data about you." in person.text
    assert asked().heading == "May this portal know this?"


def test_another_person_is_asked_for_themselves(
    app: object, asked: Callable[..., Person], mails: Outbox
) -> None:
    """One person's yes says nothing about anybody else."""
    asked().presses("Yes, send this")
    bob = Person(app, SAFARI)  # type: ignore[arg-type]

    bob.opens(asks())
    bob.presses("Send me a mail", email="bob@example.org")
    bob.presses("Sign in", code=code_of(mails.last()))

    assert bob.heading == "May this portal know this?"
    assert "bob@example.org" in bob.text

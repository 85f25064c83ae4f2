"""Whole sign-ins over HTTP: by link, by code elsewhere, by passkey."""

from __future__ import annotations

import pytest
from flask import Flask

from conftest import Outbox
from idp.clock import SetClock
from idp.store.clients import Client
from tests import portal as portals
from tests.authenticator import Device
from tests.visitor import SAFARI, Person
from tests.visits import code_of, link_of

ADDRESS = "ada@example.org"


@pytest.fixture
def phone(app: Flask) -> Person:
    return Person(app, agent=SAFARI)


def asks_for_mail(person: Person) -> None:
    person.opens(portals.asks())
    person.presses("Send me a mail", email=ADDRESS)


def opens_link(person: Person, mails: Outbox) -> None:
    link_id, key = link_of(mails.last())
    person.opens(f"/magic-link/opened/{link_id}?key={key}")


def finishes(person: Person) -> None:
    """Consents and declines a passkey, as far as the portal."""
    person.presses("Yes, send this")
    person.presses("Do not ask again")
    assert "code" in person.answer


def test_by_link_in_the_same_browser(person: Person, portal: Client, mails: Outbox) -> None:
    """The link needs one press, and leads to the portal with its state."""
    asks_for_mail(person)
    opens_link(person, mails)

    assert person.heading == "Finish signing in"
    person.presses("Yes, sign me in")

    finishes(person)
    assert person.answer["state"] == "st"


def test_by_code_on_the_phone(person: Person, phone: Person, portal: Client, mails: Outbox) -> None:
    """In another browser the code leads to the own account, never to somebody's portal."""
    asks_for_mail(person)
    opens_link(phone, mails)

    assert phone.heading == "This is a different browser"
    assert "Firefox (Windows)" in phone.text
    phone.presses("Sign in here", code=code_of(mails.last()))

    assert phone.left_for == ""
    assert phone.at == "/account/overview" or "passkey" in phone.at


def test_by_one_more_link_on_the_phone(
    person: Person, phone: Person, portal: Client, mails: Outbox, clock: SetClock
) -> None:
    """Without copying anything: one more mail, opened here, one press."""
    asks_for_mail(person)
    opens_link(phone, mails)
    clock.move_s(5)
    phone.presses("Send me a link for this browser")
    assert "We sent you a link for this browser" in phone.text

    opens_link(phone, mails)
    phone.presses("Yes, sign me in")

    assert phone.left_for == ""
    assert phone.at == "/account/overview" or "passkey" in phone.at


def test_wrong_code_is_explained(person: Person, portal: Client, mails: Outbox) -> None:
    """A wrong code is answered with 422, kept, and tied to its field."""
    asks_for_mail(person)
    wrong = f"{(int(code_of(mails.last())) + 1) % 1_000_000:06}"

    answer = person.presses("Sign in", code=wrong)

    assert answer.status_code == 422
    assert person.title.startswith("Error: ")
    assert wrong in answer.text
    assert "This code does not match." in person.text


def test_by_passkey_that_was_offered(
    app: Flask, person: Person, portal: Client, mails: Outbox
) -> None:
    """A passkey added after the first sign-in opens the second one by itself."""
    device = Device()
    asks_for_mail(person)
    person.presses("Sign in", code=code_of(mails.last()))
    person.presses("Yes, send this")
    answers(person, "Add a passkey", device, adds=True)
    person.presses("Save and go on")
    assert "code" in person.answer
    later = Person(app)
    later.opens(portals.asks())

    answers(later, "Sign in with a passkey", device)

    assert "code" in later.answer


def answers(person: Person, button: str, device: Device, *, adds: bool = False) -> None:
    """Presses the passkey button and does what the script and the device do."""
    target, values = person.form(button)
    block = next(e for e in person.seen.elements("div") if e.get("data-passkey"))
    headers = {"Accept": "application/json", "Sec-Fetch-Site": "same-origin"}
    got = person.request(
        "POST", block.get("data-options"), data={"csrf": values["csrf"]}, headers=headers
    )
    assert got.mimetype == "application/json", got.text
    made = device.make(got.json) if adds else device.use(got.json)
    person.posts(target, values | {"answer": made})

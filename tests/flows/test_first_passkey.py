"""From a portal that wants a passkey to a first passkey, and back to the portal's request."""

from __future__ import annotations

import json

import pytest

from conftest import Outbox
from idp.store import Store
from tests import portal as portals
from tests.authenticator import Device
from tests.portal import asks
from tests.visitor import Person
from tests.visits import code_of

WAY = "Add a passkey with a mail"


def buttons(person: Person) -> set[str]:
    return {b.text for b in person.seen.elements("button") if b.text}


def options_of(person: Person, flow: str) -> dict[str, object]:
    """The options of a ceremony, as the script of the page asks for them."""
    csrf = next(e for e in person.seen.elements("input") if e.get("name") == "csrf").get("value")
    same = {"Sec-Fetch-Site": "same-origin", "Origin": "null"}
    request = person.at.split("/")[2]
    target = f"/request/{request}/{flow}/options"
    response = person.request("POST", target, data={"csrf": csrf}, headers=same)
    return dict(json.loads(response.text))


def press_passkey(person: Person, button: str, answer: str) -> None:
    target, values = person.form(button)
    person.posts(target, {**values, "answer": answer})


@pytest.fixture
def waiting(person: Person, store: Store) -> str:
    """Somebody whom a portal asks for a passkey; the address of that page."""
    portals.register(store, minimum_acr="passkey")
    person.opens(asks())
    return person.at


@pytest.fixture
def at_offer(waiting: str, person: Person, mails: Outbox) -> Person:
    """The same person, after the way by mail, where the passkey is made."""
    person.presses(WAY)
    assert "Then you add a passkey there." in person.text
    person.presses("Send me a mail", email="ada@example.org")
    person.presses("Sign in", code=code_of(mails.last()))
    return person


def test_who_has_no_passkey_makes_one_and_comes_back(at_offer: Person, waiting: str) -> None:
    """The way leads through the own account to a passkey, and back to the request (SC 3.3.8)."""
    assert at_offer.heading == "Add a passkey"
    assert "you go back to your sign-in to The Portal" in at_offer.text
    device = Device()
    press_passkey(at_offer, "Add a passkey", device.make(options_of(at_offer, "passkey-setup")))
    assert "Use your new passkey there." in at_offer.text

    at_offer.presses("Save and go on")

    assert at_offer.at == waiting
    options = options_of(at_offer, "passkey")
    press_passkey(at_offer, "Sign in with a passkey", device.use(options))
    at_offer.presses("Yes, send this")
    assert "code" in at_offer.answer


def test_the_mail_never_stands_for_the_passkey(at_offer: Person, waiting: str) -> None:
    """Signed in by mail, the portal's request asks for the passkey as before (SEC-15)."""
    at_offer.presses("Not now")

    assert at_offer.at == waiting
    assert "This step needs a passkey" in at_offer.text
    assert "Send me a mail" not in buttons(at_offer)
    assert at_offer.left_for == ""


def test_going_back_from_the_mail_leads_to_the_request(waiting: str, person: Person) -> None:
    """Who turns round before the mail finds the request again, not signed in."""
    person.presses(WAY)
    setup = person.at.rpartition("/")[0]
    _, values = person.form("Send me a mail")

    person.posts(f"{setup}/go-back", {"csrf": values["csrf"]})

    assert person.at == waiting


def test_after_the_request_is_over_the_own_account_follows(at_offer: Person, waiting: str) -> None:
    """Where nothing waits any more, the person comes to their account, not to a dead end."""
    offer = at_offer.at
    at_offer.opens(waiting)
    at_offer.presses("Go back to The Portal")
    at_offer.opens(offer)

    at_offer.presses("Not now")

    assert at_offer.at == "/account/overview"


def test_an_ordinary_request_has_no_such_way(person: Person, store: Store) -> None:
    """Where a mail will do, the page offers the mail alone, also to a press made by hand."""
    portals.register(store)
    person.opens(asks())
    page = person.at
    assert WAY not in buttons(person)
    _, values = person.form("Send me a mail")

    person.posts(page.replace("sign-in", "set-up-passkey"), {"csrf": values["csrf"]})

    assert person.at == page

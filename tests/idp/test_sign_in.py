"""Whole sign-ins over HTTP: by link, by code elsewhere, by passkey."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from conftest import Outbox
from idp.accounts import ADDRESS as ADDRESS_PURPOSE
from idp.addresses import parse
from idp.clock import SetClock
from idp.services import House
from idp.store.accounts import StoredAddress, claim_address
from idp.store.clients import Client
from idp.store.schema import accounts
from idp.tokens import new_id
from tests import portal as portals
from tests.authenticator import Device
from tests.visitor import HOST, SAFARI, Person
from tests.visits import code_of, link_of, text_of

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


def test_a_later_visit_tells_what_is_shared(
    person: Person, phone: Person, portal: Client, mails: Outbox
) -> None:
    """Consent is asked once; the next sign-in says what the portal gets, and where to change it."""
    asks_for_mail(person)
    opens_link(person, mails)
    assert "You share with" not in person.text
    person.presses("Yes, sign me in")
    finishes(person)

    asks_for_mail(phone)
    opens_link(phone, mails)

    assert "You share with" in phone.text
    assert "Your e-mail address" in phone.text
    assert "Change what you share" in phone.text


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
    adds_a_passkey(person, device, mails)
    later = Person(app)
    later.opens(portals.asks())

    answers(later, "Sign in with a passkey", device)

    assert "code" in later.answer


def test_by_mail_with_a_passkey_of_this_second(
    app: Flask, person: Person, portal: Client, mails: Outbox
) -> None:
    """Who has just added a passkey and signs in by mail again is not offered another one."""
    adds_a_passkey(person, Device(), mails)
    later = Person(app)

    asks_for_mail(later)
    later.presses("Sign in", code=code_of(mails.last()))

    assert "code" in later.answer


def adds_a_passkey(person: Person, device: Device, mails: Outbox) -> None:
    """The first sign-in, by mail, and the passkey that is offered after it."""
    asks_for_mail(person)
    person.presses("Sign in", code=code_of(mails.last()))
    person.presses("Yes, send this")
    answers(person, "Add a passkey", device, adds=True)
    person.presses("Save and go on")
    assert "code" in person.answer


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


# --- a new proof


@pytest.mark.parametrize("asked", [{"prompt": "login"}, {"max_age": "600"}, {"max_age": "0"}])
def test_a_portal_may_ask_for_a_new_proof(
    app: Flask,
    person: Person,
    sign_in: Callable[..., Person],
    mails: Outbox,
    clock: SetClock,
    asked: dict[str, str],
) -> None:
    """Whoever is signed in proves it again, and the portal learns the new time (LA-12)."""
    sign_in(person)
    first = id_token_of(app, person)
    clock.move_s(601)

    person.opens(portals.asks(**asked))
    assert person.heading == "Sign in"
    person.presses("Send me a mail", email=ADDRESS)
    person.presses("Sign in", code=code_of(mails.last()))

    second = id_token_of(app, person)
    assert second["sub"] == first["sub"]
    assert second["auth_time"] - first["auth_time"] == 601
    assert second["auth_time"] == clock.now()


def test_a_proof_that_is_new_enough_is_enough(
    app: Flask, person: Person, sign_in: Callable[..., Person], clock: SetClock
) -> None:
    """max_age asks nobody twice within its time, and the portal learns the true time."""
    sign_in(person)
    first = id_token_of(app, person)
    clock.move_s(600)

    person.opens(portals.asks(max_age="600"))

    assert id_token_of(app, person)["auth_time"] == first["auth_time"]


@pytest.mark.parametrize("asked", [{"prompt": "login"}, {"max_age": "0"}])
def test_the_account_that_is_signed_in_here_is_no_new_proof(
    person: Person, sign_in: Callable[..., Person], asked: dict[str, str]
) -> None:
    """There is no button that goes around the proof, and its address does not either."""
    sign_in(person)
    person.opens(portals.asks(**asked))
    _, values = person.form("Send me a mail")
    key = person.at.split("/")[2]

    person.posts(f"/request/{key}/start/continue-as", {"csrf": values["csrf"]})

    assert person.left_for == ""
    assert person.heading == "Sign in"


# --- a new browser


def test_a_new_browser_is_told_to_every_confirmed_address(
    app: Flask,
    person: Person,
    phone: Person,
    sign_in: Callable[..., Person],
    mails: Outbox,
) -> None:
    """Somebody who reads one mailbox only cannot hide it from the others (LA-12, SEC-95)."""
    sign_in(person)
    confirm(app, "ada@work.example")
    before = len(mails.messages())

    sign_in(phone)

    told = [m for m in mails.messages()[before:] if "/account/end-other-browsers" in text_of(m)]
    assert sorted(m["To"] for m in told) == ["ada@example.org", "ada@work.example"]
    assert all("Safari (iPhone)" in text_of(m) for m in told)


def test_a_browser_that_is_known_is_no_news(
    person: Person, phone: Person, sign_in: Callable[..., Person], mails: Outbox, clock: SetClock
) -> None:
    """A notice at every sign-in would teach people to read none."""
    sign_in(person)
    sign_in(phone)
    before = len(mails.messages())
    clock.move_s(86_400)

    sign_in(phone)

    assert [m["Subject"] for m in mails.messages()[before:] if "end-other" in text_of(m)] == []


def confirm(app: Flask, address: str) -> None:
    """Gives the only account one more confirmed address."""
    house: House = app.extensions["stepfree"]
    typed = parse(address)
    with house.store.write() as tx:
        key = new_id()
        stored = StoredAddress(
            id=key,
            account_id=tx.execute(select(accounts.c.id)).scalar_one(),
            blind_index=house.vault.blind(ADDRESS_PURPOSE, typed.canonical),
            address_sealed=house.vault.seal(
                "addresses", "address_sealed", key, typed.shown.encode()
            ),
            confirmed_at=house.clock.now(),
        )
        assert claim_address(tx, stored)


def id_token_of(app: Flask, person: Person) -> dict[str, Any]:
    """The claims that the portal gets for the code that the person brought."""
    pair = base64.b64encode(f"portal:{portals.PORTAL_SECRET}".encode()).decode()
    response = app.test_client(use_cookies=False).post(
        "/token",
        base_url=HOST,
        headers={"Authorization": f"Basic {pair}"},
        data={
            "grant_type": "authorization_code",
            "code": person.answer["code"],
            "redirect_uri": portals.CALLBACK,
            "code_verifier": portals.VERIFIER,
        },
    )
    assert response.status_code == 200, response.text
    payload = response.json["id_token"].split(".")[1]  # type: ignore[index]
    claims: dict[str, Any] = json.loads(base64.urlsafe_b64decode(payload + "=="))
    return claims

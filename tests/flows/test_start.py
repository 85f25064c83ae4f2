"""The first page: what it offers, why it asks, and the two answers that are no sign-in."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from idp.clock import SetClock
from idp.store import Store
from idp.store.clients import Client
from tests import portal as portals
from tests.portal import asks
from tests.visitor import Person

SignIn = Callable[..., Person]


def buttons(person: Person) -> list[str]:
    return [b.text for b in person.seen.elements("button") if b.text]


def email_of(person: Person) -> str:
    return next(e for e in person.seen.elements("input") if e.get("name") == "email").get("value")


def test_it_names_the_portal_and_offers_every_way(person: Person, portal: Client) -> None:
    """Where the person comes from, two independent ways in, and the way back (LA-1, LA-2)."""
    person.opens(asks())

    assert "You are signing in to The Portal" in person.text
    assert {"Send me a mail", "Sign in with a passkey", "Go back to The Portal"} <= set(
        buttons(person)
    )


def test_it_says_how_long_everything_is_kept(person: Person, portal: Client) -> None:
    """Every limit is told before the first step (TO-1)."""
    person.opens(asks())

    assert "24 hours" in person.text
    assert "30 minutes" in person.text


def test_the_passkey_stands_first_for_a_stranger(person: Person, portal: Client) -> None:
    """The way without typing is the first in reading order (LA-4)."""
    person.opens(asks())

    order = buttons(person)
    assert order.index("Sign in with a passkey") < order.index("Send me a mail")


def test_the_way_that_worked_last_stands_first(person: Person, sign_in: SignIn) -> None:
    """Who used the mail here finds it first next time (LA-12)."""
    sign_in(person)

    person.opens(asks(prompt="login"))

    order = buttons(person)
    assert order.index("Send me a mail") < order.index("Sign in with a passkey")


def test_the_portals_hint_fills_the_field(person: Person, portal: Client) -> None:
    """An address that the portal knows is not typed again (OIDC Core §3.1.2.1, SC 3.3.7)."""
    person.opens(asks(login_hint="ada@example.org"))

    assert email_of(person) == "ada@example.org"


@pytest.mark.parametrize("hint", ["+352123456", "a" * 300 + "@example.org", "<script>"])
def test_a_hint_that_is_no_address_fills_nothing(person: Person, portal: Client, hint: str) -> None:
    """What is no address does not stand in the field as if somebody had typed it."""
    person.opens(asks(login_hint=hint))

    assert email_of(person) == ""


def test_a_new_sign_in_is_explained(person: Person, sign_in: SignIn) -> None:
    """Somebody who is signed in and asked again reads that the portal wants it so."""
    sign_in(person)

    person.opens(asks(prompt="login"))

    assert "You signed in before" in person.text
    assert "Continue as a•••@example.org" not in buttons(person)


def test_choosing_an_account_offers_the_present_one(person: Person, sign_in: SignIn) -> None:
    """prompt=select_account: one press goes on with who is signed in here."""
    sign_in(person)

    person.opens(asks(prompt="select_account"))
    person.presses("Continue as a•••@example.org")

    assert "code" in person.answer


def test_choosing_needs_somebody_signed_in(
    person: Person, sign_in: SignIn, clock: SetClock
) -> None:
    """After the idle time “Continue as” signs nobody in."""
    sign_in(person)
    person.opens(asks(prompt="select_account"))
    clock.move_s(1_800)

    person.presses("Continue as a•••@example.org")

    assert person.heading == "Sign in"
    assert person.left_for == ""


def test_a_level_that_a_mail_cannot_reach_offers_no_mail(person: Person, store: Store) -> None:
    """Where only a passkey will do, nobody is led through a mail in vain (SEC-15, ML-18)."""
    portals.register(store, minimum_acr="passkey")

    person.opens(asks())

    assert "This step needs a passkey" in person.text
    assert "Send me a mail" not in buttons(person)


def test_an_operator_may_offer_passkeys_alone(
    make_app: Callable[..., Flask], portal: Client
) -> None:
    """passkey_only: no mail is offered, and none is sent."""
    person = Person(make_app(passkey_only=True))

    person.opens(asks())

    assert "Send me a mail" not in buttons(person)


def test_the_own_account_has_no_portal_to_go_back_to(person: Person) -> None:
    """Who comes without a portal is told whose page this is."""
    person.opens("/account/overview")

    assert "your own account" in person.text
    assert not any(text.startswith("Go back") for text in buttons(person))

"""Signing in with a passkey: added, used, refused, closed, and asked for by a portal."""

from __future__ import annotations

from idp.demo.stage import Stage
from tests.journeys.device import Device
from tests.journeys.person import BACK, OFFER, SIGN_IN, Person


def test_passkey_after_a_mail(person: Person, device: Device, stage: Stage) -> None:
    """A passkey that was added after the first sign-in signs in the next time, with one press."""
    portal = stage.portals[0]
    _come_with_a_passkey(person, device, stage)
    first = person.claims()
    person.sign_out()

    person.start(portal)
    person.sign_in_by_passkey(device)

    claims = person.claims()
    assert claims["sub"] == first["sub"]
    assert portal.strong(claims["acr"])
    assert "user" in claims["amr"]


def test_window_of_the_device_is_closed(person: Person, device: Device, stage: Stage) -> None:
    """A closed device window is no mistake: calm words, try again, and the mail beside it."""
    portal = stage.portals[0]
    _come_with_a_passkey(person, device, stage)
    person.sign_out()
    person.start(portal)

    device.lock_stays_shut(True)
    person.sign_in_by_passkey(device)
    person.window.expect("You are not signed in yet")
    assert person.window.shows("Nothing is lost.")
    assert person.window.offers("Send me a mail instead")

    device.lock_stays_shut(False)
    person.window.press("Try again")
    person.window.expect(BACK)


def test_window_of_the_device_is_closed_while_adding(
    person: Person, device: Device, stage: Stage
) -> None:
    """Nobody must add a passkey: after a closed window the way to the portal stays open."""
    person.start(stage.portals[0])
    person.write_code(person.ask_for_mail())
    person.allow()
    person.window.expect(OFFER)

    device.lock_stays_shut(True)
    device.touch_by_itself(True)
    person.window.press("Add a passkey")
    person.window.expect("No passkey was added")
    person.window.press("Go on without a new passkey")

    assert person.claims()["email"] == person.address
    assert device.passkeys == 0


def test_portal_asks_for_a_passkey(person: Person, device: Device, stage: Stage) -> None:
    """A mail never opens what needs a passkey; the page says why it asks again (ML-18)."""
    _come_with_a_passkey(person, device, stage)
    person.sign_out()
    portal = stage.portals[0]
    device.touch_by_itself(False)
    person.start(portal)
    letter = person.ask_for_mail()
    person.write_code(letter)
    person.window.expect(BACK)

    person.window.press(f"Open {portal.private_name}")
    person.window.expect(SIGN_IN)
    assert person.window.shows("This step needs a passkey. A mail is not enough here.")
    assert not person.window.offers("Send me a mail")
    person.sign_in_by_passkey(device)

    person.window.wait_until(
        lambda: person.window.shows("You proved with a passkey that it is you."), "the letter"
    )


def test_new_passkey_is_announced_by_mail(person: Person, device: Device, stage: Stage) -> None:
    """Every confirmed address hears of a new passkey, and how to say that it was not me."""
    _come_with_a_passkey(person, device, stage)

    letter = stage.inbox.wait(person.address, wanted="passkey")

    assert "Your link:" not in letter.text
    assert "/account/overview" in letter.text


def test_removed_passkey_is_forgotten(person: Person, device: Device, stage: Stage) -> None:
    """A passkey removed in the account no longer signs in; the page says it in one sentence."""
    _come_with_a_passkey(person, device, stage)
    person.window.press("Go to my sign-in account")
    person.window.expect("Your account")
    person.window.press("Remove passkey My laptop")
    person.window.press("Yes, remove it")
    person.window.expect("Your account")
    assert person.window.shows("The passkey was removed.")

    person.window.go(stage.portals[0].home_url + "/")
    person.sign_out()
    person.start(stage.portals[0])
    person.sign_in_by_passkey(device)

    person.window.expect("You are not signed in yet")
    assert person.window.shows("We do not know this passkey.")


def _come_with_a_passkey(person: Person, device: Device, stage: Stage) -> None:
    """The person stands at the portal, signed in by mail, with a passkey on the device."""
    person.start(stage.portals[0])
    person.write_code(person.ask_for_mail())
    person.allow()
    device.touch_by_itself(True)
    person.add_passkey("My laptop")
    person.window.expect(BACK)
    device.touch_by_itself(False)

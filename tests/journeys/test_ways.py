"""Ways through the sign-in: no script, keyboard alone, two tabs, two portals, no, and out."""

from __future__ import annotations

from collections.abc import Callable

from selenium.webdriver.common.keys import Keys

from idp.demo.stage import Stage
from tests.journeys.person import (
    ADDRESS,
    BACK,
    CODE,
    CONSENT,
    INBOX,
    OFFER,
    SIGN_IN,
    Person,
    code,
)
from tests.journeys.window import Window

# No page asks for a longer walk to what it is about.
TABS = 12


def test_link_without_any_script(
    address: str, stage: Stage, new_window: Callable[..., Window]
) -> None:
    """Everything but the passkey works in a browser that runs no script: the link."""
    person = Person(address, new_window(script=False), stage)
    person.start(stage.portals[0])
    letter = person.ask_for_mail()
    assert person.window.offers("I have used the link")

    person.open_link(letter)
    person.confirm()
    person.allow()
    person.no_passkey()

    assert person.claims()["email"] == address


def test_code_without_any_script_at_a_portal_with_form_post(
    address: str, stage: Stage, new_window: Callable[..., Window]
) -> None:
    """Without script the code works too, and the answer as a form has a button to press."""
    person = Person(address, new_window(script=False), stage)
    person.start(stage.portals[1])
    person.write_code(person.ask_for_mail())
    person.allow()
    person.no_passkey()

    person.window.expect("Going back to the portal")
    person.window.press("Go on")

    assert person.claims()["email"] == address


def test_keyboard_alone(person: Person, stage: Stage) -> None:
    """Tab, Enter and typing are enough from the portal and back, with no more than twelve Tabs."""
    window = person.window
    window.go(stage.portals[0].home_url + "/")
    window.tab_to("Sign in with Stepfree", at_most=TABS)
    window.keys(Keys.ENTER)
    window.expect(SIGN_IN)
    window.tab_to(ADDRESS, at_most=TABS)
    window.keys(*person.address, Keys.ENTER)
    window.expect(INBOX)
    letter = person.mail()
    window.tab_to(CODE, at_most=TABS)
    window.keys(*code(letter), Keys.ENTER)
    window.expect(CONSENT)
    window.tab_to("Yes, send this", at_most=TABS)
    window.keys(Keys.SPACE)
    window.expect(OFFER)
    window.tab_to("Not now", at_most=TABS)
    window.keys(Keys.ENTER)

    assert person.claims()["email"] == person.address


def test_declined_consent(person: Person, stage: Stage) -> None:
    """A no is answered by the portal calmly, tells it nothing, and can become a yes."""
    portal = stage.portals[0]
    person.start(portal)
    person.write_code(person.ask_for_mail())
    person.window.expect(CONSENT)
    assert person.window.shows(person.address)

    person.window.press(f"No, go back to {portal.name}")
    person.window.expect("You are not signed in")

    person.window.press("Sign in with Stepfree")
    person.allow()
    assert person.claims()["email"] == person.address


def test_back_without_signing_in(person: Person, stage: Stage) -> None:
    """The way back to the portal is a button of the first page."""
    portal = stage.portals[0]
    person.start(portal)
    person.window.expect(SIGN_IN)

    person.window.press(f"Go back to {portal.name}")

    person.window.expect("You are not signed in")


def test_two_portals_with_one_session(person: Person, stage: Stage) -> None:
    """The second portal asks for a yes only, and knows the person under another number."""
    first = person.sign_in_by_code(stage.portals[0])

    person.start(stage.portals[1])
    person.allow()

    second = person.claims()
    assert second["email"] == first["email"]
    assert second["auth_time"] == first["auth_time"]
    assert second["sub"] != first["sub"]


def test_two_tabs_at_once(person: Person, stage: Stage) -> None:
    """Two sign-ins in two tabs never meet: a code works in its own, each ends at its portal."""
    driver = person.window.driver
    person.start(stage.portals[0])
    letter_one = person.ask_for_mail()
    tab_one = driver.current_window_handle
    person.waits_for_the_next_mail()
    driver.switch_to.new_window("tab")
    tab_two = driver.current_window_handle
    person.start(stage.portals[1])
    letter_two = person.ask_for_mail()

    driver.switch_to.window(tab_one)
    person.write_code(letter_two)
    person.window.wait_until(lambda: person.window.shows("There is a problem"), "the problem")
    person.write_code(letter_one)
    person.allow()
    person.no_passkey()
    assert person.claims()["aud"] == stage.portals[0].client_id

    driver.switch_to.window(tab_two)
    person.write_code(letter_two)
    person.allow()
    assert person.claims()["aud"] == stage.portals[1].client_id


def test_second_tab_hears_of_the_sign_in(person: Person, stage: Stage) -> None:
    """Who signed in in one tab is asked for no further mail in the other one."""
    driver = person.window.driver
    person.start(stage.portals[1])
    person.window.expect(SIGN_IN)
    waiting = driver.current_window_handle
    driver.switch_to.new_window("tab")
    person.sign_in_by_code(stage.portals[0])

    driver.switch_to.window(waiting)
    person.window.write(ADDRESS, person.address)
    person.window.press("Send me a mail")

    person.allow()
    assert person.claims()["aud"] == stage.portals[1].client_id


def test_sign_out(person: Person, stage: Stage) -> None:
    """After signing out, the back button shows nothing and the next visit starts anew."""
    portal = stage.portals[0]
    person.sign_in_by_code(portal)
    person.window.press("Go to my sign-in account")
    person.window.expect("Your account")
    person.window.go(portal.home_url + "/")

    person.sign_out()
    assert person.window.shows("You are signed out of Stepfree in this browser.")
    person.window.press(f"Go back to {portal.name}")
    person.window.expect("You are signed out")
    assert person.window.url.startswith(portal.home_url)

    for _ in range(4):
        person.window.back()
        assert not person.window.shows(person.address)
    person.window.go(portal.issuer + "/account/overview")
    person.window.expect(SIGN_IN)
    assert not person.window.shows(person.address)
    person.start(portal)
    person.window.expect(SIGN_IN)


def test_no_to_signing_out(person: Person, stage: Stage) -> None:
    """A portal may ask; the person who says no stays signed in here."""
    portal = stage.portals[0]
    person.sign_in_by_code(portal)
    person.window.press("Sign out")
    person.window.expect("Do you want to sign out?")

    person.window.press("No, stay signed in")

    person.window.expect("Your account")
    person.start(portal)
    person.window.expect(BACK)


def test_language_keeps_what_was_typed(person: Person, stage: Stage) -> None:
    """Changing the language keeps the step and the text that was typed (GE-7)."""
    person.start(stage.portals[0])
    person.window.expect(SIGN_IN)
    person.window.write(ADDRESS, person.address)

    person.window.press("Français")

    person.window.wait_until(
        lambda: person.window.driver.find_element("tag name", "html").get_attribute("lang") == "fr",
        "the page in French",
    )
    assert person.address in [
        field.get_attribute("value")
        for field in person.window.driver.find_elements("name", "email")
    ]

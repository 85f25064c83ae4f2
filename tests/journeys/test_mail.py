"""Signing in with a mail: link, code, another browser, a mail that does not come, one too old."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing

import pytest

from idp.demo.stage import Stage
from tests.journeys.person import CODE, CONFIRM, INBOX, Person, code, link
from tests.journeys.window import Window

EMAIL_LEVEL = "urn:stepfree:acr:email"


def test_first_sign_in_by_link(person: Person, stage: Stage) -> None:
    """A first visit with the link of the mail ends at the portal, with verified claims."""
    person.start(stage.portals[0])

    person.open_link(person.ask_for_mail())
    person.confirm()
    person.allow()
    person.no_passkey()

    claims = person.claims()
    assert claims["email"] == person.address
    assert claims["iss"] == stage.portals[0].issuer
    assert claims["aud"] == stage.portals[0].client_id
    assert claims["acr"] == EMAIL_LEVEL


@pytest.mark.parametrize("as_html", [False, True], ids=["text", "html"])
def test_link_pressed_in_the_mailbox(person: Person, stage: Stage, as_html: bool) -> None:
    """The link works where people press it: in the mailbox of the same browser, text or HTML.

    The HTML mail is a page of its own origin, so this press comes from another site.
    """
    person.start(stage.portals[0])
    letter = person.ask_for_mail()
    person.window.go(f"{stage.mailbox_url}/mail/{letter.number}")
    if as_html:
        person.window.press("Read it with headings and buttons")
        person.window.press(letter.subject)
    else:
        person.window.press(link(letter))

    person.confirm()
    person.allow()
    person.no_passkey()
    assert person.claims()["email"] == person.address


def test_sign_in_by_code_as_people_write_it(person: Person, stage: Stage) -> None:
    """A code with spaces is as good as one without, and a wrong one costs nothing typed."""
    person.start(stage.portals[0])
    letter = person.ask_for_mail()
    wrong = "111111" if code(letter) != "111111" else "222222"

    person.window.write(CODE, wrong)
    person.window.press("Sign in")
    person.window.wait_until(lambda: person.window.shows("There is a problem"), "the problem")
    assert person.window.title.startswith("Error: ")
    assert person.window.written(CODE) == wrong
    assert person.window.focused == "There is a problem"

    spaced = " ".join(code(letter))
    person.window.write(CODE, spaced)
    person.window.press("Sign in")
    person.allow()
    person.no_passkey()
    assert person.claims()["acr"] == EMAIL_LEVEL


def test_second_visit_asks_nothing_twice(person: Person, stage: Stage) -> None:
    """After the own session ended at the portal, the provider's session answers without a page."""
    portal = stage.portals[0]
    first = person.sign_in_by_code(portal)

    person.window.driver.delete_cookie(f"visit_{portal.client_id}")
    person.start(portal)

    again = person.claims()
    assert again["sub"] == first["sub"]
    assert again["auth_time"] == first["auth_time"]


def test_link_in_another_browser_signs_in_with_the_code_there(
    person: Person, stage: Stage, new_window: Callable[..., Window]
) -> None:
    """A link opened elsewhere never signs in by itself; with the code it ends at the account."""
    person.start(stage.portals[0])
    letter = person.ask_for_mail()
    other = new_window()

    person.open_link(letter, other)
    other.expect("This is a different browser")
    assert not other.offers("Yes, sign me in")
    other.write(CODE, code(letter))
    other.press("Sign in here")

    other.expect("Your account")
    assert other.shows(person.address)


def test_link_in_another_browser_leaves_the_first_one_free_to_finish(
    person: Person, stage: Stage, new_window: Callable[..., Window]
) -> None:
    """After the link was looked at elsewhere, the code finishes in the first window."""
    person.start(stage.portals[0])
    letter = person.ask_for_mail()
    other = new_window()

    person.open_link(letter, other)
    other.expect("This is a different browser")

    person.write_code(letter)
    person.allow()
    person.no_passkey()
    assert person.claims()["email"] == person.address


def test_one_more_link_for_another_browser(
    person: Person, stage: Stage, new_window: Callable[..., Window]
) -> None:
    """Without copying anything, one further link signs in the second browser, and only once."""
    person.start(stage.portals[0])
    letter = person.ask_for_mail()
    other = new_window()
    person.open_link(letter, other)
    other.expect("This is a different browser")

    other.press("Send me a link for this browser")
    other.wait_until(lambda: other.shows("We sent you a link for this browser."), "the promise")
    assert not other.offers("Send me a link for this browser")
    person.open_link(person.mail(), other)
    other.expect(CONFIRM)
    other.press("Yes, sign me in")

    other.expect("Your account")


def test_mail_that_does_not_come_is_sent_again(person: Person, stage: Stage) -> None:
    """Pressed twice it is sent once; sent again, the first mail still works."""
    person.start(stage.portals[0])
    first = person.ask_for_mail()

    person.window.press("Send the mail again")
    person.window.wait_until(
        lambda: person.window.shows("We sent you a mail a moment ago."), "the calming words"
    )
    person.waits_for_the_next_mail()
    person.window.press("Send the mail again")
    person.window.wait_until(
        lambda: person.window.shows("We sent you one more mail."), "the promise"
    )
    second = person.mail()
    assert code(second) != code(first) or link(second) != link(first)

    person.open_link(first)
    person.confirm()
    person.allow()
    person.no_passkey()
    assert person.claims()["email"] == person.address


def test_expired_link_offers_a_new_one(person: Person, stage: Stage) -> None:
    """A link that is too old says so; one press sends a new one to the address that is kept."""
    person.start(stage.portals[0])
    letter = person.ask_for_mail()
    _let_mails_grow_old(stage)

    person.open_link(letter)
    person.window.expect("This link is too old")
    assert person.window.written("Your e-mail address") == person.address
    person.waits_for_the_next_mail()
    person.window.press("Send a new link")

    person.window.expect(INBOX)
    person.open_link(person.mail())
    person.confirm()
    person.allow()
    person.no_passkey()
    assert person.claims()["email"] == person.address


def test_used_link_says_so(person: Person, stage: Stage) -> None:
    """A link that did its work says that it was used, and signs nobody in again."""
    person.start(stage.portals[0])
    letter = person.ask_for_mail()
    person.open_link(letter)
    person.confirm()
    person.window.expect("May this portal know this?")

    person.open_link(letter)

    person.window.expect("This link was used already")


def test_page_that_waits_hears_of_the_link(
    person: Person, stage: Stage, new_window: Callable[..., Window]
) -> None:
    """The waiting page says once that it can go on, after the link was opened beside it."""
    person.start(stage.portals[0])
    letter = person.ask_for_mail()
    waiting = person.window.driver.current_window_handle
    person.window.driver.switch_to.new_window("tab")
    person.open_link(letter)
    person.confirm()
    person.allow()
    person.no_passkey()
    assert person.claims()["email"] == person.address

    person.window.driver.switch_to.window(waiting)

    person.window.wait_until(
        lambda: person.window.shows("You can continue now."), "the word that it can go on"
    )


def _let_mails_grow_old(stage: Stage) -> None:
    """Thirty minutes pass for every link and code; nothing else changes."""
    with closing(sqlite3.connect(stage.folder.database, timeout=10)) as database:
        database.execute("UPDATE mailed_secrets SET expires_at = created_at - 1")
        database.commit()

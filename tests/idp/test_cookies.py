"""Browsers that keep no cookies: told so, and not told that they are other browsers."""

from __future__ import annotations

import pytest
from flask import Flask

from conftest import Outbox
from idp.store.clients import Client
from tests.portal import asks
from tests.visitor import SAFARI, Person
from tests.visits import link_of

HEADING = "This browser does not keep what we need"


@pytest.fixture
def refusing(app: Flask) -> Person:
    """Somebody whose browser throws every cookie away."""
    person = Person(app)
    person.browser = app.test_client(use_cookies=False)
    return person


def test_a_sign_in_without_cookies_says_what_is_missing(refusing: Person, portal: Client) -> None:
    """The first page names cookies and how to allow them, not another browser (WCAG SC 3.3.3)."""
    response = refusing.opens(asks())

    assert response.status_code == 403
    assert refusing.heading == HEADING
    assert "Allow cookies for this site." in refusing.text


def test_trying_again_without_cookies_says_so_again(refusing: Person, portal: Client) -> None:
    """The way on is looked at anew each time, and leads round in no circle."""
    refusing.opens(asks())

    refusing.follows("Try again")

    assert refusing.heading == HEADING


def test_the_own_account_without_cookies_says_so(refusing: Person) -> None:
    """Also who comes without a portal."""
    refusing.opens("/account/overview")

    assert refusing.heading == HEADING


def test_a_mailed_link_without_cookies_says_so(
    refusing: Person, person: Person, portal: Client, mails: Outbox
) -> None:
    """A link whose key the browser cannot keep is no unknown link."""
    person.opens(asks())
    person.presses("Send me a mail", email="ada@example.org")
    link_id, key = link_of(mails.last())

    refusing.opens(f"/magic-link/opened/{link_id}", key=key)

    assert refusing.heading == HEADING


def test_a_refused_press_without_cookies_leads_to_the_cause(refusing: Person) -> None:
    """A button that cannot count leads on to the page that says why."""
    refusing.opens("/help/start")
    form = {"language": "en", "csrf": "x"}
    refusing.posts("/help/start", form)

    refusing.follows("Go back to the page")

    assert refusing.heading == HEADING


def test_a_browser_that_is_new_here_is_another_one(
    app: Flask, person: Person, portal: Client
) -> None:
    """Without a cookie of ours yet, but keeping them: the request is simply another browser's."""
    person.opens(asks())
    other = Person(app, SAFARI)

    other.opens(person.at)

    assert other.heading == "This sign-in began in another browser"


def test_after_allowing_cookies_trying_again_goes_on(app: Flask, refusing: Person) -> None:
    """Once cookies are kept, the same address is an ordinary page again."""
    refusing.opens("/help/start", cookies="tried")
    assert refusing.heading == HEADING
    again = next(a for a in refusing.seen.elements("a") if a.text == "Try again").get("href")
    refusing.browser = app.test_client()

    assert refusing.opens(again).status_code == 200
    assert refusing.heading != HEADING

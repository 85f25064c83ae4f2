"""Signing out: who decides, what ends, and what the page says about the rest."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import select

from idp.store import Store
from idp.store.schema import grants, sessions
from tests.portal import asks
from tests.visitor import Person

SignIn = Callable[..., Person]
FROM_PORTAL = (
    "/end-session?client_id=portal&post_logout_redirect_uri=https%3A%2F%2Fportal.example%2Fbye"
)


def test_ones_own_press_needs_no_question(person: Person, sign_in: SignIn) -> None:
    """The result names the portals where somebody may still be signed in (LO-1, LO-2)."""
    sign_in(person)
    person.opens("/account/overview")

    person.presses("Sign out this browser")

    assert person.heading == "You are signed out"
    assert "The Portal" in person.text


def test_signing_out_leaves_nothing_to_sign_in_with(
    person: Person, sign_in: SignIn, store: Store
) -> None:
    """The session is dead on the server, and its cookie signs nobody in any more (SEC-61)."""
    sign_in(person)
    cookie = person.browser.get_cookie("stepfree-session", domain="localhost")
    person.opens("/account/overview")
    person.presses("Sign out this browser")
    assert cookie is not None

    person.browser.set_cookie("stepfree-session", cookie.value, domain="localhost")
    person.opens("/account/overview")

    assert person.heading == "Sign in"
    with store.read() as tx:
        assert tx.execute(select(sessions.c.ended_at)).scalar_one() is not None


def test_what_portals_hold_ends_with_the_session(
    person: Person, sign_in: SignIn, store: Store
) -> None:
    """Families of tokens without offline_access are revoked at once (SEC-61)."""
    sign_in(person)
    person.opens("/account/overview")

    person.presses("Sign out this browser")

    with store.read() as tx:
        assert tx.execute(select(grants.c.revoked_at)).scalar_one() is not None


def test_the_browser_is_told_to_forget(person: Person, sign_in: SignIn) -> None:
    """Cache and storage are cleared, the cookies of sibling portals are not (SEC-61, LO-4)."""
    sign_in(person)
    person.opens("/account/overview")
    target, values = person.form("Sign out this browser")

    response = person.request("POST", target, data=values)

    assert response.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert any(
        cookie.startswith("stepfree-session=;") for cookie in response.headers.getlist("Set-Cookie")
    )


def test_a_portal_asks_and_the_person_decides(person: Person, sign_in: SignIn) -> None:
    """The question names the portal, and nothing happens without a press (LO-2)."""
    sign_in(person)

    person.opens(FROM_PORTAL)
    assert person.heading == "Do you want to sign out?"
    assert "The Portal" in person.text
    person.presses("Yes, sign out")

    assert person.heading == "You are signed out"
    assert person.left_for == ""


def test_the_way_back_needs_a_proof_of_who_asks(person: Person, sign_in: SignIn) -> None:
    """Without an ID token of the portal its return address is no link on our page (SEC-24)."""
    sign_in(person)
    person.opens(FROM_PORTAL)

    person.presses("Yes, sign out")

    links = [a.get("href") for a in person.seen.elements("a")]
    assert not any(link.startswith("https://portal.example/bye") for link in links)


def test_staying_changes_nothing(person: Person, sign_in: SignIn) -> None:
    """“No” keeps the session, and says where one is."""
    sign_in(person)
    person.opens(FROM_PORTAL)

    person.presses("No, stay signed in")

    assert person.heading == "Your account"
    person.opens(asks())
    assert "code" in person.answer


def test_the_result_can_be_looked_at_again(person: Person, sign_in: SignIn) -> None:
    """A reload of the last page shows it again and sends nothing."""
    sign_in(person)
    person.opens("/account/overview")
    person.presses("Sign out this browser")

    response = person.opens(person.at)

    assert response.status_code == 200
    assert person.heading == "You are signed out"

"""Every page says where it stands: in its title, above its heading, and how to change language."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from conftest import Outbox
from idp.store import Store
from idp.store.clients import Client
from tests import portal as portals
from tests.portal import asks
from tests.visitor import SAFARI, Person
from tests.visits import code_of, link_of

MakeApp = Callable[..., Flask]


def opens_mail(person: Person, mails: Outbox) -> None:
    link_id, key = link_of(mails.last())
    person.opens(f"/magic-link/opened/{link_id}?key={key}")


# --- step x of y


def test_the_way_to_a_portal_is_counted(person: Person, portal: Client, mails: Outbox) -> None:
    """Page name, step, provider, in this order; each page of the way has its number (GE-4)."""
    titles = []
    person.opens(asks())
    titles.append(person.title)
    person.presses("Send me a mail", email="ada@example.org")
    titles.append(person.title)
    opens_mail(person, mails)
    titles.append(person.title)
    person.presses("Yes, sign me in")
    titles.append(person.title)

    assert titles == [
        "Sign in – Step 1 of 3 – Stepfree",
        "Look in your mailbox – Step 2 of 3 – Stepfree",
        "Finish signing in – Step 2 of 3 – Stepfree",
        "May this portal know this? – Step 3 of 3 – Stepfree",
    ]


def test_an_error_stands_before_everything(person: Person, portal: Client) -> None:
    """Who hears only the first word of a title hears that something is wrong (GE-4)."""
    person.opens(asks())

    person.presses("Send me a mail", email="ada")

    assert person.title.startswith("Error: ")
    assert person.title.endswith(" – Step 1 of 3 – Stepfree")


def test_a_portal_that_asks_nothing_has_two_steps(person: Person, store: Store) -> None:
    """Nobody waits for a question that will not come."""
    portals.register(store, consent="waived")

    person.opens(asks())

    assert person.title == "Sign in – Step 1 of 2 – Stepfree"


def test_a_waived_question_that_is_asked_for_is_counted(person: Person, store: Store) -> None:
    """prompt=consent asks in spite of the waiver; the number of steps says so from the start."""
    portals.register(store, consent="waived")

    person.opens(asks(prompt="consent"))

    assert person.title == "Sign in – Step 1 of 3 – Stepfree"


def test_what_lies_beside_the_way_is_not_counted(
    app: Flask, person: Person, portal: Client, mails: Outbox
) -> None:
    """An offer, help, the own account, and the mail in another browser are no step of a portal."""
    phone = Person(app, SAFARI)
    person.opens("/help/start")
    titles = [person.title]
    person.opens("/account/overview")
    titles.append(person.title)
    person.opens(asks())
    person.presses("Send me a mail", email="ada@example.org")
    opens_mail(phone, mails)
    titles.append(phone.title)
    person.presses("Sign in", code=code_of(mails.last()))
    person.presses("Yes, send this")
    titles.append(person.title)

    assert person.heading == "Would you like an easier way next time?"
    assert [title for title in titles if "– Step " in title] == []


# --- the switch, on every page


@pytest.fixture
def reader(make_app: MakeApp) -> Person:
    """Somebody who reads French, at a provider that speaks it."""
    return Person(make_app(languages=("en", "fr"), limit_requests=20))


def language_of(person: Person) -> str:
    return str(next(person.seen.elements("html")).get("lang"))


@pytest.mark.parametrize(
    "path",
    [
        "/nowhere",
        "/account/nowhere?x=%C3%A9&y=a%20b",
        "/request/AAAAAAAAAAAAAAAAAAAAAA/start/sign-in",
        "/authorize?client_id=nobody&state=%22x",
        "//evil.example/x",
    ],
)
def test_a_dead_end_is_shown_again_in_the_other_language(reader: Person, path: str) -> None:
    """The switch of an error page leads back to that page and to no other host (GE-7)."""
    status = reader.opens(path).status_code

    response = reader.presses("Français")

    assert reader.left_for == ""
    assert language_of(reader) == "fr"
    if not path.startswith("//"):
        assert response.status_code == status
        assert reader.at.startswith(path)


def test_more_time_is_on_a_dead_end_too(reader: Person) -> None:
    """Nobody has to find another page first (TO-4)."""
    reader.opens("/nowhere")

    reader.presses("I need more time")

    assert "You have more time." in reader.seen.text


def test_too_many_requests_can_be_read_in_every_language(reader: Person) -> None:
    """Being asked to wait takes nobody's language away."""
    for _ in range(21):
        reader.opens("/help/start")
    assert reader.page is not None
    assert reader.page.status_code == 429

    response = reader.presses("Français")

    assert response.status_code == 429
    assert language_of(reader) == "fr"


def test_a_refused_form_leads_to_its_step_in_the_other_language(
    reader: Person, portal: Client
) -> None:
    """A stale form has a switch that works at once."""
    reader.opens(asks())
    target, values = reader.form("Send me a mail")
    reader.posts(target, {**values, "csrf": "stale"})

    reader.presses("Français")

    assert reader.at == target
    assert language_of(reader) == "fr"


def test_the_handover_to_a_portal_has_no_switch(
    person: Person, sign_in: Callable[..., Person]
) -> None:
    """That answer cannot be shown twice."""
    sign_in(person)

    person.opens(asks(response_mode="form_post"))

    assert "I need more time" not in person.seen.text

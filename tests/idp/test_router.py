"""Addresses, forms, headers and cookies: what the router promises for every flow."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from flask import Flask

from conftest import Outbox
from idp.clock import SetClock
from idp.flow import Need, Outcome, PlainFlow, Step, Turn
from idp.store.clients import Client
from tests.portal import CALLBACK, asks
from tests.visitor import SAFARI, Person
from tests.visits import code_of

SignIn = Callable[..., Person]
Happened = Callable[[], list[str]]
MakeApp = Callable[..., Flask]


def waits_for_mail(person: Person, email: str = "ada@example.org") -> Person:
    person.opens(asks())
    person.presses("Send me a mail", email=email)
    return person


# --- the whole way


def test_a_person_comes_back_to_the_portal_signed_in(
    person: Person, sign_in: SignIn, happened: Happened
) -> None:
    """The whole way: start, mail, code, consent, offer, portal."""
    sign_in(person)

    assert person.left_for.startswith(CALLBACK)
    assert person.answer["state"] == "st"
    assert person.answer["iss"] == "http://localhost:8000"
    assert "authorization.request.answered" in happened()


def test_a_second_visit_asks_nothing(person: Person, sign_in: SignIn) -> None:
    """Somebody who is signed in and has agreed is at the portal at once."""
    sign_in(person)

    person.opens(asks())

    assert "code" in person.answer


def test_form_post_is_a_page_with_a_button(person: Person, sign_in: SignIn) -> None:
    """response_mode=form_post answers on a page that works without script (FEAT 3.3)."""
    sign_in(person)

    response = person.opens(asks(response_mode="form_post"))

    form = next(person.seen.elements("form"))
    names = [e.get("name") for e in form.elements("input")]
    assert form.get("action") == CALLBACK
    assert {"code", "state", "iss"} <= set(names)
    assert (
        "form-action 'self' https://portal.example" in response.headers["Content-Security-Policy"]
    )


def test_going_back_tells_the_portal_once(person: Person, portal: Client) -> None:
    """“Go back to …” answers access_denied, and the request is over."""
    person.opens(asks())
    started_at = person.at

    person.presses("Go back to The Portal")

    assert person.answer["error"] == "access_denied"
    assert person.opens(started_at).status_code == 410


def test_a_declined_consent_tells_the_portal(person: Person, portal: Client, mails: Outbox) -> None:
    """“No” answers access_denied, and nothing is remembered as allowed."""
    waits_for_mail(person)
    person.presses("Sign in", code=code_of(mails.last()))

    person.presses("No, go back to The Portal")

    assert person.answer["error"] == "access_denied"
    person.opens(asks())
    assert person.heading == "May this portal know this?"


def test_two_tabs_never_meet(person: Person, portal: Client, mails: Outbox) -> None:
    """Each request of a portal is a record of its own; finishing one finishes no other (SEC-64)."""
    person.opens(asks(state="first"))
    first = person.at
    person.opens(asks(state="second"))
    person.presses("Send me a mail", email="ada@example.org")
    person.presses("Sign in", code=code_of(mails.last()))
    person.presses("Yes, send this")

    person.presses("Do not ask again")

    assert person.answer["state"] == "second"
    person.opens(first)
    person.presses("Continue as a•••@example.org")
    assert person.answer["state"] == "first"


def test_a_press_repeated_after_the_end_leads_on(
    person: Person, portal: Client, mails: Outbox
) -> None:
    """A form that was sent twice answers once; the second press gets a page with a way on."""
    waits_for_mail(person)
    person.presses("Sign in", code=code_of(mails.last()))
    person.presses("Yes, send this")
    target, values = person.form("Do not ask again")
    person.presses("Do not ask again")

    response = person.posts(target, values)

    assert response.status_code == 410
    assert person.left_for == ""


# --- sessions


def test_signing_in_changes_the_session_cookie(person: Person, sign_in: SignIn) -> None:
    """A new proof brings a new secret, and the old one signs nobody in (SEC-57)."""
    sign_in(person)
    old = person.browser.get_cookie("stepfree-session", domain="localhost")
    assert old is not None
    person.opens(asks(prompt="login"))
    person.opens("/help/start")

    sign_in(person, prompt="login")

    new = person.browser.get_cookie("stepfree-session", domain="localhost")
    assert new is not None
    assert new.value != old.value
    person.browser.set_cookie("stepfree-session", old.value, domain="localhost")
    person.opens("/account/overview")
    assert person.heading == "Sign in"


def test_a_session_ends_after_idle_time(person: Person, sign_in: SignIn, clock: SetClock) -> None:
    """Half an hour without any request signs a person out (SEC-59)."""
    sign_in(person)
    clock.move_s(1_799)
    person.opens("/account/overview")
    assert person.heading == "Your account"

    clock.move_s(1_800)
    person.opens("/account/overview")

    assert person.heading == "Sign in"


def test_a_session_ends_after_its_longest_time(
    person: Person, sign_in: SignIn, clock: SetClock
) -> None:
    """However busy somebody is, twelve hours are the end (SEC-59)."""
    sign_in(person)
    for _ in range(24):
        clock.move_s(1_790)
        person.opens("/account/overview")
    assert person.heading == "Your account"

    clock.move_s(1_790)
    person.opens("/account/overview")

    assert person.heading == "Sign in"


def test_more_time_makes_the_idle_time_longer(
    person: Person, sign_in: SignIn, clock: SetClock
) -> None:
    """“I need more time” holds for the session that is open, too (TO-4)."""
    sign_in(person)
    person.opens("/account/overview")
    person.presses("I need more time")

    clock.move_s(7_000)
    person.opens("/account/overview")

    assert person.heading == "Your account"


# --- forms


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "same-origin"}, 422),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "none"}, 403),
        ({"Origin": "http://localhost:8000"}, 422),
        ({"Origin": "null"}, 422),
        ({"Origin": "https://evil.example"}, 403),
        ({}, 422),
    ],
)
def test_a_form_from_elsewhere_does_nothing(
    person: Person, portal: Client, headers: dict[str, str], status: int
) -> None:
    """Only a form that stood on a page of ours is taken (SEC-70)."""
    person.opens(asks())
    target, values = person.form("Send me a mail")

    response = person.request("POST", target, data={**values, "email": "x"}, headers=headers)

    assert response.status_code == status


def test_a_form_without_its_token_does_nothing_and_says_how_to_go_on(
    person: Person, portal: Client, happened: Happened
) -> None:
    """A stale form costs nobody their request: the page leads back to the step (SEC-70)."""
    person.opens(asks())
    target, values = person.form("Send me a mail")

    response = person.posts(target, {**values, "csrf": "stale"})

    assert response.status_code == 403
    assert "page.form.refused" in happened()
    assert target in [a.get("href") for a in person.seen.elements("a")]


def test_a_form_works_however_old_it_is(person: Person, portal: Client, clock: SetClock) -> None:
    """The form's token has no time limit: a break of 23 hours costs nothing (TO-2)."""
    person.opens(asks())
    clock.move_s(23 * 3_600)

    person.presses("Send me a mail", email="ada@example.org")

    assert person.heading == "Look in your mailbox"


def test_a_form_of_another_browser_does_nothing(app: Flask, person: Person, portal: Client) -> None:
    """A token belongs to the browser that got the page."""
    person.opens(asks())
    target, values = person.form("Send me a mail")
    other = Person(app)
    other.opens(asks())

    response = other.posts(target, {**values, "email": "ada@example.org"})

    assert response.status_code == 403


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"data": "email=a&email=b", "content_type": "application/x-www-form-urlencoded"}, 403),
        ({"data": b"email=\xff\xfe", "content_type": "application/x-www-form-urlencoded"}, 403),
        ({"data": {"email": "a"}, "content_type": "multipart/form-data"}, 403),
        ({"data": "{}", "content_type": "application/json"}, 403),
        (
            {"data": "email=" + "a" * 70_000, "content_type": "application/x-www-form-urlencoded"},
            413,
        ),
        (
            {"data": "email=" + "a" * 9_000, "content_type": "application/x-www-form-urlencoded"},
            403,
        ),
    ],
)
def test_a_strange_body_gets_a_page(
    person: Person, portal: Client, sent: dict[str, object], status: int
) -> None:
    """Repeated, foreign, huge or unreadable forms change nothing and lead on (SEC-74)."""
    person.opens(asks())
    target, _ = person.form("Send me a mail")

    response = person.request("POST", target, **sent)

    assert response.status_code == status
    assert "<h1" in response.text


def test_what_was_typed_is_kept_when_the_language_changes(
    settings,
    store,
    clock,
    portal: Client,  # type: ignore[no-untyped-def]
) -> None:
    """The switch keeps the step, the request and what stands in the field (GE-7)."""
    from idp.app import create_app

    two = settings.model_copy(update={"languages": ("en", "fr")})
    person = Person(create_app(two, clock=clock, store=store))
    person.opens(asks())
    started_at = person.at

    person.presses("Français", email="ada@example")

    email = next(e for e in person.seen.elements("input") if e.get("name") == "email")
    assert person.at == started_at
    assert next(person.seen.elements("html")).get("lang") == "fr"
    assert email.get("value") == "ada@example"


def test_more_time_is_remembered_and_taken_back(person: Person, portal: Client) -> None:
    """One press makes all clocks longer, before signing in; another one undoes it (TO-4)."""
    person.opens(asks())
    assert "30 minutes" in person.text

    person.presses("I need more time", email="ada@example.org")

    assert "60 minutes" in person.text
    person.presses("Use the normal time")
    assert "30 minutes" in person.text


# --- addresses


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/nowhere", 404),
        ("/start/nowhere", 404),
        ("/magic_link/ask", 404),
        ("/request/x/start/sign-in", 404),
        ("/request/AAAAAAAAAAAAAAAAAAAAAA/start/sign-in", 410),
        ("/request/%00%00%00%00%00%00%00%00/start/sign-in", 404),
        ("/request/AAAAAAAAAAAAAAAAAAAAAA/help/start", 404),
        ("/assets/x/style.css", 404),
        ("/assets/x/../../etc/passwd", 404),
        ("/states/start/sign_in/default", 404),
        ("/%ff%fe/x", 404),
    ],
)
def test_an_address_that_leads_nowhere_gets_a_page(person: Person, path: str, status: int) -> None:
    """Unknown addresses get a page with a way on, never a bare error (ER-7)."""
    response = person.opens(path)

    assert response.status_code == status
    assert any(person.seen.elements("a"))


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE", "OPTIONS"])
def test_only_listed_methods_are_answered(person: Person, method: str) -> None:
    """GET, HEAD and POST are all that a page of ours knows (SEC-74)."""
    response = person.request(method, "/help/start")

    assert response.status_code == 405
    assert set(response.headers["Allow"].split(", ")) == {"GET", "HEAD", "POST"}


def test_a_request_of_another_browser_stays_closed(
    app: Flask, person: Person, portal: Client
) -> None:
    """The address of a pending request is no key to it (ML-5)."""
    person.opens(asks())
    other = Person(app, SAFARI)

    response = other.opens(person.at)

    assert response.status_code == 403
    assert "The Portal" not in other.text


def test_a_request_is_kept_for_a_day_and_then_explained(
    person: Person, portal: Client, clock: SetClock
) -> None:
    """After 24 hours the page names the portal, where the person can begin again (TO-2)."""
    person.opens(asks())
    started_at = person.at
    clock.move_s(86_399)
    assert person.opens(started_at).status_code == 200

    clock.move_s(1)
    response = person.opens(started_at)

    assert response.status_code == 410
    assert "https://portal.example/" in [a.get("href") for a in person.seen.elements("a")]


def test_a_step_whose_need_is_not_due_leads_to_the_one_that_is(
    person: Person, portal: Client
) -> None:
    """Nobody sees the question about sharing before it is known who they are."""
    person.opens(asks())
    key = person.at.split("/")[2]

    person.opens(f"/request/{key}/consent/review")

    assert person.heading == "Sign in"


def test_who_comes_without_a_portal_gets_the_own_account(person: Person) -> None:
    """A bookmark of the front door or of a sign-in page leads on (ER-7)."""
    for path in ("/", "/start/sign-in", "/magic-link/ask", "/account/overview"):
        person.opens(path)
        assert person.heading in ("Sign in", "Sign in with a mail"), path


# --- headers and cookies


def test_every_page_carries_the_headers_of_a_closed_house(person: Person, portal: Client) -> None:
    """No foreign byte, no frame, no referrer, no copy in a cache (SEC-66 to 69)."""
    response = person.opens(asks())

    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "form-action 'self' https://portal.example;" in policy
    assert "frame-ancestors 'none'" in policy
    assert "require-trusted-types-for 'script'; trusted-types 'none'" in policy
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in response.headers["Permissions-Policy"]
    assert "Server" not in response.headers


def test_forms_of_our_own_pages_lead_nowhere_else(person: Person) -> None:
    """Where no portal waits, form-action is our own address alone (SEC-67)."""
    response = person.opens("/help/start")

    assert "form-action 'self';" in response.headers["Content-Security-Policy"]


def test_cookies_over_https_are_bound_to_this_host(make_app: MakeApp) -> None:
    """`__Host-`, Secure, HttpOnly, SameSite=Lax, no Domain (SEC-58)."""
    client = make_app(issuer="https://id.example", trusted_hosts=("id.example",)).test_client()

    response = client.get("/help/start", base_url="https://id.example")

    (cookie,) = response.headers.getlist("Set-Cookie")
    assert cookie.startswith("__Host-browser=")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(cookie.split("; "))
    assert "Domain" not in cookie
    assert response.headers["Strict-Transport-Security"].startswith("max-age=31536000")


def test_a_foreign_host_name_is_refused(app: Flask) -> None:
    """No link is ever built from a Host header, and a foreign one gets no page of ours (SEC-35)."""
    response = app.test_client().get("/help/start", base_url="http://evil.example")

    assert response.status_code == 400


def test_assets_are_kept_for_ever_under_a_name_of_their_content(person: Person) -> None:
    """An address of a file never changes what it gives."""
    person.opens("/help/start")
    href = next(e for e in person.seen.elements("link")).get("href")

    response = person.request("GET", href, headers={"Accept-Encoding": "gzip"})

    assert response.status_code == 200
    assert "immutable" in response.headers["Cache-Control"]
    assert response.headers["Content-Encoding"] == "gzip"
    assert "Set-Cookie" not in response.headers
    assert response.mimetype == "text/css"


# --- limits and faults


def test_too_many_requests_get_a_page_with_a_time(
    settings,
    store,
    clock,  # type: ignore[no-untyped-def]
) -> None:
    """One network gets so many answers in five minutes, then a page that says when (SEC-90)."""
    from idp.app import create_app

    few = settings.model_copy(update={"languages": ("en",), "limit_requests": 50})
    person = Person(create_app(few, clock=clock, store=store))
    for _ in range(50):
        assert person.opens("/help/start").status_code == 200

    response = person.opens("/help/start")

    assert response.status_code == 429
    assert 0 < int(response.headers["Retry-After"]) <= 300


def test_a_fault_of_ours_gives_a_page_and_tells_nothing(make_app: MakeApp) -> None:
    """No stack, no text of an exception; words that lead the operator to the log line (SEC-76)."""
    person = Person(make_app(flows="tests.idp.test_router:BROKEN"))

    response = person.opens("/broken/start")

    assert response.status_code == 503
    assert int(response.headers["Retry-After"]) > 0
    assert "the secret cause" not in response.text
    assert "say these words" in next(person.seen.elements("body")).text


def _fails(turn: Turn) -> Outcome:
    raise RuntimeError("the secret cause")


BROKEN = (
    PlainFlow("broken", Need.INFORMATION, (), {"start": Step(show=_fails)}),
    PlainFlow(
        "help",
        Need.INFORMATION,
        (),
        {"problem": Step(show=_fails), "statement": Step(show=_fails)},
    ),
)


def test_addresses_name_no_address_and_no_secret(person: Person, portal: Client) -> None:
    """What stands in the address bar can be read by anybody who looks on."""
    waits_for_mail(person)

    assert "ada" not in urlsplit(person.at).path + urlsplit(person.at).query

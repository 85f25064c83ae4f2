"""The sample portal believes nothing that it cannot verify."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from idp.clock import Clock
from idp.demo.portal import Portal, create_portal
from tests.idp.demo import provider
from tests.idp.demo.provider import Liar
from tests.servers import free_port

LEVELS = {"urn:stepfree:acr:email": "by e-mail", "urn:stepfree:acr:passkey": "with a passkey"}


@pytest.fixture
def liar() -> Iterator[Liar]:
    with provider.run() as liar:
        yield liar


@pytest.fixture
def portal(liar: Liar) -> FlaskClient:
    """A browser at the portal, which trusts the liar's published keys."""
    sample = Portal(
        client_id="town-hall",
        name="Brookfield Town Hall",
        about="Letters.",
        private_name="my tax letter",
        colour="hall",
        issuer=liar.issuer,
        home_url="http://localhost",
        secret="portal-secret",
        levels=LEVELS,
        private_acr="urn:stepfree:acr:passkey",
    )
    return create_portal(sample, "http://localhost:8002", Clock()).test_client()


def _begin(portal: FlaskClient, liar: Liar, path: str = "/sign-in") -> str:
    """Goes to the provider; returns the state that came along."""
    answer = portal.get(path)
    asked = parse_qs(urlsplit(answer.location).query)
    liar.nonce = asked["nonce"][0]
    return asked["state"][0]


def _come_back(portal: FlaskClient, liar: Liar, **more: str) -> TestResponse:
    state = more.pop("state", "") or _begin(portal, liar)
    values = {"code": "c-1", "state": state, "iss": liar.issuer} | more
    return portal.get("/back", query_string=values)


def _told(portal: FlaskClient) -> dict[str, str]:
    return dict(re.findall(r'data-claim="(\w+)">([^<]*)<', portal.get("/").text))


def test_request_is_complete_and_safe(portal: FlaskClient) -> None:
    """A sign-in asks for a code with PKCE S256, state and nonce, and names its way back."""
    asked = parse_qs(urlsplit(portal.get("/sign-in").location).query)

    assert asked["response_type"] == ["code"]
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["redirect_uri"] == ["http://localhost/back"]
    assert {"state", "nonce", "code_challenge"} <= asked.keys()


def test_sound_answer_is_shown(portal: FlaskClient, liar: Liar) -> None:
    """After a sound answer the page shows the verified claims and how the person signed in."""
    assert _come_back(portal, liar).status_code == 303

    assert _told(portal)["email"] == "ada@example.org"
    assert "You signed in by e-mail." in portal.get("/").text
    assert "code_verifier" in liar.asked[0]


@pytest.mark.parametrize(
    "claims",
    [
        {"iss": "http://elsewhere.example"},
        {"aud": "library"},
        {"nonce": "another"},
        {"exp": 1_000_000_000},
        {"sub": "s-2"},
    ],
    ids=lambda claims: next(iter(claims)),
)
def test_unsound_id_token_is_refused(
    portal: FlaskClient, liar: Liar, claims: dict[str, object]
) -> None:
    """An ID token of another sender, receiver, sign-in, time or person signs nobody in."""
    liar.claims = claims

    answer = _come_back(portal, liar)

    assert answer.status_code == 400
    assert "That did not work" in answer.text
    assert _told(portal) == {}


def test_foreign_signature_is_refused(portal: FlaskClient, liar: Liar) -> None:
    """A token that is signed with an unpublished key signs nobody in."""
    liar.foreign_key = True

    assert _come_back(portal, liar).status_code == 400
    assert _told(portal) == {}


def test_facts_about_another_person_are_refused(portal: FlaskClient, liar: Liar) -> None:
    """Userinfo about another subject than the ID token's is not shown (OIDC Core §5.3.2)."""
    liar.person = {"sub": "s-2"}

    assert _come_back(portal, liar).status_code == 400
    assert _told(portal) == {}


@pytest.mark.parametrize("iss", ["", "http://elsewhere.example"])
def test_answer_without_its_giver_is_refused(portal: FlaskClient, liar: Liar, iss: str) -> None:
    """An answer must name the issuer that was asked (RFC 9207 §2.4)."""
    assert _come_back(portal, liar, iss=iss).status_code == 400
    assert liar.asked == []


def test_answer_that_nobody_asked_for_is_refused(portal: FlaskClient, liar: Liar) -> None:
    """An answer with a state that this browser never sent is a forgery, or an old page."""
    answer = _come_back(portal, liar, state="made-up")

    assert answer.status_code == 400
    assert "does not know this sign-in" in answer.text
    assert liar.asked == []


def test_answer_counts_once(portal: FlaskClient, liar: Liar) -> None:
    """The same answer again is not used again."""
    state = _begin(portal, liar)
    assert _come_back(portal, liar, state=state).status_code == 303

    assert _come_back(portal, liar, state=state).status_code == 400


def test_no_is_answered_calmly(portal: FlaskClient, liar: Liar) -> None:
    """A person who said no gets a page with a way on, not an error."""
    answer = _come_back(portal, liar, error="access_denied")

    assert answer.status_code == 200
    assert "You are not signed in" in answer.text


def test_provider_that_is_away() -> None:
    """When the provider cannot be reached, the page says so and offers to try again."""
    nobody = Portal(
        client_id="town-hall",
        name="Brookfield Town Hall",
        about="",
        colour="hall",
        issuer=f"http://127.0.0.1:{free_port()}",
        home_url="http://localhost",
    )

    answer = create_portal(nobody, "", Clock()).test_client().get("/sign-in")

    assert answer.status_code == 502
    assert "does not answer at the moment" in answer.text


def test_private_part_needs_the_level(portal: FlaskClient, liar: Liar) -> None:
    """A weaker sign-in than asked for does not open the protected part, and asks no circle."""
    state = _begin(portal, liar, "/private")
    answer = _come_back(portal, liar, state=state)

    assert answer.status_code == 403
    assert "This part needs a passkey" in answer.text

    liar.claims = {"acr": "urn:stepfree:acr:passkey"}
    _come_back(portal, liar, state=_begin(portal, liar, "/private"))
    assert "Your tax letter" not in portal.get("/").text
    assert "You owe nothing" in portal.get("/private").text


def test_signing_out_needs_the_own_form(portal: FlaskClient, liar: Liar) -> None:
    """Another site cannot sign the person out here; the own button leads to the provider."""
    _come_back(portal, liar)
    assert portal.post("/sign-out", data={"form": "guessed"}).status_code == 403
    form = re.search(r'name="form" value="([^"]+)"', portal.get("/").text)
    assert form

    answer = portal.post("/sign-out", data={"form": form.group(1)})

    assert answer.status_code == 303
    asked = parse_qs(urlsplit(answer.location).query)
    assert asked["post_logout_redirect_uri"] == ["http://localhost/signed-out"]
    assert "id_token_hint" in asked
    assert _told(portal) == {}


def test_visit_gets_a_new_name_with_the_sign_in(portal: FlaskClient, liar: Liar) -> None:
    """A cookie that was known before the sign-in opens nothing after it."""
    portal.get("/")
    before = portal.get_cookie("visit_town-hall")
    _come_back(portal, liar)
    after = portal.get_cookie("visit_town-hall")
    assert before
    assert after
    assert before.value != after.value

    portal.set_cookie("visit_town-hall", before.value)

    assert _told(portal) == {}


def test_pages_carry_a_strict_policy(portal: FlaskClient) -> None:
    """No script, nothing from elsewhere, nothing kept by the browser."""
    answer = portal.get("/")

    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Cache-Control"] == "no-store"

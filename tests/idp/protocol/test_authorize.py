"""The authorization endpoint: who is told what, and where the browser goes."""

from __future__ import annotations

import json
from urllib.parse import parse_qs, urlsplit

import pytest

from idp.app import create_app
from idp.settings import Settings
from idp.store.clients import disable_client
from tests.idp.protocol.world import CALLBACK, Person, World, answer_of, read_jwt

ISSUER = "http://localhost:8000"


def to_first_page(location: str) -> bool:
    return location.startswith("/request/")


class TestWhoIsAsked:
    """OIDC Core §3.1.2.3"""

    def test_a_stranger_is_asked_to_sign_in(self, world: World) -> None:
        """Nobody is signed in: the browser goes to the first page of a new request."""
        response = world.authorize()
        assert response.status_code == 303
        assert to_first_page(response.headers["Location"])

    def test_prompt_none_never_shows_a_page(self, world: World) -> None:
        """A stranger and prompt=none: the portal is told, and no request is begun."""
        told = answer_of(world.authorize(prompt="none"))
        assert told["error"] == "login_required"
        assert "authorization.request.received" not in world.events()

    def test_consent_is_asked_for(self, world: World, signed_in: Person) -> None:
        """What the person did not allow yet is asked for, and not with prompt=none."""
        world.allow(signed_in, scopes=("openid",))
        assert to_first_page(world.authorize().headers["Location"])
        assert answer_of(world.authorize(prompt="none"))["error"] == "consent_required"

    def test_a_waiver_needs_no_consent(self, world: World) -> None:
        """A first party that the operator marked so asks nobody."""
        world.change(consent="waived")
        person = world.make_person()
        world.browser.set_cookie("stepfree-session", person.cookie, domain="localhost")
        assert "code" in answer_of(world.authorize(prompt="none"))

    @pytest.mark.parametrize(
        ("values", "reason"),
        [
            ({"prompt": "login"}, "login"),
            ({"prompt": "select_account"}, "account"),
            ({"prompt": "consent"}, "consent"),
            ({"max_age": "99"}, "too old"),
            ({"max_age": "0"}, "always too old"),
            ({"acr_values": "urn:stepfree:acr:passkey"}, "too weak"),
        ],
    )
    def test_a_session_is_not_always_enough(
        self, world: World, signed_in: Person, values: dict[str, str], reason: str
    ) -> None:
        """What a portal may ask for is asked, though somebody is signed in."""
        assert to_first_page(world.authorize(**values).headers["Location"]), reason

    @pytest.mark.parametrize(
        ("values", "code"),
        [
            ({"max_age": "99"}, "login_required"),
            ({"acr_values": "urn:stepfree:acr:passkey"}, "login_required"),
        ],
    )
    def test_prompt_none_skips_no_check(
        self, world: World, signed_in: Person, values: dict[str, str], code: str
    ) -> None:
        """Silence makes no weak or old sign-in good enough (SEC-14)."""
        assert answer_of(world.authorize(prompt="none", **values))["error"] == code

    def test_max_age_judges_the_proof(self, world: World, signed_in: Person) -> None:
        """A sign-in of 100 seconds ago passes for 100 seconds and not for 99."""
        assert "code" in answer_of(world.authorize(max_age="100"))

    def test_a_client_may_demand_a_level(self, world: World, signed_in: Person) -> None:
        """The operator's minimum holds whatever the portal asks for."""
        world.change(minimum_acr="passkey")
        told = answer_of(world.authorize(prompt="none", acr_values="urn:stepfree:acr:email"))
        assert told["error"] == "login_required"

    def test_an_ended_session_is_nobody(self, world: World, signed_in: Person) -> None:
        """After the idle time the cookie opens nothing."""
        world.clock.move_s(1_801)
        assert answer_of(world.authorize(prompt="none"))["error"] == "login_required"


class TestHint:
    """OIDC Core §3.1.2.1 id_token_hint"""

    def test_the_same_person_passes(self, world: World, signed_in: Person) -> None:
        """The hint names who is signed in, even when it is old."""
        hint = world.tokens()["id_token"]
        world.clock.move_s(1_000)
        assert "code" in answer_of(world.authorize(prompt="none", id_token_hint=hint))

    def test_somebody_else_is_refused(self, world: World, signed_in: Person) -> None:
        """The hint names another person: silence is answered with login_required."""
        hint = world.tokens()["id_token"]
        world.sign_in()
        told = answer_of(world.authorize(prompt="none", id_token_hint=hint))
        assert told["error"] == "login_required"
        assert to_first_page(world.authorize(id_token_hint=hint).headers["Location"])

    @pytest.mark.parametrize("hint", ["x", "a.b.c", "é", "e30.e30.", "." * 16_000])
    def test_what_is_no_hint_is_refused(self, world: World, hint: str) -> None:
        """A text that we did not sign is told apart at once."""
        assert answer_of(world.authorize(id_token_hint=hint))["error"] == "invalid_request"

    def test_a_hint_of_another_portal_is_refused(self, world: World, signed_in: Person) -> None:
        """An ID token speaks to the portal that it was made for."""
        hint = world.tokens()["id_token"]
        world.register(id="other")
        told = answer_of(world.authorize(client_id="other", id_token_hint=hint))
        assert told["error"] == "invalid_request"


class TestAnswers:
    """RFC 6749 §4.1.2, RFC 9207"""

    @pytest.mark.parametrize("values", [{}, {"prompt": "none", "max_age": "0"}, {"scope": "x"}])
    def test_every_answer_says_who_we_are(
        self, world: World, signed_in: Person, values: dict[str, str]
    ) -> None:
        """`iss` and the portal's state are in answers and in errors alike."""
        told = answer_of(world.authorize(state="a b+c&d é", **values))
        assert told["iss"] == ISSUER
        assert told["state"] == "a b+c&d é"

    def test_a_portal_without_state_gets_none(self, world: World, signed_in: Person) -> None:
        """What was not sent is not made up."""
        assert "state" not in answer_of(world.authorize(state=None))

    def test_post_is_answered_like_get(self, world: World, signed_in: Person) -> None:
        """A form of the portal's page brings the same answer, by way of GET for the cookies."""
        form = world.parameters()
        first = world.app.test_client().post("/authorize", data=form)
        assert first.status_code == 303
        assert "Set-Cookie" not in first.headers
        assert "code" in answer_of(world.browser.get(first.headers["Location"]))

    def test_form_post_carries_the_answer_in_a_page(self, world: World, signed_in: Person) -> None:
        """The code is in a form with a button that can be pressed, not in the address."""
        response = world.authorize(response_mode="form_post")
        assert response.status_code == 200
        assert "Location" not in response.headers
        assert 'name="code"' in response.text
        assert f'action="{CALLBACK}"' in response.text
        assert "The Portal" in response.text
        assert '<html lang="en"' in response.text
        assert "<button" in response.text
        assert "onload" not in response.text

    def test_an_error_uses_the_mode_too(self, world: World, signed_in: Person) -> None:
        """A portal that waits for a form gets its error in a form."""
        response = world.authorize(response_mode="form_post", scope="email")
        assert 'value="invalid_scope"' in response.text

    def test_a_query_of_the_portal_is_kept(self, world: World, signed_in: Person) -> None:
        """An address that has a query already gets ours behind it."""
        address = f"{CALLBACK}?from=here"
        world.change(redirect_uris=(address,))
        told = answer_of(world.authorize(redirect_uri=address))
        assert told["from"] == "here"
        assert "code" in told


class TestDeadEnds:
    """RFC 6749 §4.1.2.1: no redirect without a portal that is known"""

    # Every other mistake at once does not bring a redirect about (SEC-3).
    MISTAKES = (
        {},
        {"response_type": "token"},
        {"scope": "bad"},
        {"response_mode": "fragment"},
        {"request_uri": "https://evil.example"},
        {"prompt": "none"},
        {"code_challenge": None},
        {"claims": "["},
    )

    @pytest.mark.parametrize("mistake", MISTAKES)
    @pytest.mark.parametrize(
        "values",
        [
            {"client_id": None},
            {"client_id": "nobody"},
            {"redirect_uri": None},
            {"redirect_uri": "https://evil.example/"},
        ],
    )
    def test_a_page_and_no_redirect(
        self, world: World, values: dict[str, str | None], mistake: dict[str, str | None]
    ) -> None:
        """Unknown client or address: a page, whatever else is wrong."""
        response = world.authorize(**{**mistake, **values})
        assert response.status_code == 400
        assert "Location" not in response.headers
        assert response.mimetype == "text/html"

    @pytest.mark.parametrize("name", ["client_id", "redirect_uri"])
    def test_twice_is_not_known(self, world: World, name: str) -> None:
        """Two clients or two addresses are none."""
        doubled = [*world.parameters().items(), (name, world.parameters()[name])]
        response = world.browser.get("/authorize", query_string=doubled)
        assert response.status_code == 400
        assert "Location" not in response.headers

    @pytest.mark.parametrize("name", ["state", "scope", "nonce", "whatever"])
    def test_other_repetitions_are_told_to_the_portal(self, world: World, name: str) -> None:
        """The portal that is known learns that it said something twice."""
        doubled = [*world.parameters().items(), (name, "1"), (name, "2")]
        told = answer_of(world.browser.get("/authorize", query_string=doubled))
        assert told["error"] == "invalid_request"

    def test_a_disabled_client_is_a_dead_end(self, world: World, signed_in: Person) -> None:
        """A portal that was switched off gets no answer at all."""
        with world.store.write() as tx:
            disable_client(tx, world.client.id, world.clock.now())
        response = world.authorize()
        assert response.status_code == 400
        assert "The Portal" in response.text

    def test_too_many_requests_get_a_page(self, world: World, settings: Settings) -> None:
        """One network asks without end: a page says when to come back."""
        few = settings.model_copy(update={"languages": ("en",), "limit_requests": 50})
        browser = create_app(few, clock=world.clock, store=world.store).test_client()
        for _ in range(50):
            browser.get("/authorize", query_string={"client_id": "nobody"})
        response = browser.get("/authorize", query_string=world.parameters())
        assert response.status_code == 429
        assert int(response.headers["Retry-After"]) > 0

    def test_head_begins_nothing(self, world: World, signed_in: Person) -> None:
        """Whoever only looks makes no code."""
        response = world.browser.head("/authorize", query_string=world.parameters())
        assert response.status_code == 405
        assert world.grant() is None


class TestClaimsParameter:
    """OIDC Core §5.5"""

    def test_a_declined_claim_stays_away(self, world: World, signed_in: Person) -> None:
        """What the person did not tick is not given, and is not asked for again."""
        world.allow(signed_in, scopes=("openid",), declined=("locale",))
        text = json.dumps({"userinfo": {"locale": None}})
        got = world.tokens(scope="openid", claims=text)
        assert set(world.userinfo(got["access_token"]).json) == {"sub"}

    def test_an_allowed_claim_goes_where_it_was_asked(
        self, world: World, signed_in: Person
    ) -> None:
        """A claim for the ID token is in the ID token."""
        world.allow(signed_in, scopes=("openid",), claims=("email",))
        text = json.dumps({"id_token": {"email": {"essential": True}}})
        got = world.tokens(scope="openid", claims=text)
        assert read_jwt(got["id_token"])[1]["email"] == signed_in.address
        assert "email" not in world.userinfo(got["access_token"]).json

    @pytest.mark.parametrize(
        "name", ["", " ", "email locale", "email\u2028locale", "\0", "e" * 999]
    )
    def test_a_claim_of_an_odd_name_brings_nothing(
        self, world: World, signed_in: Person, name: str
    ) -> None:
        """A name that is two names falls away before it is stored, and so brings neither."""
        text = json.dumps({place: {name: None} for place in ("id_token", "userinfo")})
        got = world.tokens(scope="openid", claims=text)
        assert set(world.userinfo(got["access_token"]).json) == {"sub"}
        assert (world.grant().id_token_claims, world.grant().userinfo_claims) == ((), ())


def test_the_code_is_nowhere_in_the_store(world: World, signed_in: Person) -> None:
    """Who reads the database cannot redeem a code."""
    code = world.code()
    row = world.grant()
    assert all(code not in str(value) for value in row)


def test_the_address_is_registered_or_there_is_none(world: World, signed_in: Person) -> None:
    """The corpus of addresses that look like the registered one: not one is followed."""
    host = "portal.example"
    bad = [
        f"http://{host}/callback", f"https://{host}:443/callback", f"https://{host}/callback/",
        f"https://{host}/callback?", f"https://{host}/callback#", f"https://{host}//callback",
        f"https://{host}/./callback", f"https://{host}/x/../callback", f"https://{host}/Callback",
        f"https://{host.upper()}/callback", f"HTTPS://{host}/callback",
        f"https://{host}./callback", f"https://x@{host}/callback", f"https://x:y@{host}/callback",
        f"https://{host}@evil.example/callback", f"https://evil.example/{CALLBACK}",
        f"https://{host}.evil.example/callback", f"https://evil{host}/callback",
        f"https://{host}%2eevil.example/callback", f"https://{host}/callback%00",
        f"https://{host}/callback%0d%0aX:1", f"https://{host}\\@evil.example/callback",
        f"https:\\\\{host}\\callback", f"//{host}/callback", f"https://{host}/callback;x",
        f"https://{host}/%63allback", f"https://{host}/callback%2f",
        f"https://{host}/callback/../../evil", f" {CALLBACK}", f"{CALLBACK} ", f"\t{CALLBACK}",
        f"https://sub.{host}/callback", "javascript:alert(1)", "data:text/html,x", "vbscript:x",
        f"javascript://{host}/callback", "https://*/callback", "https://*.example/callback",
        "/callback", "callback", "?x=1", "", "null", "about:blank", f"https://[{host}]/callback",
        "https://[::1]/callback", "https://127.1/callback", "https://2130706433/callback",
        f"https://{host}:99999/callback", "https://p\u043ertal.example/callback",
        "https://portal\u3002example/callback", "blob:https://portal.example/x",
        f"intent://{host}/callback#Intent;end", f"{CALLBACK}&x=1", f"{CALLBACK}/..;/x",
    ]  # fmt: skip
    marks = "/\\@#?:;%&=+~^|<>\"'`{}[]()!*$,. "
    bad += [CALLBACK[:at] + mark + CALLBACK[at:] for mark in marks for at in (0, 8, 22, 23, 31)]
    bad += [CALLBACK[:at] + CALLBACK[at + 1 :] for at in range(len(CALLBACK))]
    bad += [CALLBACK[:at] + CALLBACK[at].swapcase() + CALLBACK[at + 1 :] for at in range(5)]
    bad += [f"{CALLBACK}%{value:02x}" for value in range(0, 256, 3)]
    wrong = sorted({uri for uri in bad if uri != CALLBACK})
    assert len(wrong) >= 300

    for uri in wrong:
        response = world.authorize(redirect_uri=uri)
        assert response.status_code == 400, uri
        assert "Location" not in response.headers, uri


def test_the_way_to_the_first_page_keeps_the_portal_s_language(world: World) -> None:
    """ui_locales holds for the pages behind, until the person chooses."""
    response = world.authorize(ui_locales="en")
    assert any("language=en" in value for value in response.headers.getlist("Set-Cookie"))


def test_the_request_waits_with_all_its_parameters(world: World) -> None:
    """Nothing of the request is in the address of the page: it waits in the store."""
    response = world.authorize(login_hint="ada@people.example")
    assert "ada" not in response.headers["Location"]
    assert parse_qs(urlsplit(response.headers["Location"]).query) == {}

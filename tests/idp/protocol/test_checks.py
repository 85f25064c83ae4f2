"""One class per rule for authorization requests, named after its source."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest

from idp.errors import ProtocolError
from idp.protocol.checks import RULES, Asked, check
from idp.protocol.parameters import Parameters
from idp.protocol.request import AuthorizationRequest
from tests.idp.protocol.world import CALLBACK, challenge, make_client

PASSKEY = "urn:stepfree:acr:passkey"


def no_hint(text: str) -> Mapping[str, Any]:
    raise ProtocolError("invalid_request", "no hint is expected here")


def ask(
    *,
    client: Mapping[str, Any] | None = None,
    repeated: frozenset[str] = frozenset(),
    redirect_uri: str = CALLBACK,
    read_hint: Any = no_hint,
    **values: str | None,
) -> AuthorizationRequest:
    sound = {
        "response_type": "code",
        "scope": "openid",
        "code_challenge": challenge("v" * 43),
        "code_challenge_method": "S256",
        **values,
    }
    return check(
        Asked(
            parameters=Parameters({k: v for k, v in sound.items() if v is not None}, repeated),
            client=make_client(**(client or {})),
            redirect_uri=redirect_uri,
            acr_names={},
            read_hint=read_hint,
        )
    )


def error(**values: Any) -> str:
    with pytest.raises(ProtocolError) as caught:
        ask(**values)
    return caught.value.code


def test_every_rule_names_its_source() -> None:
    """Who reads a rule can look up why it is there."""
    assert all(
        any(word in (rule.__doc__ or "") for word in ("RFC", "OIDC", "OAuth")) for rule in RULES
    )


def test_error_descriptions_are_ascii_of_rfc6749() -> None:
    """A description holds what RFC 6749 §4.1.2.1 allows, and nothing of the request."""
    with pytest.raises(ProtocolError) as caught:
        ask(response_type='"größe\\')
    assert set(caught.value.description) <= {chr(c) for c in range(0x20, 0x7F)} - set('"\\')


class TestOnce:
    """RFC 6749 §3.1"""

    @pytest.mark.parametrize("name", ["scope", "nonce", "code_challenge", "anything"])
    def test_a_parameter_comes_once(self, name: str) -> None:
        """Whatever comes twice is refused, even what we do not know."""
        assert error(repeated=frozenset({name})) == "invalid_request"


class TestResponseMode:
    """OAuth 2.0 Multiple Response Types §2.1"""

    def test_query_is_the_default(self) -> None:
        """A portal that says nothing gets the address."""
        assert ask().response_mode == "query"

    @pytest.mark.parametrize("mode", ["fragment", "jwt", "query.jwt", "QUERY", "web_message"])
    def test_others_are_refused(self, mode: str) -> None:
        """A mode that we do not have is refused, not passed over."""
        assert error(response_mode=mode) == "invalid_request"

    def test_form_post_needs_a_web_address(self) -> None:
        """A form is never sent to a program's own scheme."""
        assert error(response_mode="form_post", redirect_uri="com.app:/cb") == "invalid_request"


class TestState:
    """RFC 6749 §4.1.1"""

    def test_state_is_kept_as_it_is(self) -> None:
        """Every character of it comes back."""
        assert ask(state="a b&c=d é").state == "a b&c=d é"

    def test_state_has_a_limit(self) -> None:
        """An address that no server would take is not made."""
        assert error(state="x" * 4097) == "invalid_request"


class TestRequestObject:
    """OIDC Core §3.1.2.6"""

    @pytest.mark.parametrize("name", ["request", "request_uri", "registration"])
    def test_unsupported_ways_are_refused_by_name(self, name: str) -> None:
        """The error code tells the portal what to leave out."""
        assert error(**{name: "https://evil.example/x"}) == f"{name}_not_supported"


class TestResponseType:
    """RFC 9700 §2.1.2"""

    @pytest.mark.parametrize("value", ["token", "id_token", "code token", "code id_token", "none"])
    def test_only_code(self, value: str) -> None:
        """No token ever travels in an address."""
        assert error(response_type=value) == "unsupported_response_type"

    def test_it_must_be_there(self) -> None:
        """A request without it is malformed."""
        assert error(response_type=None) == "invalid_request"


class TestScope:
    """OIDC Core §3.1.2.1, RFC 6749 §3.3"""

    @pytest.mark.parametrize("value", [None, "email", "OpenID", "open id"])
    def test_openid_must_be_there(self, value: str | None) -> None:
        """Without openid it is no OpenID request."""
        assert error(scope=value) == "invalid_scope"

    def test_the_filtered_value_is_what_counts(self) -> None:
        """Unknown and unregistered scopes fall away before anybody is asked (SEC-18)."""
        request = ask(scope="openid email admin profile", client={"scopes": ("openid", "email")})
        assert request.scopes == ("openid", "email")

    def test_offline_access_needs_refresh_tokens(self) -> None:
        """Who gets no refresh token is not asked whether it may have one."""
        client = {"grant_types": ("authorization_code",), "scopes": ("openid",)}
        assert ask(scope="openid offline_access", client=client).scopes == ("openid",)


class TestPkce:
    """RFC 7636 §4.3, RFC 9700 §2.1.1"""

    @pytest.mark.parametrize(
        "values",
        [
            {"code_challenge": None, "code_challenge_method": None},
            {"code_challenge": None},
            {"code_challenge_method": None},
            {"code_challenge_method": "plain"},
            {"code_challenge_method": "s256"},
            {"code_challenge": "v" * 42},
            {"code_challenge": "v" * 44},
            {"code_challenge": "v" * 42 + "="},
            {"code_challenge": "é" * 43},
        ],
    )
    def test_s256_and_nothing_else(self, values: dict[str, str | None]) -> None:
        """Confidential clients need it like all others, and plain is no method."""
        assert error(**values) == "invalid_request"

    def test_an_operator_may_make_it_optional(self) -> None:
        """A confidential client that is marked so may leave it out (D5)."""
        none = {"code_challenge": None, "code_challenge_method": None}
        assert ask(client={"pkce": "optional"}, **none).code_challenge == ""

    def test_optional_is_never_plain(self) -> None:
        """Even then a challenge is S256."""
        values = {"client": {"pkce": "optional"}, "code_challenge_method": "plain"}
        assert error(**values) == "invalid_request"


class TestPrompt:
    """OIDC Core §3.1.2.1"""

    def test_none_stands_alone(self) -> None:
        """Nobody can be asked and not be asked."""
        assert error(prompt="none login") == "invalid_request"

    def test_unknown_values_are_passed_over(self) -> None:
        """A value of tomorrow does not break a portal of today."""
        assert ask(prompt="create login").prompt == ("login",)


class TestMaxAge:
    """OIDC Core §3.1.2.1"""

    @pytest.mark.parametrize("value", ["-1", "1.5", "ten", "٣", "1e3", "9" * 11, " 1"])
    def test_whole_seconds(self, value: str) -> None:
        """Anything but digits is refused."""
        assert error(max_age=value) == "invalid_request"

    @pytest.mark.parametrize(("value", "expected"), [(None, None), ("0", 0), ("3600", 3600)])
    def test_zero_is_a_wish(self, value: str | None, expected: int | None) -> None:
        """0 asks for a new sign-in; saying nothing asks for none."""
        assert ask(max_age=value).max_age_s == expected


class TestAcr:
    """OIDC Core §5.5.1.1, SEC-15"""

    def test_a_level_asks_for_it_or_stronger(self) -> None:
        """Who asks for a passkey is never answered by e-mail."""
        assert ask(acr_values=PASSKEY).acr == ("passkey", "passkey-device", "passkey-hardware")

    def test_the_weakest_of_several_will_do(self) -> None:
        """acr_values lists what is accepted, in order of preference."""
        assert "email" in ask(acr_values=f"{PASSKEY} urn:stepfree:acr:email").acr

    def test_foreign_values_are_passed_over(self) -> None:
        """A voluntary wish that we do not know changes nothing."""
        assert ask(acr_values="urn:mace:incommon:iap:silver 0").acr == ()

    def test_an_essential_level_that_nobody_can_reach_is_refused(self) -> None:
        """Essential means: this or nothing."""
        claims = json.dumps({"id_token": {"acr": {"essential": True, "values": ["gold"]}}})
        assert error(claims=claims) == "unmet_authentication_requirements"

    def test_an_unproven_level_cannot_be_asked_for(self) -> None:
        """Without attestation no one is sent to a page that they can never leave."""
        hardware = "urn:stepfree:acr:passkey-hardware"
        claims = json.dumps({"id_token": {"acr": {"essential": True, "value": hardware}}})
        assert error(claims=claims) == "unmet_authentication_requirements"

    def test_essential_wins_over_acr_values(self) -> None:
        """A weaker wish beside it does not soften it."""
        claims = json.dumps({"id_token": {"acr": {"essential": True, "value": PASSKEY}}})
        assert "email" not in ask(claims=claims, acr_values="urn:stepfree:acr:email").acr


class TestClaims:
    """OIDC Core §5.5"""

    @pytest.mark.parametrize(
        "text", ["x", "[]", "1", '"a"', '{"id_token": []}', '{"userinfo": 1}', "[" * 9000]
    )
    def test_it_is_an_object_of_objects(self, text: str) -> None:
        """Whatever else it is, it is refused without a stumble."""
        assert error(claims=text) == "invalid_request"

    def test_only_claims_of_registered_scopes(self) -> None:
        """A client cannot ask by name for what its scopes would not bring."""
        text = json.dumps({"userinfo": {"email": None, "locale": None, "phone": None}})
        request = ask(claims=text, client={"scopes": ("openid", "email")})
        assert request.userinfo_claims == ("email",)

    @pytest.mark.parametrize("member", ["acr", "sub"])
    def test_a_member_is_an_object_or_null(self, member: str) -> None:
        """A text where an object belongs is refused."""
        assert error(claims=json.dumps({"id_token": {member: "x"}})) == "invalid_request"


class TestSubject:
    """OIDC Core §3.1.2.2"""

    def test_the_hint_names_who_answers(self) -> None:
        """The `sub` of a hint is the one who must be signed in."""
        assert ask(id_token_hint="t", read_hint=lambda _: {"sub": "s1"}).subject == "s1"

    def test_hint_and_claims_must_agree(self) -> None:
        """Two different people cannot both answer."""
        claims = json.dumps({"id_token": {"sub": {"value": "s2"}}})
        values = {"id_token_hint": "t", "claims": claims, "read_hint": lambda _: {"sub": "s1"}}
        assert error(**values) == "invalid_request"


class TestHints:
    """OIDC Core §3.1.2.1"""

    def test_odd_wishes_fall_away(self) -> None:
        """A wish that cannot be granted stops nobody."""
        request = ask(login_hint="x" * 400, ui_locales="fr-LU ../x de", display="hologram")
        assert (request.login_hint, request.ui_locales, request.display) == (
            "",
            ("fr-LU", "de"),
            "",
        )

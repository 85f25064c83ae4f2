"""How a client proves who it is, at every endpoint alike."""

from __future__ import annotations

import base64
from collections.abc import Callable
from typing import Any

import pytest
from joserfc.jwk import Key

from idp.protocol import jose
from idp.tokens import hash_secret
from tests.idp.protocol.world import SECRET, World, basic

ISSUER = "http://localhost:8000"
TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"


def ask(world: World, headers: dict[str, str] | None = None, **form: Any) -> tuple[int, str]:
    """Status and error of a token request with a code that does not exist."""
    sent = {"grant_type": "authorization_code", "code": "x", **form}
    response = world.call("/token", headers if headers is not None else {}, **sent)
    return response.status_code, response.json["error"]


# A code that does not exist is refused behind the door: who gets that far was recognised.
RECOGNISED = (400, "invalid_grant")
REFUSED = (401, "invalid_client")


class TestSecret:
    """RFC 6749 §2.3.1"""

    def test_basic(self, world: World) -> None:
        """The right secret in the header."""
        assert ask(world, {"Authorization": basic("portal", SECRET)}) == RECOGNISED

    @pytest.mark.parametrize(
        "header",
        [
            basic("portal", "w" * 43),
            basic("portal", ""),
            basic("", SECRET),
            basic("nobody", SECRET),
            "Basic",
            "Basic ",
            "Basic !!!!",
            "Basic " + base64.b64encode(b"\xff\xfe:\xff").decode(),
            "Basic " + base64.b64encode(b"portal").decode(),
            "Basic " + base64.b64encode(b"%ff:%ff").decode(),
            "Basic " + base64.b64encode(b"por\x00tal:x").decode(),
            "Bearer abc",
            "Digest username=portal",
            "",
            "x" * 5_000,
        ],
    )
    def test_everything_else_is_one_answer(self, world: World, header: str) -> None:
        """A wrong secret, a name that does not exist and nonsense are told apart by nobody."""
        response = world.call(
            "/token", {"Authorization": header}, grant_type="authorization_code", code="x"
        )
        assert (response.status_code, response.json["error"]) == REFUSED
        assert response.headers["WWW-Authenticate"].startswith("Basic ")

    def test_unknown_and_wrong_look_the_same(self, world: World) -> None:
        """The bytes are the same, so nobody learns which clients there are."""
        form = {"grant_type": "authorization_code", "code": "x"}
        wrong = world.call("/token", {"Authorization": basic("portal", "w" * 43)}, **form)
        nobody = world.call("/token", {"Authorization": basic("nobody", "w" * 43)}, **form)
        assert wrong.data == nobody.data

    def test_characters_are_form_encoded(self, world: World) -> None:
        """A secret with odd characters arrives whole."""
        odd = "a:b+c/d%é" + "x" * 40
        world.change(secret_hash=hash_secret(odd))
        encoded = "a%3Ab%2Bc%2Fd%25%C3%A9" + "x" * 40
        assert ask(world, {"Authorization": basic("portal", encoded)}) == RECOGNISED

    def test_post(self, world: World) -> None:
        """A client of client_secret_post sends it in the body."""
        world.change(auth_method="client_secret_post")
        assert ask(world, client_id="portal", client_secret=SECRET) == RECOGNISED
        assert ask(world, client_id="portal", client_secret="w" * 43) == REFUSED


class TestOneMethod:
    """SEC-16: the registered method and no other, at every endpoint"""

    @pytest.mark.parametrize("path", ["/token", "/revoke"])
    @pytest.mark.parametrize(
        "registered", ["client_secret_basic", "client_secret_post", "private_key_jwt"]
    )
    def test_a_confidential_client_never_comes_without_proof(
        self, world: World, registered: str, path: str
    ) -> None:
        """Its client_id alone opens nothing anywhere."""
        world.change(auth_method=registered)
        form = {"grant_type": "authorization_code", "code": "x", "token": "x"}
        response = world.call(path, {}, client_id="portal", **form)
        assert (response.status_code, response.json["error"]) == REFUSED

    def test_another_method_with_the_right_secret_is_refused(self, world: World) -> None:
        """A secret that leaked from one place does not work in another."""
        assert ask(world, client_id="portal", client_secret=SECRET) == REFUSED

    def test_two_methods_are_refused(self, world: World) -> None:
        """One way a request (RFC 6749 §2.3)."""
        header = {"Authorization": basic("portal", SECRET)}
        assert ask(world, header, client_secret=SECRET) == (400, "invalid_request")

    def test_two_names_are_refused(self, world: World) -> None:
        """The name in the body must be the one in the header."""
        assert ask(world, {"Authorization": basic("portal", SECRET)}, client_id="x") == REFUSED

    def test_a_public_client_has_only_its_name(self, world: World) -> None:
        """Without a secret there is nothing to prove; with one it is another client."""
        world.change(auth_method="none", secret_hash=None)
        assert ask(world, client_id="portal") == RECOGNISED
        assert ask(world, {"Authorization": basic("portal", SECRET)}) == REFUSED

    def test_nobody(self, world: World) -> None:
        """No credentials at all."""
        assert ask(world) == REFUSED


@pytest.fixture
def key() -> Key:
    return jose.generate("ES256")


@pytest.fixture
def assertion(world: World, key: Key) -> Callable[..., str]:
    """Makes client assertions; values are laid over a sound one, None takes one away."""
    public = {**key.as_dict(private=False), "kid": key.kid}
    world.change(auth_method="private_key_jwt", secret_hash=None, jwks={"keys": [public]})

    def make(*, signed_by: Key = key, typ: str = "JWT", **values: Any) -> str:
        now = world.clock.now()
        sound = {
            "iss": "portal",
            "sub": "portal",
            "aud": ISSUER,
            "exp": now + 60,
            "iat": now,
            "jti": "j-1",
            **values,
        }
        claims = {name: value for name, value in sound.items() if value is not None}
        return jose.sign(claims, signed_by, "ES256", typ=typ)

    return make


def prove(world: World, assertion: str, **form: Any) -> tuple[int, str]:
    return ask(world, client_assertion=assertion, client_assertion_type=TYPE, **form)


class TestAssertion:
    """RFC 7523 §3, FAPI 2.0 §5.3.2.1"""

    def test_a_sound_one(self, world: World, assertion: Callable[..., str]) -> None:
        """Signed by the registered key, for us, for a minute."""
        assert prove(world, assertion()) == RECOGNISED

    def test_once(self, world: World, assertion: Callable[..., str]) -> None:
        """The same one again is refused, another jti is not."""
        assert prove(world, assertion()) == RECOGNISED
        assert prove(world, assertion()) == REFUSED
        assert prove(world, assertion(jti="j-2")) == RECOGNISED

    @pytest.mark.parametrize("audience", [ISSUER, f"{ISSUER}/token"])
    def test_who_we_are(self, world: World, assertion: Callable[..., str], audience: str) -> None:
        """Our issuer, or the token endpoint as OIDC Core §9 says, as one text."""
        assert prove(world, assertion(aud=audience)) == RECOGNISED

    @pytest.mark.parametrize(
        "values",
        [
            {"aud": [ISSUER]},
            {"aud": [ISSUER, "https://other.example"]},
            {"aud": "https://other.example"},
            {"aud": None},
            {"aud": f"{ISSUER}/"},
            {"iss": "other"},
            {"iss": None},
            {"exp": None},
            {"exp": 1},
            {"exp": "soon"},
            {"exp": True},
            {"exp": 10**12},
            {"nbf": 10**12},
            {"iat": 10**12},
            {"jti": None},
            {"jti": ""},
            {"jti": 7},
            {"jti": "x" * 513},
            {"sub": 7},
            {"sub": "nobody"},
        ],
    )
    def test_what_is_refused(
        self, world: World, assertion: Callable[..., str], values: dict[str, Any]
    ) -> None:
        """Every claim that could be wrong, wrong once."""
        assert prove(world, assertion(**values)) == REFUSED

    def test_it_lives_five_minutes(self, world: World, assertion: Callable[..., str]) -> None:
        """A long life is refused, though the library would take ten years."""
        now = world.clock.now()
        assert prove(world, assertion(exp=now + 300)) == RECOGNISED
        assert prove(world, assertion(exp=now + 331, jti="j-2")) == REFUSED

    def test_another_key(self, world: World, assertion: Callable[..., str]) -> None:
        """A signature by a key that is not registered."""
        assert prove(world, assertion(signed_by=jose.generate("ES256"))) == REFUSED

    @pytest.mark.parametrize("typ", ["at+jwt", "logout+jwt"])
    def test_another_kind(self, world: World, assertion: Callable[..., str], typ: str) -> None:
        """A token that was made for something else."""
        assert prove(world, assertion(typ=typ)) == REFUSED

    @pytest.mark.parametrize("text", ["x", "a.b.c", "e30.e30.", "é.é.é", "." * 16_000])
    def test_no_assertion_at_all(
        self, world: World, assertion: Callable[..., str], text: str
    ) -> None:
        """Nonsense is refused like a wrong one."""
        assert prove(world, text) == REFUSED

    def test_the_type_is_named(self, world: World, assertion: Callable[..., str]) -> None:
        """Without its type an assertion is none."""
        assert ask(world, client_assertion=assertion()) == REFUSED

    def test_a_refused_one_is_not_used_up(
        self, world: World, assertion: Callable[..., str]
    ) -> None:
        """Only an assertion that is accepted counts as used."""
        assert prove(world, assertion(aud="https://other.example")) == REFUSED
        assert prove(world, assertion()) == RECOGNISED

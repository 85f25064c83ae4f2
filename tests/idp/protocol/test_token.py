"""The token endpoint: one code, one answer; who may redeem what, and when."""

from __future__ import annotations

import json

import pytest
from joserfc.jwk import KeySet
from sqlalchemy import update

from idp.protocol import jose
from idp.protocol.redirects import problem_with
from idp.store.accounts import change_account
from idp.store.clients import disable_client
from idp.store.consents import delete_consent
from idp.store.schema import consents, tokens
from tests.idp.protocol.world import CALLBACK, SECRET, Person, World, basic, read_jwt

pytestmark = pytest.mark.usefixtures("signed_in")


def refused(response: object, code: str = "invalid_grant", status: int = 400) -> bool:
    told = response.json  # type: ignore[attr-defined]
    assert (response.status_code, told["error"]) == (status, code), told  # type: ignore[attr-defined]
    return True


class TestAnswer:
    """RFC 6749 §5.1, OIDC Core §3.1.3.3"""

    def test_nobody_keeps_the_answer(self, world: World) -> None:
        """Tokens are not for caches, and the type is JSON."""
        response = world.redeem(world.code())
        assert response.headers["Cache-Control"] == "no-store"
        assert response.mimetype == "application/json"

    def test_what_is_in_the_answer(self, world: World) -> None:
        """Type, life and the scope that was really given."""
        got = world.tokens(scope="openid email admin")
        assert got["token_type"] == "Bearer"
        assert got["expires_in"] == 600
        assert got["scope"] == "openid email"

    def test_what_the_id_token_says(self, world: World, signed_in: Person) -> None:
        """Who, for whom, how and since when: by the real proof, at our own level."""
        got = world.tokens()
        header, claims = read_jwt(got["id_token"])
        assert header["typ"] == "JWT"
        assert header["alg"] == "ES256"
        assert claims["iss"] == "http://localhost:8000"
        assert claims["aud"] == "portal"
        assert claims["auth_time"] == signed_in.session.authenticated_at
        assert claims["acr"] == "urn:stepfree:acr:email"
        assert claims["amr"] == ["otp"]
        assert claims["sid"] == signed_in.session.id
        assert claims["exp"] - claims["iat"] == 600
        assert len(claims["at_hash"]) == 22

    def test_a_client_without_refresh_gets_none(self, world: World) -> None:
        """A refresh token is for those who are registered for it."""
        world.change(grant_types=("authorization_code",))
        assert "refresh_token" not in world.tokens()


class TestSubject:
    """OIDC Core §8, SEC-22"""

    def test_two_sectors_see_two_people(self, world: World) -> None:
        """Portals cannot compare notes, and no `sub` shows the account."""
        first = read_jwt(world.tokens()["id_token"])[1]["sub"]
        world.change(sector="other.example")
        second = read_jwt(world.tokens()["id_token"])[1]["sub"]
        assert first != second

    def test_public_is_the_same_everywhere(self, world: World, signed_in: Person) -> None:
        """Where the operator says so, the account's own id is told."""
        world.change(subject_type="public")
        assert read_jwt(world.tokens()["id_token"])[1]["sub"] == signed_in.account.id


class TestCodeIsClaimed:
    """RFC 6749 §4.1.2, SEC-7, SEC-8"""

    def test_a_replay_ends_everything_the_code_brought(self, world: World) -> None:
        """The second one gets nothing, and the first one's tokens stop working."""
        code = world.code(scope="openid email offline_access")
        got = world.redeem(code).json
        assert refused(world.redeem(code))
        assert world.userinfo(got["access_token"]).status_code == 401
        assert refused(world.refresh(got["refresh_token"]))
        assert "code.grant.replayed" in world.events()

    @pytest.mark.parametrize(
        ("mistake", "error"),
        [
            ({"code_verifier": "w" * 43}, "invalid_grant"),
            ({"code_verifier": "short"}, "invalid_request"),
            ({"code_verifier": "x" * 129}, "invalid_request"),
            ({"code_verifier": "é" * 43}, "invalid_request"),
            ({"code_verifier": None}, "invalid_request"),
            ({"redirect_uri": "https://portal.example/other"}, "invalid_grant"),
            ({"redirect_uri": None}, "invalid_grant"),
        ],
    )
    def test_one_wrong_try_is_the_only_one(
        self, world: World, mistake: dict[str, str | None], error: str
    ) -> None:
        """A wrong verifier or address uses the code up: the right one then fails too."""
        code = world.code()
        assert refused(world.redeem(code, **mistake), error)
        assert refused(world.redeem(code))

    def test_another_client_uses_the_code_up(self, world: World) -> None:
        """A stolen code in other hands is worth nothing, and is worth nothing afterwards."""
        world.register(id="thief")
        code = world.code()
        thief = {"Authorization": basic("thief", SECRET)}
        assert refused(world.redeem(code, thief))
        assert refused(world.redeem(code))

    def test_a_code_lives_a_minute(self, world: World) -> None:
        """After 60 seconds it is over (RFC 9700, FAPI 2.0)."""
        early, late = world.code(), world.code()
        world.clock.move_s(59)
        assert world.redeem(early).status_code == 200
        world.clock.move_s(1)
        assert refused(world.redeem(late))

    def test_a_verifier_without_a_challenge_is_refused(self, world: World) -> None:
        """Nobody can take PKCE away on the way (RFC 9700 §4.8.2)."""
        world.change(pkce="optional")
        none = {"code_challenge": None, "code_challenge_method": None}
        assert refused(world.redeem(world.code(**none)), "invalid_request")
        assert world.redeem(world.code(**none), code_verifier=None).status_code == 200

    def test_an_unknown_code_is_refused(self, world: World) -> None:
        """A guess brings nothing."""
        assert refused(world.redeem("x" * 43))


class TestStanding:
    """SEC-10: at every use it is asked whether what was given still stands"""

    def test_a_disabled_account_gets_nothing(self, world: World, signed_in: Person) -> None:
        """Code, refresh token and access token of a disabled account stop at once."""
        code, got = world.code(), world.tokens(scope="openid offline_access")
        with world.store.write() as tx:
            change_account(tx, signed_in.account.id, disabled_at=world.clock.now())
        assert refused(world.redeem(code))
        assert refused(world.refresh(got["refresh_token"]))
        assert world.userinfo(got["access_token"]).status_code == 401

    def test_a_disabled_client_gets_nothing(self, world: World) -> None:
        """A client that was switched off is not recognised any more."""
        code, got = world.code(), world.tokens(scope="openid offline_access")
        with world.store.write() as tx:
            disable_client(tx, "portal", world.clock.now())
        assert refused(world.redeem(code), "invalid_client", 401)
        assert refused(world.refresh(got["refresh_token"]), "invalid_client", 401)
        assert world.userinfo(got["access_token"]).status_code == 401

    def test_withdrawn_consent_ends_it(self, world: World, signed_in: Person) -> None:
        """Without the person's yes nothing is given."""
        code, got = world.code(), world.tokens(scope="openid offline_access")
        with world.store.write() as tx:
            delete_consent(tx, signed_in.account.id, "portal")
        assert refused(world.redeem(code))
        assert refused(world.refresh(got["refresh_token"]))
        assert world.userinfo(got["access_token"]).status_code == 401

    def test_a_narrowed_consent_narrows_the_tokens(self, world: World) -> None:
        """A scope that was taken back is in no later token and in no userinfo answer."""
        got = world.tokens(scope="openid email offline_access")
        with world.store.write() as tx:
            tx.execute(update(consents).values(scopes=("openid", "offline_access")))
        assert "email" not in world.userinfo(got["access_token"]).json
        assert world.refresh(got["refresh_token"]).json["scope"] == "openid offline_access"

    def test_a_narrowed_client_narrows_the_tokens(self, world: World) -> None:
        """A scope that the operator took away from the client is gone at once."""
        got = world.tokens(scope="openid email offline_access")
        world.change(scopes=("openid", "offline_access"))
        assert "email" not in world.userinfo(got["access_token"]).json
        assert world.refresh(got["refresh_token"]).json["scope"] == "openid offline_access"


class TestRefresh:
    """RFC 9700 §4.14, SEC-9"""

    def test_every_use_brings_a_new_one(self, world: World) -> None:
        """The new one works; the family goes on."""
        first = world.tokens(scope="openid offline_access")["refresh_token"]
        second = world.refresh(first).json["refresh_token"]
        world.clock.move_s(11)
        assert second != first
        assert world.refresh(second).status_code == 200

    def test_the_same_request_twice_gets_the_same_answer(self, world: World) -> None:
        """A portal whose first answer was lost asks again within ten seconds."""
        first = world.tokens(scope="openid offline_access")["refresh_token"]
        one = world.refresh(first).json
        world.clock.move_s(9)
        other = world.refresh(first).json
        assert one["refresh_token"] == other["refresh_token"]
        assert world.userinfo(other["access_token"]).status_code == 200

    def test_a_late_repetition_ends_the_family(self, world: World) -> None:
        """After that time it is a thief, or the owner after a thief: both lose it."""
        first = world.tokens(scope="openid offline_access")["refresh_token"]
        second = world.refresh(first).json
        world.clock.move_s(10)
        assert refused(world.refresh(first))
        assert refused(world.refresh(second["refresh_token"]))
        assert world.userinfo(second["access_token"]).status_code == 401
        assert "token.family.replayed" in world.events()

    def test_once_the_successor_was_used_the_window_is_shut(self, world: World) -> None:
        """Who holds an old token while the new one is in use is not the owner."""
        first = world.tokens(scope="openid offline_access")["refresh_token"]
        second = world.refresh(first).json["refresh_token"]
        world.refresh(second)
        assert refused(world.refresh(first))

    def test_another_client_cannot_use_it(self, world: World) -> None:
        """It is refused, and still works for its owner."""
        world.register(id="thief")
        token = world.tokens(scope="openid offline_access")["refresh_token"]
        form = {"grant_type": "refresh_token", "refresh_token": token}
        assert refused(world.call("/token", {"Authorization": basic("thief", SECRET)}, **form))
        assert world.refresh(token).status_code == 200

    def test_the_id_token_is_new_and_the_proof_is_not(
        self, world: World, signed_in: Person
    ) -> None:
        """`auth_time` and `sub` stay, `iat` moves on, `nonce` stays away (OIDC Core §12.2)."""
        got = world.tokens(scope="openid offline_access")
        world.clock.move_s(100)
        before, after = (
            read_jwt(t["id_token"])[1] for t in (got, world.refresh(got["refresh_token"]).json)
        )
        assert after["sub"] == before["sub"]
        assert after["auth_time"] == signed_in.session.authenticated_at
        assert after["iat"] == before["iat"] + 100
        assert "nonce" not in after

    def test_a_narrower_scope_may_be_asked_for(self, world: World) -> None:
        """The answer is narrower, the family keeps what it has; more is refused (RFC 6749 §6)."""
        token = world.tokens(scope="openid email offline_access")["refresh_token"]
        narrow = world.refresh(token, scope="openid").json
        assert narrow["scope"] == "openid"
        assert set(world.userinfo(narrow["access_token"]).json) == {"sub"}
        wide = world.refresh(narrow["refresh_token"]).json
        assert wide["scope"] == "openid email offline_access"

    def test_a_wider_scope_is_refused(self, world: World) -> None:
        """Nobody gets by refreshing what the person never allowed."""
        token = world.tokens(scope="openid offline_access")["refresh_token"]
        assert refused(world.refresh(token, scope="openid profile"), "invalid_scope")

    def test_the_family_has_an_end(self, world: World) -> None:
        """However often it was refreshed, 30 days are the end."""
        token = world.tokens(scope="openid offline_access")["refresh_token"]
        for _ in range(2):
            world.clock.move_s(1_295_999)
            token = world.refresh(token).json["refresh_token"]
        world.clock.move_s(3)
        assert refused(world.refresh(token))

    def test_without_offline_access_it_ends_with_the_sign_in(self, world: World) -> None:
        """The session's end is the family's end (OIDC Core §11)."""
        token = world.tokens(scope="openid")["refresh_token"]
        world.clock.move_s(43_199)
        token = world.refresh(token).json["refresh_token"]
        world.clock.move_s(1)
        assert refused(world.refresh(token))

    def test_an_access_token_is_no_refresh_token(self, world: World) -> None:
        """One kind of token does not pass for another (T28)."""
        assert refused(world.refresh(world.tokens()["access_token"]))


class TestMalformed:
    """RFC 6749 §3.2, §5.2"""

    def test_nothing_is_read_from_the_address(self, world: World) -> None:
        """A secret in an address ends up in logs."""
        response = world.call("/token?grant_type=authorization_code", code="x")
        assert refused(response, "invalid_request")

    @pytest.mark.parametrize("name", ["code", "client_id", "grant_type", "whatever"])
    def test_every_parameter_once(self, world: World, name: str) -> None:
        """What comes twice is refused."""
        server = world.app.test_client()
        form = [("grant_type", "authorization_code"), ("code", "x"), (name, "1"), (name, "2")]
        headers = {"Authorization": basic("portal", SECRET)}
        body = "&".join(f"{k}={v}" for k, v in form)
        kind = "application/x-www-form-urlencoded"
        assert refused(
            server.post("/token", data=body, headers=headers, content_type=kind), "invalid_request"
        )

    @pytest.mark.parametrize(
        ("grant_type", "error"),
        [
            (None, "invalid_request"),
            ("", "invalid_request"),
            ("password", "unsupported_grant_type"),
            ("client_credentials", "unsupported_grant_type"),
            ("implicit", "unsupported_grant_type"),
            ("urn:ietf:params:oauth:grant-type:device_code", "unsupported_grant_type"),
            ("größe", "unsupported_grant_type"),
        ],
    )
    def test_only_our_grant_types(self, world: World, grant_type: str | None, error: str) -> None:
        """Two of them, and the error names them."""
        assert refused(world.call("/token", grant_type=grant_type, code="x"), error)

    def test_a_client_only_uses_what_it_is_registered_for(self, world: World) -> None:
        """A client without refresh tokens cannot refresh, even with somebody's token."""
        token = world.tokens(scope="openid offline_access")["refresh_token"]
        world.change(grant_types=("authorization_code",), scopes=("openid",))
        assert refused(world.refresh(token), "unauthorized_client")

    @pytest.mark.parametrize("method", ["get", "put", "delete", "patch"])
    def test_only_post(self, world: World, method: str) -> None:
        """Other methods learn which one it is."""
        response = getattr(world.app.test_client(), method)("/token")
        assert response.status_code == 405
        assert response.headers["Allow"] == "POST"
        assert response.json["error"] == "invalid_request"

    def test_json_is_no_form(self, world: World) -> None:
        """A body of another type is refused with the type that is meant."""
        response = world.app.test_client().post("/token", json={"grant_type": "x"})
        assert refused(response, "invalid_request", 415)

    def test_a_long_body_is_refused(self, world: World) -> None:
        """64 KiB are enough for everybody."""
        assert world.call("/token", code="x" * 70_000).status_code == 413

    @pytest.mark.parametrize(
        "body", [b"\xff=\xfe", b"code=%ff%fe&grant_type=x", b"a=%00", b"&" * 500]
    )
    def test_odd_bytes_are_a_clear_error(self, world: World, body: bytes) -> None:
        """What is not form-encoded UTF-8 is told so."""
        kind = "application/x-www-form-urlencoded"
        response = world.app.test_client().post("/token", data=body, content_type=kind)
        assert response.status_code == 400
        assert response.json["error"] == "invalid_request"


class TestLimit:
    """SEC-90"""

    def test_guessing_is_stopped(self, world: World) -> None:
        """After 30 failures of a client from one network its right proof waits too."""
        wrong = {"Authorization": basic("portal", "w" * 43)}
        for _ in range(30):
            assert world.redeem("x", wrong).status_code == 401
        response = world.redeem(world.code())
        assert response.status_code == 429
        assert int(response.headers["Retry-After"]) > 0
        world.clock.move_s(300)
        assert world.redeem(world.code()).status_code == 200

    def test_names_that_do_not_exist_share_one_count(self, world: World) -> None:
        """A new name for every guess does not help the guesser, nor fill our tables."""
        for number in range(30):
            world.redeem("x", {"Authorization": basic(f"guess-{number}", "w" * 43)})
        response = world.redeem("x", {"Authorization": basic("guess-31", "w" * 43)})
        assert response.status_code == 429

    def test_honest_mistakes_are_not_counted(self, world: World) -> None:
        """A person who presses Back replays a code; a whole portal must not stop for that."""
        for _ in range(31):
            code = world.code()
            world.redeem(code)
            world.redeem(code)
        assert world.redeem(world.code()).status_code == 200


class TestJwtAccessToken:
    """RFC 9068"""

    def test_it_is_of_its_own_kind(self, world: World, signed_in: Person) -> None:
        """typ at+jwt, for us alone; it opens userinfo and ends like any other."""
        world.change(access_token_format="jwt")
        got = world.tokens(scope="openid email")
        header, claims = read_jwt(got["access_token"])
        assert header["typ"] == "at+jwt"
        assert claims["aud"] == claims["iss"] == "http://localhost:8000"
        assert claims["client_id"] == "portal"
        assert world.userinfo(got["access_token"]).json["email"] == signed_in.address
        world.clock.move_s(600)
        assert world.userinfo(got["access_token"]).status_code == 401

    def test_an_id_token_is_no_access_token(self, world: World) -> None:
        """The kind is in the header and is checked (T28)."""
        assert world.userinfo(world.tokens()["id_token"]).status_code == 401

    def test_an_access_token_is_no_hint(self, world: World) -> None:
        """Nor does it pass as an ID token."""
        world.change(access_token_format="jwt")
        response = world.authorize(id_token_hint=world.tokens()["access_token"])
        assert "error=invalid_request" in response.headers["Location"]


@pytest.mark.parametrize("alg", ["ES256", "EdDSA", "PS256", "RS256"])
def test_every_algorithm_verifies_with_the_published_keys(world: World, alg: str) -> None:
    """Whatever a client chose, the key set holds its key, RSA with 3072 bits."""
    world.change(id_token_alg=alg)
    got = world.tokens()
    keys = KeySet.import_key_set(world.browser.get("/jwks.json").json)
    claims = jose.verify(got["id_token"], keys, algorithms=(alg,), typ=("jwt",))
    assert claims["aud"] == "portal"
    published = next(k for k in world.browser.get("/jwks.json").json["keys"] if k["alg"] == alg)
    assert "d" not in published
    assert len(published.get("n", "x" * 512)) == 512


def test_tokens_are_nowhere_in_the_store(world: World) -> None:
    """A copy of the database opens nothing."""
    got = world.tokens(scope="openid offline_access")
    with world.store.read() as tx:
        stored = json.dumps([[str(v) for v in row] for row in tx.execute(tokens.select())])
    assert got["access_token"] not in stored
    assert got["refresh_token"] not in stored


def test_native_programs_choose_their_port(world: World) -> None:
    """A public client's loopback address may carry any port (RFC 8252 §7.3)."""
    world.register(
        id="program", auth_method="none", secret_hash=None, sector="program.example",
        redirect_uris=("http://127.0.0.1/cb",), consent="waived",
    )  # fmt: skip
    address = "http://127.0.0.1:49152/cb"
    response = world.authorize(client_id="program", redirect_uri=address)
    assert response.headers["Location"].startswith(address + "?")
    code = response.headers["Location"].split("code=")[1].split("&")[0]
    got = world.redeem(code, {}, client_id="program", redirect_uri=address)
    assert got.status_code == 200
    other = world.authorize(client_id="program", redirect_uri="http://127.0.0.2:1/cb")
    assert other.status_code == 400


def test_the_callback_is_the_portal_s_own() -> None:
    """The address of these tests is one that may be registered."""
    assert problem_with(CALLBACK) == ""

"""The userinfo endpoint: the claims that a person allowed, for a token that stands."""

from __future__ import annotations

import pytest

from tests.idp.protocol.world import SECRET, Person, World, basic, read_jwt


class TestClaims:
    """OIDC Core §5.3.2, §5.4"""

    @pytest.mark.parametrize(
        ("scope", "names"),
        [
            ("openid", {"sub"}),
            ("openid email", {"sub", "email", "email_verified"}),
            ("openid profile", {"sub", "locale"}),
        ],
    )
    def test_every_scope_brings_its_claims(
        self, world: World, signed_in: Person, scope: str, names: set[str]
    ) -> None:
        """And no other one."""
        told = world.userinfo(world.tokens(scope=scope)["access_token"])
        assert set(told.json) == names

    def test_it_is_the_same_person(self, world: World, signed_in: Person) -> None:
        """`sub` is the one of the ID token; the language is the account's own."""
        got = world.tokens(scope="openid profile email")
        told = world.userinfo(got["access_token"]).json
        assert told["sub"] == read_jwt(got["id_token"])[1]["sub"]
        assert told["email"] == signed_in.address
        assert told["locale"] == "fr"

    def test_nobody_keeps_it(self, world: World, signed_in: Person) -> None:
        """Personal data are not for caches."""
        told = world.userinfo(world.tokens()["access_token"])
        assert told.headers["Cache-Control"] == "no-store"


class TestToken:
    """RFC 6750 §2, §3"""

    def test_in_a_form(self, world: World, signed_in: Person) -> None:
        """A token in a POST body works like one in the header."""
        token = world.tokens()["access_token"]
        answer = world.app.test_client().post("/userinfo", data={"access_token": token})
        assert answer.json["email"] == signed_in.address

    def test_in_the_header_of_a_post(self, world: World, signed_in: Person) -> None:
        """And so does the header."""
        header = {"Authorization": f"bearer {world.tokens()['access_token']}"}
        answer = world.app.test_client().post("/userinfo", headers=header)
        assert answer.status_code == 200

    def test_not_in_an_address(self, world: World, signed_in: Person) -> None:
        """There it would be logged and remembered."""
        token = world.tokens()["access_token"]
        answer = world.app.test_client().get(f"/userinfo?access_token={token}")
        assert (answer.status_code, answer.json["error"]) == (400, "invalid_request")

    def test_not_in_two_places(self, world: World, signed_in: Person) -> None:
        """Once is enough."""
        token = world.tokens()["access_token"]
        answer = world.app.test_client().post(
            "/userinfo",
            data={"access_token": token},
            headers={"Authorization": f"Bearer {token}"},
        )
        assert (answer.status_code, answer.json["error"]) == (400, "invalid_request")

    def test_none_is_asked_for_without_a_code(self, world: World) -> None:
        """Who brings no token learns the scheme, and no error (RFC 6750 §3.1)."""
        answer = world.app.test_client().get("/userinfo")
        assert answer.status_code == 401
        assert answer.headers["WWW-Authenticate"] == 'Bearer realm="userinfo"'

    @pytest.mark.parametrize("token", ["x", "", "é", "a.b.c", "x" * 600, "a b", "..", "\x7f"])
    def test_nonsense_is_refused(self, world: World, token: str) -> None:
        """401, with the reason in the header as well."""
        headers = {"Authorization": f"Bearer {token}".encode().decode("latin-1")}
        answer = world.app.test_client().get("/userinfo", headers=headers)
        assert answer.status_code == 401
        assert answer.headers["WWW-Authenticate"].startswith("Bearer ")

    def test_a_refresh_token_is_refused(self, world: World, signed_in: Person) -> None:
        """A token of another kind opens nothing (T28)."""
        token = world.tokens(scope="openid offline_access")["refresh_token"]
        assert world.userinfo(token).status_code == 401

    def test_a_code_is_refused(self, world: World, signed_in: Person) -> None:
        """Nor does a code."""
        assert world.userinfo(world.code()).status_code == 401

    def test_it_lives_ten_minutes(self, world: World, signed_in: Person) -> None:
        """And not a second longer."""
        token = world.tokens()["access_token"]
        world.clock.move_s(599)
        assert world.userinfo(token).status_code == 200
        world.clock.move_s(1)
        assert world.userinfo(token).status_code == 401

    def test_signing_out_ends_it(self, world: World, signed_in: Person) -> None:
        """With the sign-in, what hangs on it ends, and offline access does not (SEC-61)."""
        bound = world.tokens(scope="openid email")["access_token"]
        free = world.tokens(scope="openid offline_access")["access_token"]
        world.end_session(signed_in)
        assert world.userinfo(bound).status_code == 401
        assert world.userinfo(free).status_code == 200

    def test_refusals_are_written_down_and_bounded(self, world: World) -> None:
        """A stranger cannot fill the table of events with wrong tokens."""
        for _ in range(40):
            world.userinfo("x" * 43)
        assert world.events().count("userinfo.claims.refused") == 30


class TestOrigins:
    """SEC-71, Fetch §3.2"""

    @pytest.fixture
    def page(self, world: World) -> dict[str, str]:
        """The headers of a script on a registered page of a public client."""
        world.register(
            id="page", auth_method="none", secret_hash=None, sector="page.example",
            redirect_uris=("https://page.example/cb",), consent="waived",
        )  # fmt: skip
        return {"Origin": "https://page.example"}

    @pytest.mark.parametrize("path", ["/token", "/userinfo", "/revoke"])
    def test_a_registered_page_may_call(
        self, world: World, page: dict[str, str], path: str
    ) -> None:
        """The preflight names the page's origin, and allows no cookies."""
        answer = world.app.test_client().options(path, headers=page)
        assert answer.headers["Access-Control-Allow-Origin"] == page["Origin"]
        assert "Access-Control-Allow-Credentials" not in answer.headers

    @pytest.mark.parametrize("origin", ["https://evil.example", "null", "https://portal.example"])
    def test_others_may_not(self, world: World, page: dict[str, str], origin: str) -> None:
        """A stranger's page, and the page of a portal that has a server, read nothing."""
        answer = world.app.test_client().options("/token", headers={"Origin": origin})
        assert "Access-Control-Allow-Origin" not in answer.headers

    def test_only_its_own_tokens(
        self, world: World, signed_in: Person, page: dict[str, str]
    ) -> None:
        """A registered page does not read what belongs to another client."""
        token = world.tokens()["access_token"]
        headers = {"Authorization": f"Bearer {token}", **page}
        answer = world.app.test_client().get("/userinfo", headers=headers)
        assert "Access-Control-Allow-Origin" not in answer.headers

    def test_a_whole_sign_in_by_script(
        self, world: World, signed_in: Person, page: dict[str, str]
    ) -> None:
        """Token and userinfo can be read by the page that they are for."""
        uri = "https://page.example/cb"
        location = world.authorize(client_id="page", redirect_uri=uri).headers["Location"]
        code = location.split("code=")[1].split("&")[0]
        got = world.redeem(code, page, client_id="page", redirect_uri=uri)
        assert got.headers["Access-Control-Allow-Origin"] == page["Origin"]
        headers = {"Authorization": f"Bearer {got.json['access_token']}", **page}
        told = world.app.test_client().get("/userinfo", headers=headers)
        assert told.headers["Access-Control-Allow-Origin"] == page["Origin"]

    @pytest.mark.parametrize("path", ["/authorize", "/end-session"])
    def test_never_where_people_go(self, world: World, page: dict[str, str], path: str) -> None:
        """Pages for people are read by no script of others."""
        answer = world.app.test_client().get(path, headers=page)
        assert "Access-Control-Allow-Origin" not in answer.headers


class TestRevocation:
    """RFC 7009"""

    @pytest.mark.parametrize("hint", [None, "access_token", "refresh_token", "what_is_that"])
    def test_an_access_token_ends_alone(
        self, world: World, signed_in: Person, hint: str | None
    ) -> None:
        """The family goes on; the hint decides nothing, known or not."""
        got = world.tokens(scope="openid offline_access")
        answer = world.call("/revoke", token=got["access_token"], token_type_hint=hint)
        assert answer.status_code == 200
        assert world.userinfo(got["access_token"]).status_code == 401
        assert world.refresh(got["refresh_token"]).status_code == 200

    def test_a_refresh_token_takes_the_family_along(self, world: World, signed_in: Person) -> None:
        """Every token of it ends at once."""
        got = world.tokens(scope="openid offline_access")
        world.call("/revoke", token=got["refresh_token"])
        assert world.userinfo(got["access_token"]).status_code == 401
        assert world.refresh(got["refresh_token"]).status_code == 400

    def test_a_jwt_ends_too(self, world: World, signed_in: Person) -> None:
        """A token that could be verified without us is still asked for here."""
        world.change(access_token_format="jwt")
        token = world.tokens()["access_token"]
        world.call("/revoke", token=token)
        assert world.userinfo(token).status_code == 401

    def test_foreign_and_unknown_are_one_answer(self, world: World, signed_in: Person) -> None:
        """Nobody learns that another portal's token exists, nor ends it (SEC-26)."""
        token = world.tokens()["access_token"]
        world.register(id="other")
        other = {"Authorization": basic("other", SECRET)}
        foreign = world.call("/revoke", other, token=token)
        unknown = world.call("/revoke", other, token="x" * 43)
        assert (foreign.status_code, foreign.data) == (unknown.status_code, unknown.data)
        assert world.userinfo(token).status_code == 200

    def test_the_client_is_recognised_first(self, world: World, signed_in: Person) -> None:
        """Without a proof nothing is ended."""
        token = world.tokens()["access_token"]
        answer = world.call("/revoke", {}, client_id="portal", token=token)
        assert answer.status_code == 401
        assert world.userinfo(token).status_code == 200

    def test_a_token_must_be_named(self, world: World) -> None:
        """Nothing to end is a mistake of the portal."""
        answer = world.call("/revoke")
        assert (answer.status_code, answer.json["error"]) == (400, "invalid_request")

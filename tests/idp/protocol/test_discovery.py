"""The metadata are true, and the keys behind them come and go without anybody noticing."""

from __future__ import annotations

import json

import pytest
from authlib.oauth2.rfc8414 import AuthorizationServerMetadata
from authlib.oidc.discovery import OpenIDProviderMetadata

from idp.clock import SetClock
from idp.protocol import jose
from idp.protocol.jose import JoseProblem
from idp.protocol.keys import KeyRing
from idp.settings import Settings
from idp.store import Store
from idp.store.schema import signing_keys
from idp.vault import Vault
from tests.idp.protocol.world import Person, World, answer_of, basic

DAY_S = 86_400


def metadata(world: World) -> dict[str, object]:
    return dict(world.browser.get("/.well-known/openid-configuration").json)


class TestMetadata:
    """OIDC Discovery §3, RFC 8414 §2, SEC-28"""

    def test_they_are_well_formed(self, world: World) -> None:
        """Another's validator finds nothing wrong."""
        found = metadata(world)
        AuthorizationServerMetadata(found).validate()
        OpenIDProviderMetadata(
            {k: v for k, v in found.items() if isinstance(v, str) is False or "http:" not in v}
            | {
                k: str(v).replace("http://", "https://")
                for k, v in found.items()
                if isinstance(v, str)
            }
        ).validate()

    def test_both_addresses_say_the_same(self, world: World) -> None:
        """OpenID and OAuth clients read one document."""
        other = world.browser.get("/.well-known/oauth-authorization-server")
        assert other.json == metadata(world)

    def test_every_endpoint_is_there(self, world: World) -> None:
        """No address that is named leads nowhere."""
        for name, address in metadata(world).items():
            if name.endswith(("_endpoint", "_uri")):
                path = str(address).removeprefix("http://localhost:8000")
                answer = world.app.test_client().get(path)
                assert answer.status_code != 404, name

    def test_anybody_may_keep_them_for_a_while(self, world: World) -> None:
        """For an hour at the most, for scripts too, and unchanged ones are not sent again."""
        for path in ("/.well-known/openid-configuration", "/jwks.json"):
            answer = world.browser.get(path)
            assert answer.headers["Cache-Control"] == "public, max-age=3600"
            assert answer.headers["Access-Control-Allow-Origin"] == "*"
            assert "Set-Cookie" not in answer.headers
            again = world.browser.get(path, headers={"If-None-Match": answer.headers["ETag"]})
            assert (again.status_code, again.data) == (304, b"")

    def test_what_is_named_works(self, world: World, signed_in: Person) -> None:
        """Response modes, prompts, levels, scopes: each named value is understood."""
        found = metadata(world)
        for mode in found["response_modes_supported"]:  # type: ignore[attr-defined]
            assert world.authorize(response_mode=mode).status_code in (200, 303)
        for prompt in found["prompt_values_supported"]:  # type: ignore[attr-defined]
            assert "error" not in world.authorize(prompt=prompt).headers.get("Location", "")
        got = world.tokens(scope=" ".join(found["scopes_supported"]))  # type: ignore[arg-type]
        told = world.userinfo(got["access_token"]).json
        assert set(told) <= set(found["claims_supported"])  # type: ignore[call-overload]
        assert set(got["scope"].split()) == set(found["scopes_supported"])  # type: ignore[call-overload]

    @pytest.mark.parametrize(
        ("values", "code"),
        [
            ({"response_type": "id_token"}, "unsupported_response_type"),
            ({"response_type": "code id_token"}, "unsupported_response_type"),
            ({"response_mode": "fragment"}, "invalid_request"),
            ({"code_challenge_method": "plain"}, "invalid_request"),
            ({"request": "x.y.z"}, "request_not_supported"),
            ({"request_uri": "urn:x"}, "request_uri_not_supported"),
        ],
    )
    def test_what_is_not_named_is_refused(
        self, world: World, signed_in: Person, values: dict[str, str], code: str
    ) -> None:
        """What we do not have is not half there."""
        assert answer_of(world.authorize(**values))["error"] == code

    def test_methods_that_are_not_named_are_refused(self, world: World) -> None:
        """client_secret_jwt is no way in."""
        answer = world.call(
            "/token", {"Authorization": basic("portal", "x")}, grant_type="client_credentials"
        )
        assert answer.json["error"] == "unsupported_grant_type"


@pytest.fixture
def ring(store: Store, vault: Vault, clock: SetClock, settings: Settings) -> KeyRing:
    made = KeyRing(store, vault, clock, settings)
    made.warm()
    return made


def published(ring: KeyRing) -> set[str]:
    return {key["kid"] for key in json.loads(ring.published().body)["keys"]}


class TestRotation:
    """SEC-81, SEC-82"""

    def signs(self, ring: KeyRing, store: Store) -> str:
        with store.write() as tx:
            return str(ring.signer("ES256", tx).kid)

    def test_a_new_key_is_shown_a_day_before_it_signs(
        self, ring: KeyRing, store: Store, clock: SetClock
    ) -> None:
        """A portal that keeps the key set for a day never meets a key that it does not have."""
        old = self.signs(ring, store)
        new = ring.rotate("ES256").id
        assert published(ring) == {old, new}
        assert self.signs(ring, store) == old
        clock.move_s(DAY_S - 1)
        assert self.signs(ring, store) == old
        clock.move_s(1)
        assert self.signs(ring, store) == new

    def test_the_old_key_stays_until_nothing_it_signed_is_in_use(
        self, ring: KeyRing, store: Store, clock: SetClock
    ) -> None:
        """The longest token and a day more."""
        old = self.signs(ring, store)
        new = ring.rotate("ES256").id
        clock.move_s(DAY_S + 600 + DAY_S - 1)
        assert published(ring) == {old, new}
        clock.move_s(1)
        assert published(ring) == {new}

    def test_rotating_twice_leaves_one_successor(
        self, ring: KeyRing, store: Store, clock: SetClock
    ) -> None:
        """However often it is asked for, there is always a key that signs."""
        ring.rotate("ES256")
        newest = ring.rotate("ES256").id
        for _ in range(6):
            assert self.signs(ring, store) in published(ring)
            clock.move_s(DAY_S // 2)
        assert self.signs(ring, store) == newest

    def test_in_an_emergency_the_old_key_is_gone_at_once(self, ring: KeyRing, store: Store) -> None:
        """What somebody else may have signed is refused from now on."""
        old = self.signs(ring, store)
        token = jose.sign({"a": 1}, ring.verifiers().keys[0], "ES256", typ="JWT")
        new = ring.rotate("ES256", emergency=True).id
        assert published(ring) == {new}
        assert old != new
        with pytest.raises(JoseProblem):
            jose.verify(token, ring.verifiers(), typ=("jwt",))

    def test_another_node_sees_it_before_it_signs(
        self, ring: KeyRing, store: Store, vault: Vault, clock: SetClock, settings: Settings
    ) -> None:
        """A process that was there before learns of a key that another one made."""
        other = KeyRing(store, vault, clock, settings)
        other.warm()
        new = ring.rotate("ES256").id
        clock.move_s(30)
        assert new in published(other)

    def test_two_processes_make_one_first_key(
        self, store: Store, vault: Vault, clock: SetClock, settings: Settings
    ) -> None:
        """Whoever comes second finds the first one's key."""
        rings = [KeyRing(store, vault, clock, settings) for _ in range(2)]
        for each in rings:
            each.warm()
        assert published(rings[0]) == published(rings[1])
        assert len(published(rings[0])) == 1

    def test_the_private_half_is_sealed(self, ring: KeyRing, store: Store) -> None:
        """A copy of the database signs nothing, and a public half has no private part."""
        with store.read() as tx:
            (row,) = tx.execute(signing_keys.select()).all()
        assert "d" not in row.public_jwk
        assert b'"d"' not in row.private_sealed
        assert row.id == row.public_jwk["kid"]

"""The whole of one sign-in at a portal, as the protocol sees it."""

from __future__ import annotations

from joserfc import jwt
from joserfc.jwk import KeySet

from tests.idp.protocol.world import Person, World, answer_of


def test_a_person_who_is_signed_in_reaches_the_portal(world: World, signed_in: Person) -> None:
    """Authorize, redeem, verify and ask: the portal learns who it is."""
    told = answer_of(world.authorize())
    got = world.redeem(told["code"])
    keys = KeySet.import_key_set(world.browser.get("/jwks.json").json)
    claims = jwt.decode(got.json["id_token"], keys, algorithms=["ES256"]).claims
    person = world.userinfo(got.json["access_token"])

    assert told["state"] == "st"
    assert told["iss"] == "http://localhost:8000"
    assert claims["nonce"] == "n-1"
    assert claims["aud"] == "portal"
    assert person.json == {
        "sub": claims["sub"], "email": signed_in.address, "email_verified": True,
    }  # fmt: skip

"""Every secret of ours at every door: only the right one opens (T28)."""

from __future__ import annotations

import random
import secrets
from urllib.parse import urlencode

import pytest

from tests.idp.protocol.world import SECRET, Person, World, basic

# Where a thing is presented -> the only things that open there.
OPENS = {
    "code": {"code"},
    "refresh": {"refresh"},
    "userinfo": {"access", "jwt_access"},
    "hint": {"id_token"},
    "session": {"session"},
}


def things(world: World, person: Person) -> dict[str, str]:
    """One fresh artefact of each kind, all of the same person and portal."""
    plain = world.tokens(scope="openid offline_access")
    world.change(access_token_format="jwt")
    signed = world.tokens(scope="openid offline_access")
    world.change(access_token_format="opaque")
    return {
        "code": world.code(),
        "refresh": plain["refresh_token"],
        "access": plain["access_token"],
        "jwt_access": signed["access_token"],
        "id_token": plain["id_token"],
        "session": person.cookie,
        "client_secret": SECRET,
        "sid": person.session.id,
        "nothing": "x" * 43,
    }


def opens(world: World, door: str, thing: str) -> bool:
    if door == "code":
        return world.redeem(thing).status_code == 200
    if door == "refresh":
        return world.refresh(thing).status_code == 200
    if door == "userinfo":
        return world.userinfo(thing).status_code == 200
    if door == "hint":
        location = world.authorize(prompt="none", id_token_hint=thing).headers["Location"]
        return "code=" in location
    stranger = world.app.test_client()
    stranger.set_cookie("stepfree-session", thing, domain="localhost")
    values = world.parameters(prompt="none")
    return "code=" in stranger.get("/authorize", query_string=values).headers["Location"]


@pytest.mark.parametrize("door", OPENS)
def test_only_the_right_thing_opens(world: World, signed_in: Person, door: str) -> None:
    """Eight kinds at one door: those on the list open it, and nothing else does."""
    opened = {name for name, thing in things(world, signed_in).items() if opens(world, door, thing)}
    assert opened == OPENS[door]


def test_malformed_requests_are_clear_errors(world: World, signed_in: Person) -> None:
    """1,000 seeded odd requests: never our mistake, never a redirect to a stranger."""
    rng = random.Random(20261121)
    odd = ["", "\x00", "é", "%", "%ff", "a" * 5_000, "[]", "{", "null", "-1", "1e9", " ", "=", "&"]
    odd += [secrets.token_urlsafe(8), "javascript:x", "https://evil.example/", "..", "' OR 1=1--"]
    more = "code grant_type token claims max_age prompt id_token_hint acr_values client_assertion"
    names = [*world.parameters(), *more.split(), "client_secret", "ui_locales"]
    paths = ("/authorize", "/token", "/userinfo", "/revoke", "/end-session", "/jwks.json")
    browser = world.app.test_client()
    for number in range(1_000):
        path = rng.choice(paths)
        sound = world.parameters(grant_type="authorization_code", code="x", token="x")
        pairs = list(sound.items()) if rng.random() < 0.7 else []
        for _ in range(rng.randrange(4)):
            pairs.append((rng.choice(names), rng.choice(odd)))
        rng.shuffle(pairs)
        raw = urlencode([p for p in pairs if rng.random() < 0.9])
        if rng.random() < 0.2:
            at = rng.randrange(len(raw) + 1)
            raw = raw[:at] + rng.choice(["%", "%f", "%ff%fe", "&&", "=;", "+"]) + raw[at:]
        headers = {}
        if rng.random() < 0.5:
            header = rng.choice(
                ["Basic", "Basic ", "Basic \xff", "Bearer x", "x", basic("portal", "w")]
            )
            headers["Authorization"] = header
        if rng.random() < 0.5:
            answer = browser.get(f"{path}?{raw}", headers=headers)
        else:
            kind = rng.choice(
                ["application/x-www-form-urlencoded"] * 4
                + ["text/plain", "multipart/form-data", "x"]
            )
            answer = browser.post(path, data=raw.encode(), content_type=kind, headers=headers)
        location = answer.headers.get("Location", "")
        own = ("https://portal.example/callback", "/request/", "/authorize?", "/end-session?")
        assert answer.status_code < 500, (number, path, raw, answer.text)
        assert not location or location.startswith(own), (number, path, raw, location)

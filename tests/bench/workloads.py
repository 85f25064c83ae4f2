"""What a virtual person does over and over: discovery, sso, refresh, login.

An operation raises Failed when anything is not as a correct sign-in has it. The ID token is
verified each time: signature, iss, aud, exp, nonce and at_hash.
"""

from __future__ import annotations

import base64
import hashlib
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import KeySet

from tests.bench.wire import Answer, Browser, Failed, basic

ALGORITHMS = ["ES256", "RS256", "PS256", "EdDSA"]


@dataclass
class Target:
    """An OpenID provider under load, and the portal that asks it.

    sign_in(browser, url, person): goes from an authorization address to the redirect URI and
    returns that URI with the answer in it.
    """

    name: str
    issuer: str
    client_id: str
    secret: str
    redirect_uri: str
    sign_in: Callable[[Browser, str, str], str]
    scope: str = "openid email offline_access"
    metadata: dict[str, Any] = field(default_factory=dict)
    keys: KeySet | None = None

    def discover(self) -> None:
        browser = Browser(self.issuer)
        self.metadata = browser.get("/.well-known/openid-configuration").expect(200).json()
        self.keys = KeySet.import_key_set(browser.get(self.metadata["jwks_uri"]).expect(200).json())  # type: ignore[arg-type]
        browser.close()


@dataclass
class Person:
    """One virtual person: a browser, a name, and what the last sign-in gave."""

    target: Target
    name: str
    browser: Browser
    refresh_token: str = ""

    @property
    def client(self) -> dict[str, str]:
        return {"Authorization": basic(self.target.client_id, self.target.secret)}


def discovery(person: Person) -> None:
    """Metadata and keys, as a portal reads them at start."""
    person.browser.get("/.well-known/openid-configuration").expect(200)
    person.browser.get(person.target.metadata["jwks_uri"]).expect(200)


def sso(person: Person) -> None:
    """A person who is signed in comes from a portal: authorize, token, verify, userinfo."""
    _sign_in(person, _follow_nothing)


def login(person: Person) -> None:
    """The same from an empty browser: address, mail, link, button."""
    person.browser.cookies.clear()
    _sign_in(person, person.target.sign_in)


def refresh(person: Person) -> None:
    """One refresh, following the rotation."""
    answer = _token(person, grant_type="refresh_token", refresh_token=person.refresh_token)
    person.refresh_token = answer["refresh_token"]


WORKLOADS = {"discovery": discovery, "sso": sso, "refresh": refresh, "login": login}


def prepare(person: Person) -> None:
    """Signs the person in, so that sso and refresh can begin."""
    _sign_in(person, person.target.sign_in)


def _follow_nothing(browser: Browser, url: str, name: str) -> str:
    return browser.get(url).expect(303).location


def _sign_in(person: Person, through: Callable[[Browser, str, str], str]) -> None:
    target, verifier = person.target, secrets.token_urlsafe(48)
    digest = hashlib.sha256(verifier.encode()).digest()
    asked = {
        "response_type": "code",
        "client_id": target.client_id,
        "redirect_uri": target.redirect_uri,
        "scope": target.scope,
        "state": secrets.token_urlsafe(8),
        "nonce": secrets.token_urlsafe(8),
        "code_challenge": base64.urlsafe_b64encode(digest).rstrip(b"=").decode(),
        "code_challenge_method": "S256",
    }
    url = f"{target.metadata['authorization_endpoint']}?{urlencode(asked)}"
    back = through(person.browser, url, person.name)
    if not back.startswith(target.redirect_uri):
        raise Failed(f"sent to {back[:160]}")
    given = {name: values[0] for name, values in parse_qs(urlsplit(back).query).items()}
    if given.get("state") != asked["state"] or given.get("iss") != target.issuer:
        raise Failed(f"wrong answer {given}")
    got = _token(
        person,
        grant_type="authorization_code",
        code=given.get("code", ""),
        redirect_uri=target.redirect_uri,
        code_verifier=verifier,
    )
    claims = _verify(target, got["id_token"], asked["nonce"], got["access_token"])
    person.refresh_token = got.get("refresh_token", "")
    who = person.browser.get(
        target.metadata["userinfo_endpoint"], Authorization=f"Bearer {got['access_token']}"
    ).expect(200)
    if who.json()["sub"] != claims["sub"]:
        raise Failed("userinfo is about somebody else")


def _token(person: Person, **values: str) -> dict[str, Any]:
    url = person.target.metadata["token_endpoint"]
    answer: Answer = person.browser.post(url, values, **person.client)
    return answer.expect(200).json()


def _verify(target: Target, id_token: str, nonce: str, access_token: str) -> dict[str, Any]:
    assert target.keys is not None
    claims = jwt.decode(id_token, target.keys, algorithms=ALGORITHMS).claims
    half = hashlib.sha256(access_token.encode()).digest()[:16]
    expected = {
        "iss": target.issuer,
        "nonce": nonce,
        "at_hash": base64.urlsafe_b64encode(half).rstrip(b"=").decode(),
    }
    wrong = [name for name, value in expected.items() if claims.get(name) != value]
    if claims["aud"] not in (target.client_id, [target.client_id]):
        wrong.append("aud")
    if wrong or claims["exp"] < time.time():
        raise Failed(f"wrong ID token: {wrong} of {claims}")
    return claims


@contextmanager
def people(target: Target, how_many: int, *, same: bool = False) -> Iterator[list[Person]]:
    """Virtual people with an open connection each; `same`: one person in many browsers."""
    made = [
        Person(target, f"person{0 if same else n}@example.org", Browser(target.issuer))
        for n in range(how_many)
    ]
    try:
        yield made
    finally:
        for person in made:
            person.browser.close()

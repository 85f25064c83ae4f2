"""A running provider with one portal and one browser, and the steps of the protocol."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import parse_qs, urlsplit

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from idp.browser import read_browser
from idp.clock import SetClock
from idp.protocol import registration
from idp.services import Ground, open_services
from idp.store import Store
from idp.store.accounts import Account, StoredAddress, add_account, claim_address
from idp.store.clients import Client, add_client, change_client
from idp.store.consents import Consent, store_consent
from idp.store.schema import events, grants
from idp.store.sessions import Session, add_session
from idp.tokens import hash_secret, new_id, new_secret
from idp.vault import Vault

CALLBACK = "https://portal.example/callback"
SECRET = "portal-secret-0123456789-abcdefghijklmnopqrstuvw"
SCOPES = ("openid", "email", "profile", "offline_access")


def make_client(**values: Any) -> Client:
    """A sound confidential client, with these values laid over it."""
    client = Client(
        **{
            "id": "portal",
            "name": "The Portal",
            "name_language": "en",
            "home_url": "https://portal.example/",
            "contact": "help@portal.example",
            "auth_method": "client_secret_basic",
            "secret_hash": hash_secret(SECRET),
            "jwks": None,
            "redirect_uris": (CALLBACK,),
            "post_logout_redirect_uris": ("https://portal.example/bye",),
            "scopes": SCOPES,
            "grant_types": ("authorization_code", "refresh_token"),
            "id_token_alg": "ES256",
            "access_token_format": "opaque",
            "pkce": "required",
            "subject_type": "pairwise",
            "sector": "portal.example",
            "consent": "ask",
            "minimum_acr": "",
            "created_at": 0,
            **values,
        }
    )
    registration.check(client)
    return client


@dataclass(frozen=True)
class Person:
    """Somebody with an account and a session; cookie: what their browser sends."""

    account: Account
    session: Session
    cookie: str
    address: str


@dataclass
class World:
    """A running provider, one portal and one browser."""

    app: Flask
    store: Store
    clock: SetClock
    vault: Vault
    client: Client
    browser: FlaskClient
    verifier: str = field(default_factory=lambda: secrets.token_urlsafe(32))

    # --- people

    def sign_in(self, **session: Any) -> Person:
        """A new person who is signed in on the browser, and allowed the portal everything."""
        person = self.make_person(**session)
        self.browser.set_cookie("stepfree-session", person.cookie, domain="localhost")
        self.allow(person)
        return person

    def make_person(self, **session: Any) -> Person:
        now, address_id, cookie = self.clock.now(), new_id(), new_secret()
        address = f"{secrets.token_hex(4)}@people.example"
        account = Account(
            id=new_id(),
            user_handle=secrets.token_bytes(64),
            language="fr",
            passkey_offer="never",
            created_at=now,
        )
        row = Session(
            **{
                "id": new_id(),
                "account_id": account.id,
                "browser": "Firefox (Linux)",
                "method": "magic_link",
                "acr": "email",
                "amr": ("otp",),
                "authenticated_at": now - 100,
                "created_at": now - 100,
                "last_seen_at": now,
                "idle_s": 1_800,
                "expires_at": now + 43_200,
                **session,
            }
        )
        sealed = self.vault.seal("addresses", "address_sealed", address_id, address.encode())
        with self.store.write() as tx:
            add_account(tx, account)
            claim_address(
                tx,
                StoredAddress(
                    id=address_id,
                    account_id=account.id,
                    blind_index=self.vault.blind("address", address),
                    address_sealed=sealed,
                    confirmed_at=now,
                ),
            )
            add_session(tx, row, hash_secret(cookie))
        return Person(account, row, cookie, address)

    def allow(self, person: Person, **values: Any) -> None:
        """The person said yes to the portal."""
        consent = Consent(
            **{
                "account_id": person.account.id,
                "client_id": self.client.id,
                "scopes": SCOPES,
                "claims": (),
                "declined": (),
                "given_at": self.clock.now(),
                "changed_at": self.clock.now(),
                **values,
            }
        )
        with self.store.write() as tx:
            store_consent(tx, consent)

    def end_session(self, person: Person) -> None:
        """The person signs out, by the same service that the pages use."""
        with self.app.test_request_context(), self.store.write() as tx:
            house = self.app.extensions["stepfree"]
            browser = read_browser(
                house.settings, house.words, cookies={}, user_agent="", accepted="", address=""
            )
            services = open_services(Ground(tx=tx, browser=browser, house=house))
            services.sessions.end(person.session, "signed_out")

    # --- portals

    def register(self, **values: Any) -> Client:
        """One more portal."""
        client = make_client(**values)
        with self.store.write() as tx:
            add_client(tx, client)
        return client

    def change(self, **values: Any) -> None:
        """The portal, registered anew with these values."""
        self.client = replace(self.client, **values)
        with self.store.write() as tx:
            change_client(tx, self.client)

    # --- the protocol

    def parameters(self, **values: str | None) -> dict[str, str]:
        """A sound authorization request; None takes a parameter away."""
        sound: dict[str, str | None] = {
            "client_id": self.client.id,
            "redirect_uri": CALLBACK,
            "response_type": "code",
            "scope": "openid email",
            "state": "st",
            "nonce": "n-1",
            "code_challenge": challenge(self.verifier),
            "code_challenge_method": "S256",
            **values,
        }
        return {name: value for name, value in sound.items() if value is not None}

    def authorize(self, **values: str | None) -> TestResponse:
        return self.browser.get("/authorize", query_string=self.parameters(**values))

    def code(self, **values: str | None) -> str:
        """A fresh code of the person who is signed in."""
        told = answer_of(self.authorize(**values))
        assert "code" in told, told
        return told["code"]

    def call(self, path: str, headers: dict[str, str] | None = None, **values: Any) -> TestResponse:
        """A form posted by the portal's server, with its secret unless told otherwise."""
        given = {"Authorization": basic(self.client.id, SECRET)} if headers is None else headers
        server = self.app.test_client(use_cookies=False)
        return server.post(
            path, data={k: v for k, v in values.items() if v is not None}, headers=given
        )

    def redeem(
        self, code: str, headers: dict[str, str] | None = None, **values: Any
    ) -> TestResponse:
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": CALLBACK,
            "code_verifier": self.verifier,
            **values,
        }
        return self.call("/token", headers, **form)

    def tokens(self, **values: str | None) -> dict[str, Any]:
        """What a whole sign-in brings."""
        got = self.redeem(self.code(**values))
        assert got.status_code == 200, got.text
        return dict(got.json)

    def refresh(self, token: str, **values: Any) -> TestResponse:
        return self.call("/token", grant_type="refresh_token", refresh_token=token, **values)

    def userinfo(self, access_token: str) -> TestResponse:
        server = self.app.test_client(use_cookies=False)
        return server.get("/userinfo", headers={"Authorization": f"Bearer {access_token}"})

    # --- what happened

    def events(self) -> list[str]:
        """Names of all events, oldest first."""
        with self.store.read() as tx:
            return list(tx.execute(select(events.c.name).order_by(events.c.id)).scalars())

    def grant(self) -> Any:
        """The row of the newest grant."""
        with self.store.read() as tx:
            return tx.execute(select(grants).order_by(grants.c.created_at.desc())).first()


def challenge(verifier: str) -> str:
    digest = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def basic(name: str, secret: str) -> str:
    return "Basic " + base64.b64encode(f"{name}:{secret}".encode()).decode()


def answer_of(response: TestResponse) -> dict[str, str]:
    """The values that a redirect carries to the portal."""
    assert response.status_code == 303, (response.status_code, response.text[:500])
    location = response.headers["Location"]
    assert location.startswith(CALLBACK), location
    return {name: values[0] for name, values in parse_qs(urlsplit(location).query).items()}


def read_jwt(token: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Header and claims, unverified."""
    header, claims, _ = token.split(".")
    first, second = (json.loads(base64.urlsafe_b64decode(p + "==")) for p in (header, claims))
    return first, second

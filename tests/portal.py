"""A portal that is registered here, as the tests of pages and flows need one."""

from __future__ import annotations

import base64
import hashlib
from typing import Any
from urllib.parse import urlencode

from idp.store import Store
from idp.store.clients import Client, add_client
from idp.tokens import hash_secret

CALLBACK = "https://portal.example/callback"
PORTAL_SECRET = "portal-secret-0123456789-abcdefghijklmnopqrstuvw"
VERIFIER = "a-verifier-that-is-long-enough-0123456789-abcdefgh"


def register(store: Store, **values: Any) -> Client:
    """Stores a confidential portal, with these values laid over a sound one."""
    sound: dict[str, Any] = {
        "id": "portal",
        "name": "The Portal",
        "name_language": "en",
        "home_url": "https://portal.example/",
        "contact": "help@portal.example",
        "auth_method": "client_secret_basic",
        "secret_hash": hash_secret(PORTAL_SECRET),
        "jwks": None,
        "redirect_uris": (CALLBACK,),
        "post_logout_redirect_uris": ("https://portal.example/bye",),
        "scopes": ("openid", "email", "profile", "offline_access"),
        "grant_types": ("authorization_code", "refresh_token"),
        "id_token_alg": "ES256",
        "access_token_format": "opaque",
        "pkce": "required",
        "subject_type": "pairwise",
        "sector": "portal.example",
        "consent": "ask",
        "minimum_acr": "",
        "created_at": 0,
    }
    client = Client(**sound | values)
    with store.write() as tx:
        add_client(tx, client)
    return client


def asks(**values: str) -> str:
    """The address that a portal sends a person to."""
    digest = hashlib.sha256(VERIFIER.encode()).digest()
    sound = {
        "client_id": "portal",
        "redirect_uri": CALLBACK,
        "response_type": "code",
        "scope": "openid email",
        "state": "st",
        "nonce": "n-1",
        "code_challenge": base64.urlsafe_b64encode(digest).rstrip(b"=").decode(),
        "code_challenge_method": "S256",
    }
    return "/authorize?" + urlencode(sound | values)

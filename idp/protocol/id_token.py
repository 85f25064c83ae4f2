"""The ID token, signed when a code is redeemed and when a token is refreshed (OIDC Core §2)."""

from __future__ import annotations

from typing import Any

from authlib.oidc.core import OpenIDToken
from authlib.oidc.core.util import create_half_hash

from idp.protocol import claims, jose
from idp.protocol.exchange import Exchange
from idp.protocol.standing import claims_now


class IdToken(OpenIDToken):  # type: ignore[misc]
    """Authlib's hook behind a token answer; what the token says is ours."""

    def __init__(self, exchange: Exchange, *, with_nonce: bool) -> None:
        self.exchange = exchange
        self.with_nonce = with_nonce

    def register(self, grant: Any) -> None:
        """Signs behind every token answer of this grant. Nonces are the portal's to check."""
        grant.register_hook("after_create_token_response", self.process_token)

    def encode_id_token(self, token: dict[str, Any], request: Any) -> str:
        """A signed ID token. `nonce` stays away on refresh, `auth_time` stays the same (§12.2)."""
        exchange = self.exchange
        alg = exchange.client.id_token_alg
        said = id_token_claims(exchange, access_token=token["access_token"])
        grant, _ = exchange.standing
        if self.with_nonce and grant.nonce:
            said["nonce"] = grant.nonce
        return jose.sign(said, exchange.ring.signer(alg, exchange.ground.tx), alg, typ="JWT")


def id_token_claims(exchange: Exchange, *, access_token: str) -> dict[str, Any]:
    """The claims of an ID token, without the nonce. `aud` is one text: there is one client."""
    (grant, person), client = exchange.standing, exchange.client
    settings, now = exchange.ground.settings, exchange.now
    names = claims_now(client, grant.id_token_claims, person)
    return {
        "iss": settings.issuer,
        "aud": client.id,
        "iat": now,
        "exp": now + settings.id_token_s,
        "sid": grant.session_id,
        "at_hash": create_half_hash(access_token, client.id_token_alg).decode("ascii"),
        **claims.about(person, names, exchange.ground.vault),
        **claims.of_sign_in(client, grant, person, settings.acr_names),
    }

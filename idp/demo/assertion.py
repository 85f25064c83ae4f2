"""How a sample portal proves itself with a private key instead of a secret."""

from __future__ import annotations

from typing import Any

from authlib.oauth2.rfc7523 import PrivateKeyJWT
from authlib.oauth2.rfc7523.assertion import private_key_jwt_sign
from joserfc.jwk import ECKey

from idp.clock import Clock

LIFE_S = 60


class PrivateKey(PrivateKeyJWT):  # type: ignore[misc]
    """Signs a fresh assertion for each token request (RFC 7523 §2.2).

    The audience is the issuer, one string, and the life is a minute: an assertion that leaks
    is worth nothing anywhere else, and nothing soon (OpenID FAPI 2.0 §5.3.3.1).
    """

    def __init__(self, private_jwk: dict[str, Any], issuer: str, clock: Clock) -> None:
        super().__init__()
        self._key = ECKey.import_key(private_jwk)
        self._issuer = issuer
        self._clock = clock

    def sign(self, auth: Any, token_endpoint: str) -> str:
        signed: str = private_key_jwt_sign(
            self._key,
            client_id=auth.client_id,
            token_endpoint=self._issuer,
            claims={"exp": self._clock.now() + LIFE_S},
            header={"kid": self._key.kid},
            alg="ES256",
        )
        return signed


def new_private_jwk() -> dict[str, Any]:
    """A new P-256 key as a private JWK, named by its thumbprint (RFC 7638)."""
    key = ECKey.generate_key("P-256", auto_kid=True)
    return dict(key.as_dict(private=True))


def public_jwks(private_jwk: dict[str, Any]) -> dict[str, Any]:
    """The public half, as the provider registers it."""
    return {"keys": [dict(ECKey.import_key(private_jwk).as_dict(private=False))]}

"""Makes access and refresh tokens, and stores their hashes."""

from __future__ import annotations

from typing import Any

from idp.protocol import claims, jose
from idp.protocol.exchange import Exchange
from idp.store.grants import Token
from idp.store.tokens import ACCESS, REFRESH, add_tokens
from idp.tokens import hash_secret, new_id, new_secret


def access_token(exchange: Exchange, scope: str) -> tuple[str, str]:
    """An access token and the id under which it is stored.

    Opaque unless the operator chose RFC 9068 for the client: then a JWT whose `jti` is stored,
    so that it can be ended early and its standing is asked at every use as well.
    """
    if exchange.client.access_token_format == "opaque":  # noqa: S105 (a format, no secret)
        token = new_secret()
        return token, hash_secret(token)
    jti = new_id()
    alg = exchange.client.id_token_alg
    key = exchange.ring.signer(alg, exchange.ground.tx)
    return jose.sign(_access_claims(exchange, scope, jti), key, alg, typ="at+jwt"), hash_secret(jti)


def first_refresh_token() -> str:
    """The refresh token that begins a family."""
    return new_secret()


def next_refresh_token(exchange: Exchange, presented: str) -> str:
    """The one successor of a refresh token: a repeated request gets the same (SEC-9).

    A keyed hash of the token itself: nobody without our secret can make it from the old token,
    and we need not store it.
    """
    return exchange.ground.tokens.mac("refresh-successor", presented)


def store(exchange: Exchange, access_id: str, scope: str, refresh_token: str) -> None:
    """Stores the tokens of one answer; refresh_token: "" when there is none, or an old one."""
    grant, _ = exchange.standing
    now, life_s = exchange.now, exchange.ground.settings.access_token_s
    scopes = tuple(scope.split())
    rows = [_row(access_id, grant.id, ACCESS, scopes, now, now + life_s)]
    if refresh_token:
        token_id = hash_secret(refresh_token)
        rows.append(_row(token_id, grant.id, REFRESH, grant.scopes, now, grant.expires_at))
    add_tokens(exchange.ground.tx, rows)


def _access_claims(exchange: Exchange, scope: str, jti: str) -> dict[str, Any]:
    """RFC 9068 §2.2. The audience is ourselves: the token opens our userinfo endpoint."""
    grant, person = exchange.standing
    settings, now = exchange.ground.settings, exchange.now
    return {
        "iss": settings.issuer,
        "aud": settings.issuer,
        "iat": now,
        "exp": now + settings.access_token_s,
        "jti": jti,
        "client_id": exchange.client.id,
        "scope": scope,
        **claims.of_sign_in(exchange.client, grant, person, settings.acr_names),
    }


def _row(
    token_id: str, grant_id: str, kind: str, scopes: tuple[str, ...], now: int, expires_at: int
) -> Token:
    return Token(
        id=token_id,
        grant_id=grant_id,
        kind=kind,
        scopes=scopes,
        created_at=now,
        expires_at=expires_at,
        used_at=None,
        revoked_at=None,
    )

"""Revocation endpoint (RFC 7009): a client ends what it was given."""

from __future__ import annotations

from typing import Any

from authlib.oauth2.rfc7009 import RevocationEndpoint

from idp.protocol.client_auth import METHODS
from idp.protocol.exchange import Exchange
from idp.store.grants import Token, revoke_grant
from idp.store.tokens import REFRESH, revoke_token


class Revocation(RevocationEndpoint):  # type: ignore[misc]
    """Authlib's endpoint over our one transaction."""

    CLIENT_AUTH_METHODS = METHODS

    @property
    def exchange(self) -> Exchange:
        found: Exchange = self.server.exchange
        return found

    def check_params(self, request: Any, client: Any) -> None:
        """RFC 7009 §2.1: the hint is only a hint, and one that nobody knows is passed over."""
        self.exchange.parameters.require("token")

    def authenticate_token(self, request: Any, client: Any) -> Token | None:
        """The token when it is this client's. One answer for unknown and foreign ones (SEC-26)."""
        self.check_params(request, client)
        exchange = self.exchange
        if exchange.grant is None or exchange.grant.client_id != exchange.client.id:
            return None
        return exchange.token

    def revoke_token(self, token: Token, request: Any) -> None:
        """A refresh token takes its whole family with it (RFC 7009 §2.1)."""
        exchange = self.exchange
        if token.kind == REFRESH:
            revoke_grant(exchange.ground.tx, token.grant_id, exchange.now)
        else:
            revoke_token(exchange.ground.tx, token.id, exchange.now)
        exchange.events.token_family_revoked(
            client_id=exchange.client.id, grant_id=token.grant_id, reason=token.kind
        )

"""Refresh tokens: rotated at every use, in families that end together (RFC 9700 §4.14)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from authlib.oauth2.rfc6749 import grants

from idp.errors import ProtocolError
from idp.protocol import issuing
from idp.protocol.client_auth import METHODS
from idp.protocol.exchange import Exchange
from idp.protocol.standing import problem_with, scopes_now
from idp.store.grants import Grant, Person, Token, revoke_grant
from idp.store.tokens import REFRESH, claim_refresh, find_token
from idp.tokens import hash_secret


@dataclass(frozen=True, slots=True)
class ClaimedRefresh:
    """A refresh token that this request may use, as Authlib reads it."""

    token: Token
    scopes: tuple[str, ...]

    def get_scope(self) -> str:
        return " ".join(self.scopes)

    def check_client(self, client: Any) -> bool:
        return True  # asked before the claim, where it costs the token nothing


class RefreshGrant(grants.RefreshTokenGrant):  # type: ignore[misc]
    """Authlib's refresh grant over our one transaction."""

    TOKEN_ENDPOINT_AUTH_METHODS = METHODS
    INCLUDE_NEW_REFRESH_TOKEN = True

    @property
    def exchange(self) -> Exchange:
        found: Exchange = self.server.exchange
        return found

    def authenticate_refresh_token(self, refresh_token: str) -> ClaimedRefresh:
        """The token, claimed by this request. Raises ProtocolError invalid_grant.

        What was withdrawn, has expired or is another client's is refused before the claim.
        """
        exchange, token = self.exchange, self.exchange.token
        if token is None or token.kind != REFRESH or exchange.grant is None:
            exchange.suspicious = True
            raise self._refusal("unknown")
        grant, person = exchange.standing
        reason = problem_with(exchange.client, grant, person)
        if grant.client_id != exchange.client.id:
            exchange.suspicious, reason = True, "other_client"
        elif token.revoked_at is not None:
            reason = reason or "revoked"
        elif min(token.expires_at, grant.expires_at) <= exchange.now:
            reason = reason or "expired"
        if reason:
            raise self._refusal(reason, grant)
        exchange.successor = issuing.next_refresh_token(exchange, refresh_token)
        if not claim_refresh(exchange.ground.tx, token.id, exchange.now):
            self._repeated(token, grant)
        return ClaimedRefresh(token, scopes_now(exchange.client, grant, person, grant.scopes))

    def authenticate_user(self, refresh_token: ClaimedRefresh) -> Person:
        return self.exchange.standing[1]

    def revoke_old_credential(self, refresh_token: ClaimedRefresh) -> None:
        """Nothing to revoke: the claim is what ended it. Refreshed is what happened."""
        grant, _ = self.exchange.standing
        self.exchange.events.token_family_refreshed(
            client_id=grant.client_id, account_id=grant.account_id, grant_id=grant.id
        )

    def _repeated(self, token: Token, grant: Grant) -> None:
        """A used token comes again: the same request twice, or somebody who stole it (SEC-9).

        Within refresh_retry_s, and while nobody used the successor, it gets that very successor.
        Anything else ends the family, for thief and owner alike.
        """
        exchange = self.exchange
        tx, now = exchange.ground.tx, exchange.now
        used = find_token(tx, token.id)
        successor = find_token(tx, hash_secret(exchange.successor))
        used_at = used.used_at if used and used.used_at is not None else 0
        fresh = now - used_at < exchange.ground.settings.refresh_retry_s
        if fresh and successor is not None and successor.used_at is None:
            exchange.successor_stored = True
            return
        revoke_grant(tx, grant.id, now)
        exchange.events.token_family_replayed(client_id=grant.client_id, grant_id=grant.id)
        raise ProtocolError(
            "invalid_grant", "This refresh token was used before; its family has ended."
        )

    def _refusal(self, reason: str, grant: Grant | None = None) -> ProtocolError:
        exchange = self.exchange
        exchange.events.token_refresh_refused(
            client_id=exchange.client.id, reason=reason, grant_id=grant.id if grant else ""
        )
        return ProtocolError("invalid_grant", "This refresh token is not good, or no longer.")

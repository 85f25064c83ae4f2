"""The authorization code: made once, claimed once, then judged (RFC 6749 §4.1, RFC 7636)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from authlib.oauth2.rfc6749 import grants
from authlib.oauth2.rfc7636 import CodeChallenge
from authlib.oauth2.rfc7636.challenge import compare_s256_code_challenge

from idp import scopes
from idp.errors import ProtocolError
from idp.protocol.client_auth import METHODS
from idp.protocol.exchange import Exchange
from idp.protocol.request import AuthorizationRequest
from idp.protocol.standing import problem_with, scopes_now
from idp.store.grants import Grant, Person, add_grant, claim_code, revoke_grant
from idp.store.sessions import Session
from idp.tokens import hash_secret, new_secret


@dataclass(frozen=True, slots=True)
class ClaimedCode:
    """A grant whose code was claimed by this request, as Authlib reads it."""

    grant: Grant
    scopes: tuple[str, ...]
    code_challenge_method: str = "S256"

    @property
    def code_challenge(self) -> str:
        return self.grant.code_challenge

    def get_redirect_uri(self) -> str:
        return self.grant.redirect_uri

    def get_scope(self) -> str:
        return " ".join(self.scopes)


class ProofKey(CodeChallenge):  # type: ignore[misc]
    """PKCE with S256 and nothing else: the library would take `plain`, and by default."""

    DEFAULT_CODE_CHALLENGE_METHOD = "S256"
    SUPPORTED_CODE_CHALLENGE_METHOD = ("S256",)
    CODE_CHALLENGE_METHODS = {"S256": compare_s256_code_challenge}  # noqa: RUF012 - Authlib's own shape


class CodeGrant(grants.AuthorizationCodeGrant):  # type: ignore[misc]
    """Authlib's code grant over our one transaction."""

    TOKEN_ENDPOINT_AUTH_METHODS = METHODS

    @property
    def exchange(self) -> Exchange:
        found: Exchange = self.server.exchange
        return found

    # --- authorization endpoint
    def create_authorization_response(
        self, redirect_uri: str, grant_user: Person
    ) -> tuple[int, Any, list[tuple[str, str]]]:
        """The code itself: idp.protocol.answers puts it on its way, in either response mode."""
        code = self.generate_authorization_code()
        self.save_authorization_code(code, self.request)
        return 200, code, []

    def generate_authorization_code(self) -> str:
        return new_secret()

    def save_authorization_code(self, code: str, request: Any) -> None:
        """Stores the grant under the hash of its code. Raises LookupError without a draft."""
        exchange = self.exchange
        if exchange.draft is None:
            raise LookupError("There is no grant to give a code for.")
        exchange.draft = replace(exchange.draft, id=hash_secret(code))
        add_grant(exchange.ground.tx, exchange.draft)

    # --- token endpoint
    def query_authorization_code(self, code: str, client: Any) -> ClaimedCode:
        """Claims the code before anything else is looked at, so that every attempt uses it up.

        A wrong verifier, redirect URI or client has no second try (SEC-8), and of any number of
        parallel requests one alone goes on (SEC-7). Raises ProtocolError invalid_grant.
        """
        exchange, grant = self.exchange, self.exchange.grant
        if grant is None or exchange.person is None:
            exchange.suspicious = True
            raise self._refusal("unknown")
        if not claim_code(exchange.ground.tx, grant.id, exchange.now):
            return self._replayed(grant)
        reason = problem_with(exchange.client, grant, exchange.person)
        if grant.client_id != exchange.client.id:
            exchange.suspicious, reason = True, "other_client"
        elif grant.code_expires_at <= exchange.now:
            reason = "expired"
        if reason:
            raise self._refusal(reason, grant)
        now = scopes_now(exchange.client, grant, exchange.person, grant.scopes)
        return ClaimedCode(grant, now)

    def authenticate_user(self, authorization_code: ClaimedCode) -> Person:
        return self.exchange.standing[1]

    def delete_authorization_code(self, authorization_code: ClaimedCode) -> None:
        """Nothing to delete: the claim is what ended it. Redeemed is what happened."""
        grant = authorization_code.grant
        self.exchange.events.code_grant_redeemed(
            client_id=grant.client_id, account_id=grant.account_id, grant_id=grant.id
        )

    def _replayed(self, grant: Grant) -> ClaimedCode:
        """RFC 6749 §4.1.2: a code that comes twice ends everything that it brought."""
        exchange = self.exchange
        revoke_grant(exchange.ground.tx, grant.id, exchange.now)
        exchange.events.code_grant_replayed(client_id=grant.client_id, grant_id=grant.id)
        raise ProtocolError("invalid_grant", "This code was used before; its tokens have ended.")

    def _refusal(self, reason: str, grant: Grant | None = None) -> ProtocolError:
        exchange = self.exchange
        exchange.events.code_grant_refused(
            client_id=exchange.client.id, reason=reason, grant_id=grant.id if grant else ""
        )
        return ProtocolError("invalid_grant", "This code is not good, or no longer.")


def draft_of(
    exchange: Exchange,
    request: AuthorizationRequest,
    session: Session,
    person: Person,
    *,
    allowed_scopes: tuple[str, ...],
    allowed_claims: tuple[str, ...],
) -> Grant:
    """The grant that an answered request becomes; its code comes last, and its id with it.

    Without offline_access it ends with the sign-in at the latest (OIDC Core §11).
    """
    settings, now = exchange.ground.settings, exchange.now
    granted = tuple(s for s in request.scopes if s == scopes.OPENID or s in allowed_scopes)
    granted = scopes.allowed(granted, exchange.client.scopes)
    ends_at = now + settings.refresh_token_s
    if scopes.OFFLINE_ACCESS not in granted:
        ends_at = min(ends_at, session.expires_at)
    may = {*allowed_claims, *scopes.claims_of(granted)}
    return Grant(
        id="",
        client_id=exchange.client.id,
        account_id=person.account_id,
        session_id=session.id,
        code_expires_at=now + settings.code_s,
        code_used_at=None,
        redirect_uri=request.redirect_uri,
        code_challenge=request.code_challenge,
        nonce=request.nonce,
        scopes=granted,
        id_token_claims=tuple(c for c in request.id_token_claims if c in may),
        userinfo_claims=tuple(c for c in request.userinfo_claims if c in may),
        acr=session.acr,
        amr=session.amr,
        authenticated_at=session.authenticated_at,
        created_at=now,
        # Never before the tokens that the code may still bring have run out by themselves.
        expires_at=max(ends_at, now + settings.code_s + settings.access_token_s),
        revoked_at=None,
    )

"""Assembles Authlib's server for one request, and narrows its choices (code flow, S256).

Authlib decides the order of things: which grant, client authentication, PKCE, tokens, ID token.
The grants are adapters: every look-up, claim and insert is ours, in the one transaction of the
request. What arrives here was read and checked before; Authlib never sees the raw request.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from authlib.integrations.flask_oauth2 import AuthorizationServer
from authlib.oauth2 import OAuth2Error, OAuth2Request
from authlib.oauth2.rfc6749 import ClientMixin
from authlib.oauth2.rfc6749.requests import BasicOAuth2Payload
from authlib.oauth2.rfc6750 import BearerTokenGenerator

from idp import scopes
from idp.errors import ProtocolError
from idp.protocol import client_auth, issuing, redirects
from idp.protocol.code_grant import CodeGrant, ProofKey, draft_of
from idp.protocol.exchange import Exchange
from idp.protocol.id_token import IdToken
from idp.protocol.refresh_grant import RefreshGrant
from idp.protocol.request import AuthorizationRequest
from idp.protocol.revocation import Revocation
from idp.store.sessions import Session


@dataclass(frozen=True, slots=True)
class RegisteredClient(ClientMixin):  # type: ignore[misc]
    """A client as Authlib asks about it."""

    client: Any

    def get_client_id(self) -> str:
        return str(self.client.id)

    def get_default_redirect_uri(self) -> None:
        """None: OIDC Core §3.1.2.1 wants redirect_uri in every request."""

    def get_allowed_scope(self, scope: str | None) -> str:
        return " ".join(scopes.allowed(scopes.split(scope or ""), self.client.scopes))

    def check_redirect_uri(self, redirect_uri: str) -> bool:
        native = self.client.is_public
        return redirects.matches(redirect_uri, self.client.redirect_uris, native=native)

    def check_client_secret(self, client_secret: str) -> bool:
        """Raises NotImplementedError: no second place decides about secrets."""
        raise NotImplementedError("Secrets are checked in idp.protocol.client_auth alone.")

    def check_endpoint_auth_method(self, method: str, endpoint: str) -> bool:
        return bool(self.client.auth_method == method)  # at every endpoint (SEC-16)

    def check_response_type(self, response_type: str) -> bool:
        return response_type == "code"

    def check_grant_type(self, grant_type: str) -> bool:
        return grant_type in self.client.grant_types


class AskedRequest(OAuth2Request):  # type: ignore[misc]
    """What Authlib may see of a request: parameters that were read once, from one place."""

    def __init__(self, method: str, url: str, values: Mapping[str, str]) -> None:
        super().__init__(method, url)
        self.payload = BasicOAuth2Payload(dict(values))

    @property
    def args(self) -> Mapping[str, str]:
        return {}

    @property
    def form(self) -> Mapping[str, str]:
        return dict(self.payload.data)


class Server(AuthorizationServer):  # type: ignore[misc]
    """Authlib's server around one exchange."""

    def __init__(self, exchange: Exchange) -> None:
        super().__init__()
        self.exchange = exchange
        self.scopes_supported = scopes.SCOPES
        pkce = ProofKey(required=True)
        self.register_grant(CodeGrant, [pkce, IdToken(exchange, with_nonce=True).register])
        self.register_grant(RefreshGrant, [IdToken(exchange, with_nonce=False).register])
        self.register_endpoint(Revocation)
        self.register_token_generator(
            "default",
            BearerTokenGenerator(self._access_token, self._refresh_token, self._access_life_s),
        )
        self._access_id = ""

    def query_client(self, client_id: str) -> RegisteredClient | None:
        client = self.exchange.client
        return RegisteredClient(client) if client.id == client_id else None

    def authenticate_client(
        self, request: Any, methods: Any, endpoint: str = "token"
    ) -> RegisteredClient:
        """By the one method that the client is registered for, at every endpoint alike."""
        exchange = self.exchange
        if exchange.credentials is None:
            raise LookupError("This exchange was begun without credentials.")
        issuer = exchange.ground.settings.issuer
        client = client_auth.check(
            exchange.credentials, exchange.client, exchange.ground, (issuer, f"{issuer}/token")
        )
        request.auth_method = exchange.credentials.method
        return RegisteredClient(client)

    def save_token(self, token: Mapping[str, Any], request: Any) -> None:
        stored = "" if self.exchange.successor_stored else token.get("refresh_token", "")
        issuing.store(self.exchange, self._access_id, token["scope"], stored)

    def create_oauth2_request(self, request: AskedRequest) -> AskedRequest:
        return request

    def handle_response(self, status_code: int, payload: Any, headers: Any) -> Any:
        """A code goes to idp.protocol.answers, everything else becomes JSON."""
        if isinstance(payload, str):
            return payload
        return super().handle_response(status_code, payload, headers)

    def handle_error_response(self, request: Any, error: OAuth2Error) -> Any:
        """One family of errors for the portal, whoever noticed."""
        exchange = self.exchange
        if exchange.grant is not None and error.error in ("invalid_grant", "invalid_request"):
            exchange.suspicious = True  # a wrong verifier or redirect URI: nobody errs like that
            exchange.events.code_grant_refused(
                client_id=exchange.client.id, reason=error.error, grant_id=exchange.grant.id
            )
        description = error.get_error_description() or "This request cannot be granted."
        raise ProtocolError(error.error, description, error.status_code) from error

    def send_signal(self, name: str, *args: Any, **kwargs: Any) -> None:
        """Nobody listens: what happens is told to idp.events."""

    def _access_token(self, **given: Any) -> str:
        token, self._access_id = issuing.access_token(self.exchange, given["scope"])
        return token

    def _refresh_token(self, **given: Any) -> str:
        return self.exchange.successor or issuing.first_refresh_token()

    def _access_life_s(self, client: Any, grant_type: str) -> int:
        return self.exchange.ground.settings.access_token_s


def give_code(
    exchange: Exchange,
    request: AuthorizationRequest,
    session: Session,
    *,
    allowed_scopes: tuple[str, ...],
    allowed_claims: tuple[str, ...],
) -> str:
    """An authorization code for this request, its grant stored.

    allowed_scopes, allowed_claims: what the person agreed to.
    """
    if exchange.person is None:
        raise LookupError("A code is for somebody.")
    exchange.draft = draft_of(
        exchange,
        request,
        session,
        exchange.person,
        allowed_scopes=allowed_scopes,
        allowed_claims=allowed_claims,
    )
    server = Server(exchange)
    values = {
        "response_type": "code",
        "client_id": request.client_id,
        "redirect_uri": request.redirect_uri,
        "scope": " ".join(exchange.draft.scopes),
    }
    if request.code_challenge:
        values |= {"code_challenge": request.code_challenge, "code_challenge_method": "S256"}
    asked = AskedRequest("POST", f"{exchange.ground.settings.issuer}/authorize", values)
    # The same grant is asked for and answered, so that nothing is judged by two rules.
    consented = server.get_consent_grant(asked, exchange.person)
    code: str = server.create_authorization_response(asked, exchange.person, consented)
    exchange.events.code_grant_issued(
        client_id=exchange.client.id,
        account_id=exchange.person.account_id,
        grant_id=exchange.draft.id,
    )
    return code

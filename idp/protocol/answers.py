"""What a portal gets back at its redirect URI: a code, or why there is none."""

from __future__ import annotations

from dataclasses import dataclass

from idp.errors import ProtocolError
from idp.events import Events
from idp.protocol.exchange import Exchange
from idp.protocol.redirects import with_values
from idp.protocol.request import AuthorizationRequest
from idp.protocol.server import give_code
from idp.protocol.subjects import subject_of
from idp.services import Ground
from idp.store.arrivals import Arrival, find_return
from idp.store.sessions import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An answer on its way to the portal.

    redirect_uri: as the portal asked and registered it.  response_mode: "query" or "form_post".
    values: fields in order; `iss` is always among them (RFC 9207 §2).
    """

    redirect_uri: str
    response_mode: str
    values: tuple[tuple[str, str], ...]

    @property
    def url(self) -> str:
        """Where the browser goes, for response_mode query."""
        return with_values(self.redirect_uri, self.values)


@dataclass(frozen=True, slots=True, kw_only=True)
class Destination:
    """Where an answer goes: client and redirect URI were found to belong together."""

    redirect_uri: str
    response_mode: str = "query"
    state: str | None = None

    @classmethod
    def of(cls, request: AuthorizationRequest) -> Destination:
        return cls(
            redirect_uri=request.redirect_uri,
            response_mode=request.response_mode,
            state=request.state,
        )

    def carry(self, issuer: str, *values: tuple[str, str]) -> Answer:
        """An answer with these values, the portal's state and our name (RFC 9207 §2)."""
        state = () if self.state is None else (("state", self.state),)
        return Answer(
            redirect_uri=self.redirect_uri,
            response_mode=self.response_mode,
            values=(*values, *state, ("iss", issuer)),
        )


def refuse(
    ground: Ground, events: Events, to: AuthorizationRequest | Destination, error: ProtocolError
) -> Answer:
    """Tells the portal why there is no code (RFC 6749 §4.1.2.1, OIDC Core §3.1.2.6)."""
    events.authorization_request_refused(reason=error.code)
    destination = Destination.of(to) if isinstance(to, AuthorizationRequest) else to
    return destination.carry(
        ground.settings.issuer, ("error", error.code), ("error_description", error.description)
    )


def issue(
    ground: Ground,
    events: Events,
    request: AuthorizationRequest,
    session: Session,
    *,
    scopes: tuple[str, ...],
    claims: tuple[str, ...],
) -> Answer:
    """A code for this person, made in the transaction of this request.

    scopes, claims: what the person allowed of request.scopes and request.single_claims.
    Tells the portal login_required when id_token_hint named somebody else, and access_denied
    when account or client were switched off meanwhile.
    """
    arrival = find_return(ground.tx, request.client_id, session.account_id, session)
    if arrival is None or arrival.person is None or arrival.client.disabled_at is not None:
        return refuse(ground, events, request, _SWITCHED_OFF)
    return give(ground, events, request, arrival, scopes=scopes, claims=claims, silent=False)


def give(
    ground: Ground,
    events: Events,
    request: AuthorizationRequest,
    arrival: Arrival,
    *,
    scopes: tuple[str, ...],
    claims: tuple[str, ...],
    silent: bool,
) -> Answer:
    """The same where the portal and the person were looked up already.

    silent: nothing was asked of the person.
    """
    client, person, session = arrival.client, arrival.person, arrival.session
    if person is None or session is None:
        raise LookupError("A code is for somebody who is signed in.")
    if request.subject and request.subject != subject_of(client, person):
        return refuse(ground, events, request, _SOMEBODY_ELSE)
    exchange = Exchange(ground=ground, events=events, client=client, person=person)
    code = give_code(exchange, request, session, allowed_scopes=scopes, allowed_claims=claims)
    events.authorization_request_answered(
        client_id=client.id,
        account_id=person.account_id,
        session_id=session.id,
        acr=session.acr,
        silent=silent,
    )
    return Destination.of(request).carry(ground.settings.issuer, ("code", code))


_SWITCHED_OFF = ProtocolError("access_denied", "The account or the client is switched off.")
_SOMEBODY_ELSE = ProtocolError("login_required", "Somebody else is signed in.")

"""Authorization endpoint (OIDC Core §3.1.2): check, then answer at once, or ask the person."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from flask import Request

from idp.dead_ends import ClientMistake, TooManyRequests
from idp.errors import ProtocolError, Stop
from idp.flow import Need, Turn, Visitor
from idp.interaction import Interaction
from idp.limits import REQUESTS
from idp.pages import Service
from idp.policy import Known, Missing, first_missing
from idp.protocol import answers, redirects
from idp.protocol.answers import Destination
from idp.protocol.call import Provider
from idp.protocol.checks import RESPONSE_MODES, STATE_MAX, Asked, check
from idp.protocol.hints import read_hint
from idp.protocol.parameters import Parameters, of_page
from idp.protocol.request import AuthorizationRequest
from idp.protocol.subjects import subject_of
from idp.reply import Reply
from idp.resume import Resume
from idp.services import Services
from idp.store.arrivals import Arrival, find_arrival
from idp.store.clients import Client
from idp.store.sessions import Session
from idp.tokens import hash_secret

# What a portal is told when prompt=none forbids asking (OIDC Core §3.1.2.6).
SILENT = {
    "account_prompted": ProtocolError("account_selection_required", "An account must be chosen."),
    Need.IDENTITY: ProtocolError("login_required", "The person must sign in."),
    Need.CONSENT: ProtocolError("consent_required", "The person must agree."),
}


def read_authorization(request: Request) -> Parameters:
    """The parameters of an address or a form. Raises Stop: nobody else can be told yet."""
    try:
        return of_page(request)
    except ProtocolError as error:
        raise Stop(ClientMistake(problem="request", detail=error.description), 400) from error


def authorize(provider: Provider, services: Services, parameters: Parameters) -> Reply:
    """One authorization request: an answer for the portal, or the way to the first page.

    Raises Stop when there is no portal that could be answered (RFC 6749 §4.1.2.1).
    """
    count_request(services)
    arrival = _arrival(services, parameters)
    client = arrival.client
    services.events.concerns(client_id=client.id)
    given = _redirect_uri(parameters, client)
    asked = Asked(
        parameters=parameters,
        client=client,
        redirect_uri=given,
        acr_names=services.settings.acr_names,
        read_hint=lambda text: read_hint(text, provider, client.id),
    )
    ground, events = services.ground, services.events
    try:
        request = check(asked)
    except ProtocolError as error:
        answer = answers.refuse(ground, events, _destination(parameters, given), error)
        return Reply(answer=answer, service=service_of(arrival.client), session=arrival.session)
    return _Arrived(services, arrival, _for_its_person(request, arrival)).reply()


@dataclass(frozen=True, slots=True)
class _Arrived:
    """A sound request, and who is there."""

    services: Services
    arrival: Arrival
    request: AuthorizationRequest

    def reply(self) -> Reply:
        services, arrival = self.services, self.arrival
        if arrival.session is not None:
            services.sessions.touch(arrival.session)
        missing = first_missing(self.request.wanted(arrival.client), self._known())
        if missing is None:
            return Reply(
                answer=self._answer(), service=service_of(arrival.client), session=arrival.session
            )
        if "none" in self.request.prompt:
            error = SILENT.get(missing.reason) or SILENT[missing.need]
            answer = answers.refuse(services.ground, services.events, self.request, error)
            return Reply(answer=answer, service=service_of(arrival.client), session=arrival.session)
        return self._begin(missing)

    def _known(self) -> Known:
        person = self.arrival.person
        return Known(
            now=self.services.clock.now(),
            session=self.arrival.session,
            consented_scopes=(person and person.consented_scopes) or (),
            consented_claims=(person and person.consented_claims) or (),
            declined_claims=(person and person.declined_claims) or (),
        )

    def _answer(self) -> answers.Answer:
        request, person = self.request, self.arrival.person
        declined = set((person and person.declined_claims) or ())
        return answers.give(
            self.services.ground,
            self.services.events,
            request,
            self.arrival,
            scopes=request.scopes,
            claims=tuple(claim for claim in request.single_claims if claim not in declined),
            silent=True,
        )

    def _begin(self, missing: Missing) -> Reply:
        services, client = self.services, self.arrival.client
        interaction = services.interactions.begin(
            "portal", self.request.to_json(), client_id=client.id
        )
        services.events.authorization_request_received(
            client_id=client.id, interaction_id=interaction.id
        )
        return send_on(services, interaction, missing, self.arrival.session)


def send_on(
    services: Services, interaction: Interaction, missing: Missing, session: Session | None
) -> Reply:
    """303 to the first flow that meets the need."""
    browser = services.ground.browser
    visitor = Visitor(
        language=browser.language,
        browser=browser.words,
        session=session,
        more_time=browser.more_time,
        last_method=browser.method,
    )
    turn = Turn(visitor=visitor, services=services, interaction=interaction)
    resume = Resume(services, services.ground.house.routes, session)
    return resume.begin(missing.need, resume.bound(interaction, missing), turn)


def count_request(services: Services) -> None:
    """One more request of a browser's network. Raises Stop when there were too many (SEC-90)."""
    verdict = services.limits.hit(REQUESTS, services.limits.network)
    if not verdict.allowed:
        again_at = datetime.fromtimestamp(verdict.again_at, tz=UTC)
        wait_s = verdict.wait_s(services.clock.now())
        raise Stop(TooManyRequests(again_at=again_at), 429, wait_s)


def _arrival(services: Services, parameters: Parameters) -> Arrival:
    """The portal and who is signed in. Raises Stop for a portal that we do not know (SEC-3)."""
    client_id = parameters.get("client_id", "")
    if not client_id or "client_id" in parameters.repeated:
        raise _mistake("request", "client_id is missing or comes twice.", services)
    secret = services.ground.browser.session_secret
    cookie_hash = hash_secret(secret) if secret else ""
    found = find_arrival(services.ground.tx, client_id, cookie_hash, services.clock.now())
    if found is None:
        raise _mistake("unknown_client", "This client_id is not registered.", services)
    if found.client.disabled_at is not None:
        raise _mistake("client_disabled", "This client is switched off.", services, found.client)
    return found


def _redirect_uri(parameters: Parameters, client: Client) -> str:
    """RFC 9700 §2.1: exactly as registered, or nothing is sent anywhere."""
    given = parameters.get("redirect_uri", "")
    once = "redirect_uri" not in parameters.repeated
    if not once or not redirects.matches(given, client.redirect_uris, native=client.is_public):
        detail = "redirect_uri is missing, comes twice or is not registered."
        raise Stop(ClientMistake(problem="redirect_uri", detail=detail, service=service_of(client)))
    return given


def _destination(parameters: Parameters, redirect_uri: str) -> Destination:
    """Where an error goes, as far as the request can be believed."""
    mode = parameters.get("response_mode", "query")
    state = None if "state" in parameters.repeated else parameters.get("state")
    usable = mode in RESPONSE_MODES and "response_mode" not in parameters.repeated
    web = redirect_uri.startswith(("https://", "http://"))
    return Destination(
        redirect_uri=redirect_uri,
        response_mode=mode if usable and web else "query",
        state=state if state is not None and len(state) <= STATE_MAX else None,
    )


def _for_its_person(request: AuthorizationRequest, arrival: Arrival) -> AuthorizationRequest:
    """When id_token_hint names somebody who is not the one signed in, a new sign-in is needed."""
    if not request.subject or arrival.person is None or "login" in request.prompt:
        return request
    if subject_of(arrival.client, arrival.person) == request.subject:
        return request
    return replace(request, prompt=(*request.prompt, "login"))


def service_of(client: Client) -> Service:
    """The portal as pages name it."""
    return Service(
        name=client.name,
        language=client.name_language,
        home_url=client.home_url,
        contact=client.contact,
    )


def _mistake(problem: Any, detail: str, services: Services, client: Client | None = None) -> Stop:
    services.events.authorization_request_refused(reason=problem)
    service = service_of(client) if client else None
    return Stop(ClientMistake(problem=problem, detail=detail, service=service), 400)

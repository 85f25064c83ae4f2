"""End-session endpoint (OIDC RP-Initiated Logout §2): a portal asks that a person signs out."""

from __future__ import annotations

from flask import Request

from idp.dead_ends import ClientMistake
from idp.errors import ProtocolError, Stop
from idp.policy import Known, first_missing_of_sign_out
from idp.protocol.authorize import count_request, send_on
from idp.protocol.call import Provider
from idp.protocol.checks import STATE_MAX
from idp.protocol.hints import read_hint
from idp.protocol.parameters import Parameters, of_page, refuse_repeated
from idp.protocol.redirects import with_values
from idp.reply import Reply
from idp.resume import Resume
from idp.services import Services
from idp.store.clients import Client, find_client


def read_end_session(request: Request) -> Parameters:
    """The parameters of an address or a form. Raises Stop."""
    try:
        parameters = of_page(request)
        refuse_repeated(parameters)
    except ProtocolError as error:
        raise Stop(ClientMistake(problem="request", detail=error.description), 400) from error
    return parameters


def end_session(provider: Provider, services: Services, parameters: Parameters) -> Reply:
    """To the question whether the person wants it; nothing ends before they said so.

    A hint or address that does not fit is passed over, and the person is asked all the same: they
    came to sign out. They come back to the portal only by a link, and only when the portal
    proved with an ID token that it is the portal (§3, SEC-24).
    """
    count_request(services)
    client, return_url = _portal(provider, services, parameters)
    session = services.sessions.find()
    services.events.sign_out_request_received(client_id=client.id if client else "")
    interaction = services.interactions.begin(
        "sign_out",
        {"return_url": return_url},
        client_id=client.id if client else "",
        account_id=session.account_id if session else "",
    )
    missing = first_missing_of_sign_out(Known(now=services.clock.now(), session=session))
    if missing is None:
        return Resume(services, services.ground.house.routes, session).answer(interaction)
    return send_on(services, interaction, missing, session)


def _portal(
    provider: Provider, services: Services, parameters: Parameters
) -> tuple[Client | None, str]:
    """The portal that asks, and where it may be gone back to; "" without a proof of it."""
    client_id = parameters.get("client_id", "")
    proven = False
    hint = parameters.get("id_token_hint", "")
    if hint:
        try:
            audience = str(read_hint(hint, provider, client_id)["aud"])
            client_id, proven = audience, True
        except ProtocolError as error:
            services.events.sign_out_request_refused(reason=error.code, client_id="")
    client = find_client(services.ground.tx, client_id) if client_id else None
    if client is None or client.disabled_at is not None:
        return None, ""
    wanted, state = parameters.get("post_logout_redirect_uri", ""), parameters.get("state", "")
    if not proven or wanted not in client.post_logout_redirect_uris:
        return client, ""
    return client, with_values(wanted, (("state", state),) if 0 < len(state) <= STATE_MAX else ())

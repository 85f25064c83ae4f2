"""Token endpoint (RFC 6749 §3.2): a code or a refresh token against tokens."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from flask import Request, Response

from idp.errors import ProtocolError
from idp.limits import TOKEN_FAILURES
from idp.protocol import client_auth
from idp.protocol.call import Call
from idp.protocol.client_auth import Credentials
from idp.protocol.exchange import Exchange
from idp.protocol.parameters import Parameters, of_body, refuse_repeated
from idp.protocol.server import AskedRequest, Server
from idp.store.grants import Found, find_by_client_token, find_by_code
from idp.tokens import hash_secret

# Grant type -> the parameter that carries what is redeemed.
GRANT_TYPES = {"authorization_code": "code", "refresh_token": "refresh_token"}


@dataclass(frozen=True, slots=True)
class Presented:
    """A well-formed request, before anything was looked up."""

    parameters: Parameters
    credentials: Credentials
    secret_hash: str


def read_token(request: Request) -> Presented:
    """What is in the request. Raises ProtocolError."""
    parameters = of_body(request)
    refuse_repeated(parameters)
    grant_type = parameters.require("grant_type")
    if grant_type not in GRANT_TYPES:
        allowed = " or ".join(GRANT_TYPES)
        raise ProtocolError("unsupported_grant_type", f"Use the grant_type {allowed}.")
    credentials = client_auth.read(request.headers.get("Authorization"), parameters)
    return Presented(
        parameters, credentials, hash_secret(parameters.require(GRANT_TYPES[grant_type]))
    )


def token(call: Call, presented: Presented) -> Response:
    """Redeems what the client presents. Everything is written in this one transaction."""
    by_code = presented.parameters["grant_type"] == "authorization_code"
    look_up = find_by_code if by_code else find_by_client_token
    client_id = presented.credentials.client_id
    found = look_up(call.ground.tx, client_id, presented.secret_hash)
    exchange = begin(call, found, presented)
    asked = AskedRequest("POST", call.url("/token"), presented.parameters)
    with counted(call, exchange):
        made: Response = Server(exchange).create_token_response(asked)
    return made


def begin(call: Call, found: Found | None, presented: Presented) -> Exchange:
    """The exchange about what was found. Raises ProtocolError for a client that does not exist,
    and for one that failed too often from this network (SEC-90)."""
    network = call.limits.network
    if found is None:
        # Counted without the name that was tried: a guesser could take a new one each time.
        call.refuse_when_full(TOKEN_FAILURES, "", network)
        call.count(TOKEN_FAILURES, "", network)
        call.events.client_proof_refused(reason="unknown_client")
        raise client_auth.refused()
    call.client = found.client
    call.events.concerns(client_id=found.client.id)
    call.refuse_when_full(TOKEN_FAILURES, found.client.id, network)
    return Exchange(
        ground=call.ground,
        events=call.events,
        client=found.client,
        parameters=presented.parameters,
        credentials=presented.credentials,
        keys=call.provider.keys,
        person=found.person,
        grant=found.grant,
        token=found.token,
    )


@contextmanager
def counted(call: Call, exchange: Exchange) -> Iterator[None]:
    """Counts failures that only guessing brings about, while the error goes its way."""
    client_id = exchange.client.id
    try:
        yield
    except ProtocolError as error:
        if error.code == "invalid_client":
            method = exchange.credentials.method if exchange.credentials else ""
            call.events.client_proof_refused(reason=method, client_id=client_id)
        if error.code == "invalid_client" or exchange.suspicious:
            call.count(TOKEN_FAILURES, client_id, call.limits.network)
        raise

"""What the revocation endpoint reads and answers (RFC 7009 §2)."""

from __future__ import annotations

from flask import Request, Response

from idp.protocol import client_auth
from idp.protocol.access import token_id
from idp.protocol.call import Call
from idp.protocol.parameters import of_body, refuse_repeated
from idp.protocol.server import AskedRequest, Server
from idp.protocol.token import Presented, begin, counted
from idp.store.grants import find_by_client_token


def read_revocation(request: Request) -> Presented:
    """What is in the request; token_type_hint is only a hint. Raises ProtocolError."""
    parameters = of_body(request)
    refuse_repeated(parameters)
    credentials = client_auth.read(request.headers.get("Authorization"), parameters)
    return Presented(parameters, credentials, token_id(parameters.require("token")))


def revoke(call: Call, presented: Presented) -> Response:
    """200 for a token that has ended now, and for one that never was (RFC 7009 §2.2)."""
    tx, client_id = call.ground.tx, presented.credentials.client_id
    found = find_by_client_token(tx, client_id, presented.secret_hash)
    exchange = begin(call, found, presented)
    asked = AskedRequest("POST", call.url("/revoke"), presented.parameters)
    with counted(call, exchange):
        made: Response = Server(exchange).create_endpoint_response("revocation", asked)
    return made

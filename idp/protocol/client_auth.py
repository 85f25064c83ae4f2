"""How a client proves who it is: the one method that it is registered for (OIDC Core §9)."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import unquote_plus

from joserfc.jwk import KeySet

from idp.errors import ProtocolError
from idp.protocol import jose
from idp.protocol.jose import JoseProblem
from idp.protocol.parameters import Parameters
from idp.services import Ground
from idp.store.clients import Client
from idp.store.used_assertions import claim_assertion
from idp.tokens import hash_secret, same

METHODS = ("client_secret_basic", "client_secret_post", "private_key_jwt", "none")
ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
ASSERTION_LIFE_S = 300
LEEWAY_S = 30
CLIENT_ID_MAX = 200
JTI_MAX = 512
_BASIC = (("WWW-Authenticate", 'Basic realm="clients", charset="UTF-8"'),)


@dataclass(frozen=True, slots=True)
class Credentials:
    """What a request brought, before anything of it was checked. proof: secret or assertion."""

    method: str
    client_id: str
    proof: str = ""


def refused(description: str = "The client could not be recognised.") -> ProtocolError:
    """invalid_client, the same for a client that does not exist and a wrong proof."""
    return ProtocolError("invalid_client", description, 401, _BASIC)


def read(authorization: str | None, parameters: Parameters) -> Credentials:
    """The one set of credentials in a request. Raises ProtocolError for none or several."""
    ways = [
        way
        for way, there in (
            (_of_header, authorization is not None),
            (_of_secret, "client_secret" in parameters),
            (_of_assertion, "client_assertion" in parameters),
        )
        if there
    ]
    if len(ways) > 1:  # RFC 6749 §2.3: one method a request
        raise ProtocolError("invalid_request", "Use one way to authenticate the client.")
    found = ways[0](authorization or "", parameters) if ways else _of_id(parameters)
    named = parameters.get("client_id", found.client_id)
    if not found.client_id or len(found.client_id) > CLIENT_ID_MAX or named != found.client_id:
        raise refused("The client_id is missing, too long, or given twice with two values.")
    return found


def check(
    given: Credentials, client: Client | None, ground: Ground, audiences: tuple[str, ...]
) -> Client:
    """The client that these credentials prove. Raises ProtocolError invalid_client.

    audiences: what a client may call us in an assertion.
    """
    if client is None or client.disabled_at is not None:
        raise refused()
    # Fixed per client: a confidential one can never come without its proof (SEC-16).
    if given.method != client.auth_method:
        raise refused(f"This client is registered for {client.auth_method}.")
    if given.method in ("client_secret_basic", "client_secret_post"):
        if not client.secret_hash or not same(hash_secret(given.proof), client.secret_hash):
            raise refused()
    elif given.method == "private_key_jwt":
        _check_assertion(given, client, ground, audiences)
    return client


def _of_header(authorization: str, parameters: Parameters) -> Credentials:
    scheme, _, encoded = authorization.strip().partition(" ")
    if scheme.lower() != "basic":
        raise refused("Use the Basic scheme, or no Authorization header.")
    try:
        text = base64.b64decode(encoded.strip(), validate=True).decode("utf-8")
        name, colon, secret = text.partition(":")
        # RFC 6749 §2.3.1: both were form-encoded before they were joined.
        client_id, proof = (unquote_plus(part, errors="strict") for part in (name, secret))
    except (binascii.Error, UnicodeError, ValueError) as error:
        raise refused("The Authorization header is not Base64 of id:secret.") from error
    if not colon or not proof or not client_id.isprintable():
        raise refused("The Authorization header is not Base64 of id:secret.")
    return Credentials("client_secret_basic", client_id, proof)


def _of_secret(_: str, parameters: Parameters) -> Credentials:
    return Credentials(
        "client_secret_post", parameters.get("client_id", ""), parameters["client_secret"]
    )


def _of_assertion(_: str, parameters: Parameters) -> Credentials:
    if parameters.get("client_assertion_type") != ASSERTION_TYPE:
        raise refused(f"The client_assertion_type is {ASSERTION_TYPE}.")
    assertion = parameters["client_assertion"]
    try:
        # Whose key to look up, nothing more: the signature is checked before anything is given.
        subject = jose.peek(assertion).get("sub")
    except JoseProblem as problem:
        raise refused("The client_assertion is no signed token.") from problem
    if not isinstance(subject, str) or not subject.isprintable():
        raise refused("The client_assertion names no client.")
    return Credentials("private_key_jwt", subject, assertion)


def _of_id(parameters: Parameters) -> Credentials:
    return Credentials("none", parameters.get("client_id", ""))


def _check_assertion(
    given: Credentials, client: Client, ground: Ground, audiences: tuple[str, ...]
) -> None:
    """RFC 7523 §3, with an audience of one (FAPI 2.0 §5.3.2.1), a short life, used once."""
    try:
        keys = _keys_of(json.dumps(client.jwks or {}, sort_keys=True))
        claims = jose.verify(given.proof, keys, typ=("", "jwt", "client-authentication+jwt"))
    except JoseProblem as problem:
        raise refused(f"client_assertion: {problem}") from problem
    reason = _problem_of(claims, client.id, audiences, ground.clock.now())
    if reason:
        raise refused(f"client_assertion: {reason}")
    # Claimed last, so that an assertion which is refused for another reason is not used up.
    until_at = int(claims["exp"]) + LEEWAY_S
    if not claim_assertion(ground.tx, hash_secret(f"{client.id}\0{claims['jti']}"), until_at):
        raise refused("client_assertion: this jti was used before.")


def _problem_of(
    claims: Mapping[str, Any], client_id: str, audiences: tuple[str, ...], now: int
) -> str:
    times = {name: claims[name] for name in ("exp", "nbf", "iat") if name in claims}
    if any(isinstance(t, bool) or not isinstance(t, int | float) for t in times.values()):
        return "times are numbers."
    if claims.get("iss") != client_id or claims.get("sub") != client_id:
        return "iss and sub are the client_id."
    if claims.get("aud") not in audiences:  # a list could be meant for somebody else as well
        return "aud is our issuer, as one text."
    if "exp" not in times or times["exp"] <= now - LEEWAY_S:
        return "exp is missing or over."
    if times["exp"] > now + ASSERTION_LIFE_S + LEEWAY_S:
        return f"it may live {ASSERTION_LIFE_S} seconds at the most."
    if max(times.get("nbf", 0), times.get("iat", 0)) > now + LEEWAY_S:
        return "nbf or iat lies ahead."
    jti = claims.get("jti")
    if not isinstance(jti, str) or not 0 < len(jti) <= JTI_MAX:
        return "jti is missing or too long."
    return ""


@lru_cache(maxsize=512)
def _keys_of(jwks: str) -> KeySet:
    """The client's keys, opened once for as long as they stay the same."""
    return jose.load_set(json.loads(jwks))

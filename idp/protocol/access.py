"""Access tokens as they come back to us (RFC 6750 §2)."""

from __future__ import annotations

from flask import Request

from idp.errors import ProtocolError
from idp.protocol import jose
from idp.protocol.jose import JoseProblem
from idp.protocol.keys import KeyRing
from idp.protocol.parameters import of_body, refuse_repeated
from idp.tokens import hash_secret

OPAQUE_MAX = 512


def read_bearer(request: Request) -> str:
    """The access token, from the header or a form body, from one of them only.

    Raises ProtocolError: invalid_request for two, 401 without a code for none (RFC 6750 §3.1).
    """
    header = request.headers.get("Authorization")
    in_body = ""
    if request.method == "POST":
        parameters = of_body(request)
        refuse_repeated(parameters)
        in_body = parameters.get("access_token", "")
    elif request.query_string and "access_token" in request.args:
        # In an address it would end up in histories and logs (RFC 9700 §4.3.2).
        raise problem("invalid_request", "Send the access token in the header or in the body.", 400)
    if header is not None and in_body:
        raise problem("invalid_request", "Send the access token once.", 400)
    if in_body:
        return in_body
    scheme, _, token = (header or "").strip().partition(" ")
    if header is None or scheme.lower() != "bearer":
        raise ProtocolError("", "", 401, (("WWW-Authenticate", 'Bearer realm="userinfo"'),))
    return token.strip()


def token_id(token: str) -> str:
    """The id under which a token was stored: of its jti when it is one of our JWTs.

    Who only wants to end a token need not be believed: its id leads to a row or to none.
    """
    if token.count(".") != 2:
        return hash_secret(token)
    try:
        return hash_secret(str(jose.peek(token).get("jti", "")))
    except JoseProblem:
        return hash_secret(token)


def verified_id(token: str, keys: KeyRing, issuer: str) -> str:
    """The same where the token opens something: a JWT must be signed by us, as an access token.

    Raises ProtocolError invalid_token. Expiry and standing are judged on the stored row.
    """
    if token.count(".") != 2:
        if not 0 < len(token) <= OPAQUE_MAX:
            raise problem("invalid_token", "This is no access token.", 401)
        return hash_secret(token)
    try:
        claims = jose.verify(token, keys.verifiers(), typ=("at+jwt",))
    except JoseProblem as error:
        raise problem("invalid_token", "This is no access token.", 401) from error
    if claims.get("iss") != issuer or claims.get("aud") != issuer:
        raise problem("invalid_token", "This access token is for somebody else.", 401)
    return hash_secret(str(claims.get("jti", "")))


def problem(code: str, description: str, status: int) -> ProtocolError:
    """RFC 6750 §3: told in the header as well as in the body."""
    told = f'Bearer realm="userinfo", error="{code}", error_description="{description}"'
    return ProtocolError(code, description, status, (("WWW-Authenticate", told),))

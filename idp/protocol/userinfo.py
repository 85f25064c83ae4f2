"""UserInfo endpoint (OIDC Core §5.3): the claims that a person allowed."""

from __future__ import annotations

from typing import Any

from flask import Request

from idp import scopes
from idp.errors import ProtocolError
from idp.limits import TOKEN_FAILURES
from idp.protocol import claims
from idp.protocol.access import problem, read_bearer, verified_id
from idp.protocol.call import Call
from idp.protocol.standing import claims_now, problem_with, scopes_now
from idp.protocol.subjects import subject_of
from idp.store.grants import Found, find_by_token
from idp.store.tokens import ACCESS


def read_userinfo(request: Request) -> str:
    """The access token. Raises ProtocolError."""
    return read_bearer(request)


def userinfo(call: Call, access_token: str) -> dict[str, Any]:
    """`sub` and what the token's scopes and the claims parameter bring, as far as allowed now."""
    issuer = call.ground.settings.issuer
    token_id = verified_id(access_token, call.provider.keys, issuer)
    found = find_by_token(call.ground.tx, token_id)
    if found is None or found.grant is None or found.person is None or found.token is None:
        raise problem("invalid_token", "This access token is unknown.", 401)
    call.client = found.client
    reason = _problem_with(found, call.ground.clock.now())
    if reason:
        raise problem("invalid_token", "This access token has ended.", 401)
    client, grant, person = found.client, found.grant, found.person
    names = (
        *scopes.claims_of(scopes_now(client, grant, person, found.token.scopes)),
        *claims_now(client, grant.userinfo_claims, person),
    )
    told = claims.about(person, names, call.ground.vault)
    return {"sub": subject_of(client, person), **told}


def note_refusal(call: Call, error: ProtocolError) -> None:
    """Writes a refusal down, up to the limit of the network: beyond it, only the answer."""
    network = call.limits.network
    if call.limits.look(TOKEN_FAILURES, "userinfo", network).allowed:
        call.count(TOKEN_FAILURES, "userinfo", network)
        call.events.userinfo_claims_refused(reason=error.code or "missing")


def _problem_with(found: Found, now: int) -> str:
    token, grant, person = found.token, found.grant, found.person
    if token is None or grant is None or person is None or token.kind != ACCESS:
        return "other_kind"
    if token.revoked_at is not None:
        return "revoked"
    if token.expires_at <= now:
        return "expired"
    if scopes.OPENID not in token.scopes:
        return "scope"
    return problem_with(found.client, grant, person)

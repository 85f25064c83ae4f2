"""ID tokens that a portal shows us again (OIDC Core §3.1.2.1, RP-Initiated Logout §2)."""

from __future__ import annotations

from typing import Any

from idp.errors import ProtocolError
from idp.protocol import jose
from idp.protocol.call import Provider
from idp.protocol.jose import JoseProblem


def read_hint(text: str, provider: Provider, client_id: str = "") -> dict[str, Any]:
    """The claims of an ID token that we signed, however old.

    client_id: whose it must be; "" for any single client. Raises ProtocolError.
    """
    try:
        claims = jose.verify(text, provider.keys.verifiers(), typ=("jwt",))
    except JoseProblem as problem:
        raise _refused() from problem
    audience = claims.get("aud")
    own = claims.get("iss") == provider.house.settings.issuer
    if not own or not isinstance(audience, str) or (client_id and audience != client_id):
        raise _refused()
    if not isinstance(claims.get("sub"), str) or "at_hash" not in claims:
        raise _refused()  # signed by us, but not an ID token (T28)
    return claims


def _refused() -> ProtocolError:
    return ProtocolError("invalid_request", "The id_token_hint is no ID token of ours for you.")

"""Provider metadata (OIDC Discovery §3, RFC 8414 §2): true, and prepared once."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from idp import assurance, scopes
from idp.protocol.checks import DISPLAYS, RESPONSE_MODES
from idp.protocol.client_auth import METHODS
from idp.protocol.jose import ALGORITHMS
from idp.protocol.keys import Published
from idp.protocol.token import GRANT_TYPES
from idp.settings import Settings


def metadata(settings: Settings) -> dict[str, Any]:
    """Every capability that we have and none that we do not (SEC-28)."""
    issuer = settings.issuer
    methods = list(METHODS)
    return {
        "issuer": issuer,
        "authorization_endpoint": f"{issuer}/authorize",
        "token_endpoint": f"{issuer}/token",
        "userinfo_endpoint": f"{issuer}/userinfo",
        "revocation_endpoint": f"{issuer}/revoke",
        "end_session_endpoint": f"{issuer}/end-session",
        "jwks_uri": f"{issuer}/jwks.json",
        "service_documentation": f"{issuer}/help/start",
        "scopes_supported": list(scopes.SCOPES),
        "response_types_supported": ["code"],
        "response_modes_supported": list(RESPONSE_MODES),
        "grant_types_supported": list(GRANT_TYPES),
        "code_challenge_methods_supported": ["S256"],
        "acr_values_supported": [
            assurance.wire_name(level, settings.acr_names) for level in assurance.REACHABLE
        ],
        "subject_types_supported": ["pairwise", "public"],
        "id_token_signing_alg_values_supported": list(ALGORITHMS),
        "token_endpoint_auth_methods_supported": methods,
        "token_endpoint_auth_signing_alg_values_supported": list(ALGORITHMS),
        "revocation_endpoint_auth_methods_supported": methods,
        "revocation_endpoint_auth_signing_alg_values_supported": list(ALGORITHMS),
        "display_values_supported": list(DISPLAYS),
        "claim_types_supported": ["normal"],
        "claims_supported": [
            *("iss", "sub", "aud", "iat", "exp", "auth_time", "nonce", "acr", "amr", "sid"),
            "at_hash",
            *scopes.PERSONAL_CLAIMS,
        ],
        "ui_locales_supported": list(settings.languages),
        "prompt_values_supported": ["none", "login", "consent", "select_account"],
        "claims_parameter_supported": True,
        "request_parameter_supported": False,
        "request_uri_parameter_supported": False,
        "require_request_uri_registration": False,
        "authorization_response_iss_parameter_supported": True,
    }


def publish(settings: Settings) -> Published:
    """The metadata as they go over the wire."""
    body = json.dumps(metadata(settings), indent=2).encode()
    return Published(body, hashlib.sha256(body).hexdigest()[:32])

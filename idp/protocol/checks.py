"""The rules for an authorization request: one function, one rule, one source; in order.

A rule sees what was asked and returns the values that it vouches for. It raises ProtocolError,
which goes to the portal: client and redirect URI were checked before any of these (SEC-3).
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from idp import assurance, scopes
from idp.errors import ProtocolError
from idp.protocol.parameters import Parameters, refuse_repeated
from idp.protocol.request import AuthorizationRequest
from idp.store.clients import Client

RESPONSE_MODES = ("query", "form_post")
PROMPTS = ("none", "login", "consent", "select_account")
DISPLAYS = ("page", "popup", "touch", "wap")
STATE_MAX = NONCE_MAX = 4_096
HINT_MAX = 320
LOCALES_MAX = 20
MAX_AGE_MAX_S = 10**9
_CHALLENGE = re.compile(r"[A-Za-z0-9_-]{43}", re.ASCII)
_LOCALE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One request on its way through the rules.

    acr_names: the operator's names of our levels.
    read_hint: the claims of an ID token that we gave this client, its age not judged; raises
    ProtocolError for any other text.
    """

    parameters: Parameters
    client: Client
    redirect_uri: str
    acr_names: Mapping[str, str]
    read_hint: Callable[[str], Mapping[str, Any]]


Rule = Callable[[Asked], Mapping[str, Any]]


def once(asked: Asked) -> Mapping[str, Any]:
    """RFC 6749 §3.1: no parameter more than once."""
    refuse_repeated(asked.parameters)
    return {}


def response_mode(asked: Asked) -> Mapping[str, Any]:
    """OAuth 2.0 Multiple Response Types §2.1, Form Post Response Mode §2: the two that we have."""
    mode = asked.parameters.get("response_mode", "query")
    if mode not in RESPONSE_MODES:
        raise ProtocolError("invalid_request", "Use the response_mode query or form_post.")
    if mode == "form_post" and not asked.redirect_uri.startswith(("https://", "http://")):
        # A form sent to `javascript:` or a program's own scheme would run in our page's name.
        raise ProtocolError("invalid_request", "form_post needs a redirect_uri of the web.")
    return {"response_mode": mode}


def state(asked: Asked) -> Mapping[str, Any]:
    """RFC 6749 §4.1.1: kept as it is, in a length that an address can carry back."""
    value = asked.parameters.get("state")
    if value is not None and len(value) > STATE_MAX:
        raise ProtocolError("invalid_request", f"Keep state below {STATE_MAX} characters.")
    return {"state": value}


def request_object(asked: Asked) -> Mapping[str, Any]:
    """OIDC Core §3.1.2.6: what is not supported is refused by name, never fetched or ignored."""
    for name in ("request", "request_uri", "registration"):
        if name in asked.parameters:
            raise ProtocolError(f"{name}_not_supported", f"Send no {name}.")
    return {}


def response_type(asked: Asked) -> Mapping[str, Any]:
    """RFC 9700 §2.1.2: the code flow alone."""
    if asked.parameters.require("response_type") != "code":
        raise ProtocolError("unsupported_response_type", "Use the response_type code.")
    return {}


def grant_type(asked: Asked) -> Mapping[str, Any]:
    """RFC 6749 §4.1.2.1: only a client that may redeem codes gets one."""
    if "authorization_code" not in asked.client.grant_types:
        raise ProtocolError("unauthorized_client", "This client may not use the code flow.")
    return {}


def scope(asked: Asked) -> Mapping[str, Any]:
    """OIDC Core §3.1.2.1: openid must be there; RFC 6749 §3.3: what is unknown falls away."""
    given = scopes.split(asked.parameters.get("scope", ""))
    if scopes.OPENID not in given:
        raise ProtocolError("invalid_scope", "The scope must hold openid.")
    filtered = scopes.allowed(given, asked.client.scopes)
    if scopes.OPENID not in filtered:
        raise ProtocolError("invalid_scope", "This client may not ask for openid.")
    if "refresh_token" not in asked.client.grant_types:
        filtered = tuple(s for s in filtered if s != scopes.OFFLINE_ACCESS)  # OIDC Core §11
    return {"scopes": filtered}


def pkce(asked: Asked) -> Mapping[str, Any]:
    """RFC 7636 §4.3, RFC 9700 §2.1.1: S256 from every client, `plain` from none."""
    challenge = asked.parameters.get("code_challenge", "")
    method = asked.parameters.get("code_challenge_method", "")
    if not challenge and not method and asked.client.pkce == "optional":
        return {"code_challenge": ""}
    if not challenge:
        raise ProtocolError("invalid_request", "Send a code_challenge (PKCE).")
    if method != "S256":
        raise ProtocolError("invalid_request", "Use the code_challenge_method S256.")
    if not _CHALLENGE.fullmatch(challenge):
        raise ProtocolError("invalid_request", "An S256 code_challenge has 43 URL-safe characters.")
    return {"code_challenge": challenge}


def nonce(asked: Asked) -> Mapping[str, Any]:
    """OIDC Core §3.1.2.1: carried into the ID token as it is."""
    value = asked.parameters.get("nonce", "")
    if len(value) > NONCE_MAX:
        raise ProtocolError("invalid_request", f"Keep nonce below {NONCE_MAX} characters.")
    return {"nonce": value}


def prompt(asked: Asked) -> Mapping[str, Any]:
    """OIDC Core §3.1.2.1: none stands alone; values that we do not know are passed over."""
    given = asked.parameters.get("prompt", "").split()
    if "none" in given and len(set(given)) > 1:
        raise ProtocolError("invalid_request", "prompt=none cannot be joined with another value.")
    return {"prompt": tuple(value for value in PROMPTS if value in given)}


def max_age(asked: Asked) -> Mapping[str, Any]:
    """OIDC Core §3.1.2.1: whole seconds; 0 asks for a new sign-in."""
    text = asked.parameters.get("max_age")
    if text is None:
        return {"max_age_s": None}
    if not (text.isascii() and text.isdecimal()) or len(text) > 10:
        raise ProtocolError("invalid_request", "max_age is a whole number of seconds.")
    return {"max_age_s": min(int(text), MAX_AGE_MAX_S)}


def claims(asked: Asked) -> Mapping[str, Any]:
    """OIDC Core §5.5: single claims, of those that the client's scopes let it have."""
    wanted = _claims_parameter(asked)
    may_have = scopes.claims_of(asked.client.scopes)
    places = {}
    for place in ("id_token", "userinfo"):
        asked_here = wanted.get(place) or {}
        places[f"{place}_claims"] = tuple(name for name in may_have if name in asked_here)
    return places


def acr(asked: Asked) -> Mapping[str, Any]:
    """OIDC Core §5.5.1.1, §3.1.2.1: a level that is asked for is met or refused (SEC-15).

    `acr_values` names levels in order of preference, any of which will do. Values that are not
    ours are passed over, unless the claims parameter calls them essential.
    """
    given = asked.parameters.get("acr_values", "").split()
    claim = _member(_claims_parameter(asked).get("id_token"), "acr")
    essential = claim.get("essential") is True
    in_claim = claim.get("values") or [claim.get("value")]
    if not isinstance(in_claim, list):
        raise ProtocolError("invalid_request", "In claims, the values of acr are a list.")
    named = [value for value in in_claim if isinstance(value, str)]
    if essential and named:
        given = named
    levels = {assurance.level_of(value, asked.acr_names) for value in (*given, *named)} - {""}
    if essential and named and not levels:
        raise ProtocolError(
            "unmet_authentication_requirements", "None of these acr values can be reached here."
        )
    return {"acr": assurance.from_level(assurance.weakest(levels))}


def subject(asked: Asked) -> Mapping[str, Any]:
    """OIDC Core §3.1.2.2: id_token_hint, or a `sub` in the claims parameter, names who answers."""
    wanted = _member(_claims_parameter(asked).get("id_token"), "sub").get("value", "")
    if not isinstance(wanted, str):
        raise ProtocolError("invalid_request", "In claims, the value of sub is a text.")
    hint = asked.parameters.get("id_token_hint")
    if hint is None:
        return {"subject": wanted}
    told = str(asked.read_hint(hint).get("sub", ""))
    if wanted and wanted != told:
        raise ProtocolError("invalid_request", "id_token_hint and claims name two people.")
    return {"subject": told}


def hints(asked: Asked) -> Mapping[str, Any]:
    """OIDC Core §3.1.2.1: login_hint, ui_locales, display. Only wishes: odd ones fall away."""
    login_hint = asked.parameters.get("login_hint", "")
    locales = asked.parameters.get("ui_locales", "").split()[:LOCALES_MAX]
    display = asked.parameters.get("display", "")
    return {
        "login_hint": login_hint if len(login_hint) <= HINT_MAX else "",
        "ui_locales": tuple(tag for tag in locales if _LOCALE.fullmatch(tag)),
        "display": display if display in DISPLAYS else "",
    }


RULES: tuple[Rule, ...] = (
    response_mode,
    state,
    once,
    request_object,
    response_type,
    grant_type,
    scope,
    pkce,
    nonce,
    prompt,
    max_age,
    claims,
    acr,
    subject,
    hints,
)


def check(asked: Asked) -> AuthorizationRequest:
    """The request, when every rule lets it pass. Raises ProtocolError for the first one broken."""
    values: dict[str, Any] = {}
    for rule in RULES:
        values |= rule(asked)
    return AuthorizationRequest(
        client_id=asked.client.id, redirect_uri=asked.redirect_uri, **values
    )


def _claims_parameter(asked: Asked) -> Mapping[str, Any]:
    text = asked.parameters.get("claims")
    if text is None:
        return {}
    try:
        values = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ProtocolError("invalid_request", "The claims parameter is no JSON.") from error
    places = [values.get(p) for p in ("id_token", "userinfo")] if isinstance(values, dict) else [0]
    if not all(place is None or isinstance(place, dict) for place in places):
        raise ProtocolError("invalid_request", "The claims parameter is a JSON object of objects.")
    return dict(values)


def _member(place: Mapping[str, Any] | None, name: str) -> Mapping[str, Any]:
    value = (place or {}).get(name)
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise ProtocolError("invalid_request", f"In claims, {name} is an object or null.")
    return value

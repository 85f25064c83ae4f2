"""What a request still needs before it may be answered, as ordered checks with reasons."""

from __future__ import annotations

from dataclasses import dataclass

from idp.flow import Need
from idp.proofs import Proof
from idp.sessions import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a portal's request asks of policy; made by idp.protocol from the validated request.

    prompt: values of OIDC Core §3.1.2.1.  max_age_s: None when not asked.
    acr: names of our levels, any of which will do; () for any level.
    account_id: the only person who may answer (id_token_hint), "" for anybody.
    scopes, claims: what the portal would get.  consent_waived: recorded for a first party.
    """

    prompt: frozenset[str] = frozenset()
    max_age_s: int | None = None
    acr: tuple[str, ...] = ()
    account_id: str = ""
    scopes: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    consent_waived: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known when policy is asked.

    consented_scopes, consented_claims: what this person allowed this portal before.
    passkey_offer: "ask", "later" or "never", and "" when the offer makes no sense here.
    proofs: of the interaction; () when there is none yet.
    """

    now: int
    session: Session | None = None
    proofs: tuple[Proof, ...] = ()
    consented_scopes: tuple[str, ...] = ()
    consented_claims: tuple[str, ...] = ()
    passkey_offer: str = ""


@dataclass(frozen=True, slots=True)
class Missing:
    """The first need that is not met, and why: a reason code for events and the start page."""

    need: Need
    reason: str


def first_missing(wanted: Wanted, known: Known) -> Missing | None:
    """What a portal's request still needs; None when it may be answered now."""
    raise NotImplementedError

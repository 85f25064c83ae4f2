"""What a request still needs before it may be answered, as ordered checks with reasons.

    identity ──► consent ──► passkey offer ──► answer

Every check is one function: it looks at what is wanted and what is known, and returns a reason
or "". The first reason wins. Nothing here reads the store or the clock.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from idp import assurance
from idp.flow import Need
from idp.proofs import (
    AccountChoice,
    ConsentAnswer,
    IdentityProof,
    OfferAnswer,
    Proof,
    SignOutAnswer,
)
from idp.scopes import claims_of
from idp.sessions import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a request asks of policy; of a portal made from the validated request.

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

    account_id: whom the interaction is about already, "" while that is open.
    proofs: of the interaction, oldest first; () when there is none yet.
    consented_scopes, consented_claims, declined_claims: what this person answered before.
    offer_open: a passkey may be offered to this person.
    fresh_s: how old a proof given in this interaction may be, whatever `max_age_s` says.
    """

    now: int
    session: Session | None = None
    account_id: str = ""
    proofs: tuple[Proof, ...] = ()
    consented_scopes: tuple[str, ...] = ()
    consented_claims: tuple[str, ...] = ()
    declined_claims: tuple[str, ...] = ()
    offer_open: bool = False
    fresh_s: int = 300

    @property
    def current(self) -> tuple[Proof, ...]:
        """The proofs that are about the person who is signed in now.

        An answer that somebody else gave before them in this interaction counts no more.
        """
        mine: list[Proof] = []
        own = True
        for proof in self.proofs:
            if isinstance(proof, IdentityProof | AccountChoice):
                own = self.session is not None and proof.account_id == self.session.account_id
                mine = mine if own else []
            if own:
                mine.append(proof)
        return tuple(mine)

    def has(self, *kinds: type[Proof]) -> bool:
        return any(isinstance(proof, kinds) for proof in self.current)


@dataclass(frozen=True, slots=True)
class Missing:
    """The first need that is not met, and why: a reason code for events and the start page."""

    need: Need
    reason: str


Check = Callable[[Wanted, Known], str]


def nobody_signed_in(wanted: Wanted, known: Known) -> str:
    """Somebody must be signed in in this browser (OIDC Core §3.1.2.3).

    Where a mail would not be enough, the reason says so, before anybody asks for one.
    """
    if known.session:
        return ""
    mail_will_do = not wanted.acr or assurance.EMAIL in wanted.acr
    return "no_session" if mail_will_do else "no_passkey_session"


def other_account(wanted: Wanted, known: Known) -> str:
    """The person must be the one of id_token_hint, and the one who began (OIDC Core §3.1.2.2)."""
    account_id = known.session.account_id if known.session else ""
    mismatch = any(who and who != account_id for who in (wanted.account_id, known.account_id))
    return "other_account" if mismatch else ""


def login_prompted(wanted: Wanted, known: Known) -> str:
    """prompt=login wants a new proof, whatever there is already (OIDC Core §3.1.2.1).

    So does max_age=0, also in the second in which somebody signed in.
    """
    asked = "login" in wanted.prompt or wanted.max_age_s == 0
    return "login_prompted" if asked and not known.has(IdentityProof) else ""


def account_prompted(wanted: Wanted, known: Known) -> str:
    """prompt=select_account wants a choice, which a new proof is too (OIDC Core §3.1.2.1)."""
    asked = "select_account" in wanted.prompt and not known.has(IdentityProof, AccountChoice)
    return "account_prompted" if asked else ""


def too_old(wanted: Wanted, known: Known) -> str:
    """max_age limits the age of the proof itself (OIDC Core §3.1.2.1).

    A proof that was given in this interaction may be `fresh_s` old, so that somebody who reads
    the next page slowly is not sent back to the beginning.
    """
    if wanted.max_age_s is None or known.session is None:
        return ""
    here = known.has(IdentityProof)
    allowed_s = max(wanted.max_age_s, known.fresh_s) if here else wanted.max_age_s
    return "too_old" if known.now - known.session.authenticated_at > allowed_s else ""


def level_too_low(wanted: Wanted, known: Known) -> str:
    """acr_values and the client's own minimum; a mail never reaches a passkey's level (SEC-15)."""
    if not wanted.acr or known.session is None:
        return ""
    enough = any(assurance.reaches(known.session.acr, level) for level in wanted.acr)
    return "" if enough else "level_too_low"


def consent_prompted(wanted: Wanted, known: Known) -> str:
    """prompt=consent asks again, whatever was allowed before (OIDC Core §3.1.2.1)."""
    asked = "consent" in wanted.prompt and not known.has(ConsentAnswer)
    return "consent_prompted" if asked else ""


def consent_missing(wanted: Wanted, known: Known) -> str:
    """Everything that a portal would get was allowed, or waived for it (SEC-23, CN-5).

    An optional item that was declined is not asked for again and again.
    """
    if wanted.consent_waived or known.has(ConsentAnswer):
        return ""
    asked = set(wanted.claims) - set(claims_of(wanted.scopes))
    answered = {*known.consented_claims, *known.declined_claims}
    allowed = set(wanted.scopes) <= set(known.consented_scopes) and asked <= answered
    return "" if allowed else "consent_missing"


def offer_open(wanted: Wanted, known: Known) -> str:
    """After a sign-in by mail, an easier way for next time is offered once (PR-1)."""
    by_mail = any(
        isinstance(proof, IdentityProof) and proof.method == "magic_link" for proof in known.current
    )
    asked = known.offer_open and by_mail and not known.has(OfferAnswer)
    return "offer_open" if asked else ""


CHECKS: tuple[tuple[Need, Check], ...] = (
    (Need.IDENTITY, nobody_signed_in),
    (Need.IDENTITY, other_account),
    (Need.IDENTITY, login_prompted),
    (Need.IDENTITY, account_prompted),
    (Need.IDENTITY, too_old),
    (Need.IDENTITY, level_too_low),
    (Need.CONSENT, consent_prompted),
    (Need.CONSENT, consent_missing),
    (Need.PASSKEY_OFFER, offer_open),
)

# Of the person's own requests: into the account, a new passkey, signing out.
OWN_CHECKS: tuple[tuple[Need, Check], ...] = CHECKS[:6]


def first_missing(
    wanted: Wanted, known: Known, checks: tuple[tuple[Need, Check], ...] = CHECKS
) -> Missing | None:
    """What a request still needs; None when it may be answered now."""
    for need, check in checks:
        reason = check(wanted, known)
        if reason:
            return Missing(need, reason)
    return None


def first_missing_of_setup(wanted: Wanted, known: Known) -> Missing | None:
    """What adding a passkey from the account page still needs: a fresh proof, then the passkey."""
    missing = first_missing(wanted, known, OWN_CHECKS)
    if missing is None and not known.has(OfferAnswer):
        missing = Missing(Need.PASSKEY_OFFER, "passkey_wanted")
    return missing


def first_missing_of_sign_out(known: Known) -> Missing | None:
    """What signing out still needs: the person's own word, where anybody is signed in (SEC-24)."""
    if known.session is None or any(isinstance(p, SignOutAnswer) for p in known.proofs):
        return None
    return Missing(Need.SIGN_OUT, "sign_out_asked")

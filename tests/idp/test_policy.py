"""What a request still needs: every check, and the order in which they are asked."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from idp.flow import Need
from idp.policy import (
    CHECKS,
    Known,
    Missing,
    Wanted,
    first_missing,
    first_missing_of_setup,
    first_missing_of_sign_out,
)
from idp.proofs import (
    AccountChoice,
    ConsentAnswer,
    IdentityProof,
    OfferAnswer,
    Proof,
    SignOutAnswer,
    of_mail,
    of_passkey,
)
from idp.sessions import Session

NOW = 1_795_269_900
HOUR_S = 3_600
WANTED = Wanted(scopes=("openid", "email"))


def session(**values: Any) -> Session:
    sound: dict[str, Any] = {
        "id": "sid",
        "account_id": "ada",
        "browser": "Firefox (Windows)",
        "method": "magic_link",
        "acr": "email",
        "amr": ("otp",),
        "authenticated_at": NOW - HOUR_S,
        "created_at": NOW - HOUR_S,
        "last_seen_at": NOW,
        "idle_s": 1_800,
        "expires_at": NOW + HOUR_S,
    }
    return Session(**sound | values)


def by_mail(account_id: str = "ada", at: int = NOW) -> IdentityProof:
    return of_mail(interaction_id="i", account_id=account_id, proven_at=at)


def by_passkey() -> IdentityProof:
    return of_passkey(
        interaction_id="i", account_id="ada", acr="passkey", amr=("swk",), proven_at=NOW
    )


AGREED = Known(now=NOW, session=session(), consented_scopes=("openid", "email"))


def reason(wanted: Wanted, known: Known) -> str:
    missing = first_missing(wanted, known)
    return missing.reason if missing else ""


def test_somebody_signed_in_who_agreed_is_asked_nothing() -> None:
    """One session serves many portals."""
    assert first_missing(WANTED, AGREED) is None


@pytest.mark.parametrize(
    ("wanted", "known", "need", "why"),
    [
        ({}, {"session": None}, Need.IDENTITY, "no_session"),
        ({"acr": ("passkey",)}, {"session": None}, Need.IDENTITY, "no_passkey_session"),
        ({"account_id": "bob"}, {}, Need.IDENTITY, "other_account"),
        ({}, {"account_id": "bob"}, Need.IDENTITY, "other_account"),
        ({"prompt": frozenset({"login"})}, {}, Need.IDENTITY, "login_prompted"),
        ({"prompt": frozenset({"select_account"})}, {}, Need.IDENTITY, "account_prompted"),
        ({"max_age_s": HOUR_S - 1}, {}, Need.IDENTITY, "too_old"),
        ({"max_age_s": 0}, {}, Need.IDENTITY, "login_prompted"),
        ({"acr": ("passkey", "passkey-device")}, {}, Need.IDENTITY, "level_too_low"),
        ({"prompt": frozenset({"consent"})}, {}, Need.CONSENT, "consent_prompted"),
        ({"scopes": ("openid", "profile")}, {}, Need.CONSENT, "consent_missing"),
        ({"claims": ("locale",)}, {}, Need.CONSENT, "consent_missing"),
    ],
)
def test_each_thing_that_can_be_missing_is_found(
    wanted: dict[str, Any], known: dict[str, Any], need: Need, why: str
) -> None:
    """Every check names its need and its reason."""
    found = first_missing(replace(WANTED, **wanted), replace(AGREED, **known))

    assert found == Missing(need, why)


@pytest.mark.parametrize(
    ("wanted", "proofs"),
    [
        ({"prompt": frozenset({"login"})}, (by_mail(),)),
        ({"prompt": frozenset({"select_account"})}, (by_mail(),)),
        ({"prompt": frozenset({"select_account"})}, (AccountChoice("ada"),)),
        ({"prompt": frozenset({"consent"})}, (ConsentAnswer(True),)),
        ({"scopes": ("openid", "profile")}, (ConsentAnswer(True),)),
    ],
)
def test_each_thing_is_met_by_its_proof(wanted: dict[str, Any], proofs: tuple[Proof, ...]) -> None:
    """A proof given in this interaction answers what was asked."""
    assert first_missing(replace(WANTED, **wanted), replace(AGREED, proofs=proofs)) is None


def test_choosing_an_account_is_no_new_proof() -> None:
    """prompt=login is never met by pressing “Continue as” (SEC-14)."""
    wanted = replace(WANTED, prompt=frozenset({"login"}))

    assert reason(wanted, replace(AGREED, proofs=(AccountChoice("ada"),))) == "login_prompted"


def test_a_mail_never_reaches_the_level_of_a_passkey() -> None:
    """A fresh mail proves freshness, not strength (SEC-15)."""
    wanted = replace(WANTED, acr=("passkey",), max_age_s=60)
    mailed = replace(
        AGREED, session=session(authenticated_at=NOW, acr="email"), proofs=(by_mail(),)
    )
    keyed = replace(
        AGREED, session=session(authenticated_at=NOW, acr="passkey"), proofs=(by_passkey(),)
    )

    assert reason(wanted, mailed) == "level_too_low"
    assert reason(wanted, keyed) == ""


def test_a_stronger_level_will_do() -> None:
    """A device-bound passkey is good enough for who wants a passkey."""
    known = replace(AGREED, session=session(acr="passkey-device"))

    assert reason(replace(WANTED, acr=("passkey",)), known) == ""


def test_reading_slowly_costs_no_second_sign_in() -> None:
    """max_age=0 wants a new proof, and allows the minutes that reading the next page takes."""
    wanted = replace(WANTED, max_age_s=0)
    proven_at = NOW - 299
    known = replace(
        AGREED, session=session(authenticated_at=proven_at), proofs=(by_mail(at=proven_at),)
    )

    assert reason(wanted, known) == ""
    assert reason(wanted, replace(known, now=NOW + 2)) == "too_old"


def test_answers_of_somebody_else_count_no_more() -> None:
    """Whoever signs in over another person in one request answers everything anew."""
    wanted = replace(WANTED, prompt=frozenset({"consent"}))
    known = replace(AGREED, proofs=(by_mail("bob"), ConsentAnswer(True), by_mail("ada")))

    assert reason(wanted, known) == "consent_prompted"


def test_a_waived_consent_is_asked_only_when_the_portal_wants_that() -> None:
    """A first party asks nothing, except by prompt=consent (SEC-23)."""
    first_party = replace(WANTED, scopes=("openid", "profile"), consent_waived=True)

    assert reason(first_party, AGREED) == ""
    assert reason(replace(first_party, prompt=frozenset({"consent"})), AGREED) != ""


def test_a_declined_item_is_not_asked_again() -> None:
    """Who left an optional item out has answered (CN-5)."""
    known = replace(AGREED, declined_claims=("locale",))

    assert reason(replace(WANTED, claims=("locale",)), known) == ""


def test_claims_that_a_scope_brings_need_no_answer_of_their_own() -> None:
    """Asking twice for the address is asking once."""
    assert reason(replace(WANTED, claims=("email",)), AGREED) == ""


@pytest.mark.parametrize(
    ("proofs", "open_", "why"),
    [
        ((by_mail(),), True, "offer_open"),
        ((by_mail(),), False, ""),
        ((by_passkey(),), True, ""),
        ((), True, ""),
        ((by_mail(), OfferAnswer("later")), True, ""),
    ],
)
def test_a_passkey_is_offered_after_a_mail_and_once(
    proofs: tuple[Proof, ...], open_: bool, why: str
) -> None:
    """Only after a sign-in by mail in this request, and only until it is answered (PR-1)."""
    assert reason(WANTED, replace(AGREED, proofs=proofs, offer_open=open_)) == why


def test_needs_come_in_their_order() -> None:
    """First who it is, then what may be known, and the offer at the very end."""
    order = [need for need, _ in CHECKS]

    assert order == sorted(order, key=[Need.IDENTITY, Need.CONSENT, Need.PASSKEY_OFFER].index)


def test_adding_a_passkey_needs_a_fresh_proof_and_then_the_passkey() -> None:
    """No passkey is added by an old sign-in (PR-13)."""
    wanted = Wanted(max_age_s=300)
    fresh = replace(AGREED, session=session(authenticated_at=NOW - 300))

    assert first_missing_of_setup(wanted, AGREED) == Missing(Need.IDENTITY, "too_old")
    assert first_missing_of_setup(wanted, fresh) == Missing(Need.PASSKEY_OFFER, "passkey_wanted")
    done = replace(fresh, proofs=(OfferAnswer("added"),))
    assert first_missing_of_setup(wanted, done) is None


def test_signing_out_needs_the_persons_word_where_anybody_is_signed_in() -> None:
    """A portal may ask; the person decides (SEC-24)."""
    assert first_missing_of_sign_out(AGREED) == Missing(Need.SIGN_OUT, "sign_out_asked")
    assert first_missing_of_sign_out(replace(AGREED, proofs=(SignOutAnswer(True),))) is None
    assert first_missing_of_sign_out(replace(AGREED, session=None)) is None

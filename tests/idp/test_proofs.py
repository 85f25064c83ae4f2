"""Proofs: who can make one, and that storing changes none."""

from __future__ import annotations

from dataclasses import replace

import pytest

from idp.proofs import (
    AccountChoice,
    ConsentAnswer,
    GoBackAnswer,
    IdentityProof,
    OfferAnswer,
    Proof,
    SignOutAnswer,
    from_json,
    of_mail,
    of_passkey,
    to_json,
)

MAIL = of_mail(interaction_id="i", account_id="a", proven_at=1)
PASSKEY = of_passkey(interaction_id="i", account_id="a", acr="passkey", amr=("hwk",), proven_at=2)


@pytest.mark.parametrize(
    "proof",
    [
        MAIL,
        PASSKEY,
        AccountChoice("a"),
        ConsentAnswer(True, ("locale",)),
        ConsentAnswer(False),
        OfferAnswer("later"),
        SignOutAnswer(True),
        GoBackAnswer(),
    ],
)
def test_a_stored_proof_is_the_same_proof(proof: Proof) -> None:
    """Written to the interaction's row and read back, it says what it said."""
    assert from_json(to_json(proof)) == proof


def test_nobody_writes_a_proof_of_identity_by_hand() -> None:
    """Only the two verifications make one; a constructor call is refused (SEC-46)."""
    with pytest.raises(TypeError, match="made by a verification"):
        IdentityProof(
            interaction_id="i", account_id="a", method="passkey", acr="passkey", amr=(), proven_at=1
        )


def test_nobody_changes_a_proof_of_identity() -> None:
    """A mail's proof cannot be turned into a passkey's (SEC-15)."""
    with pytest.raises(TypeError, match="made by a verification"):
        replace(MAIL, acr="passkey")


def test_a_mail_proves_the_lowest_level() -> None:
    """Reading a mailbox is no authenticator (ML-18)."""
    assert MAIL.acr == "email"

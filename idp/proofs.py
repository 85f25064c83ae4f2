"""What a person has shown or answered during one interaction, and who may say so.

An IdentityProof is the only thing that opens a session. It can be made by the two functions
`of_mail` and `of_passkey` alone, which are called by the modules that verify: idp.links and
idp.passkeys (SEC-46). The other proofs are answers that a person gives to a question.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import InitVar, asdict, dataclass, fields
from typing import Any, Final

_VERIFIED: Final = object()


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityProof:
    """Somebody is the holder of this account, verified a moment ago.

    interaction_id: the one interaction that this proof counts for; "" when the link was
    opened in another browser, which then begins an interaction of its own.
    method: name of the flow, "magic_link" or "passkey".
    acr: one of our own level names, see idp.assurance.  amr: RFC 8176 values.
    proven_at: epoch seconds of the verification; becomes `auth_time`.
    """

    interaction_id: str
    account_id: str
    method: str
    acr: str
    amr: tuple[str, ...]
    proven_at: int
    verified: InitVar[object] = None

    def __post_init__(self, verified: object) -> None:
        # Nothing in the product can open a session with a proof that it wrote itself.
        if verified is not _VERIFIED:
            raise TypeError("An identity proof is made by a verification, never by hand.")


def of_mail(*, interaction_id: str, account_id: str, proven_at: int) -> IdentityProof:
    """The person read our mail: link or code. Called by idp.links after its claim succeeded."""
    return IdentityProof(
        interaction_id=interaction_id,
        account_id=account_id,
        method="magic_link",
        acr="email",
        amr=("otp",),
        proven_at=proven_at,
        verified=_VERIFIED,
    )


def of_passkey(
    *, interaction_id: str, account_id: str, acr: str, amr: tuple[str, ...], proven_at: int
) -> IdentityProof:
    """The person used a passkey. Called by idp.passkeys after WebAuthn §7.2 was passed.

    acr, amr: as idp.assurance judges the passkey ("passkey", "passkey-device", …).
    """
    return IdentityProof(
        interaction_id=interaction_id,
        account_id=account_id,
        method="passkey",
        acr=acr,
        amr=amr,
        proven_at=proven_at,
        verified=_VERIFIED,
    )


@dataclass(frozen=True, slots=True)
class AccountChoice:
    """“Continue as …”: the person chose the account that is signed in here already."""

    account_id: str


@dataclass(frozen=True, slots=True)
class ConsentAnswer:
    """What a portal may know. allowed False: nothing, and the portal is told so.

    optional: keys of the optional items that the person ticked.
    """

    allowed: bool
    optional: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OfferAnswer:
    """What became of the offer of a passkey: "added", "later" or "never"."""

    choice: str


@dataclass(frozen=True, slots=True)
class SignOutAnswer:
    """Whether the person really wants to sign out; False keeps everything as it is."""

    sign_out: bool


@dataclass(frozen=True, slots=True)
class GoBackAnswer:
    """The person goes back to the portal without signing in (access_denied)."""


Proof = IdentityProof | AccountChoice | ConsentAnswer | OfferAnswer | SignOutAnswer | GoBackAnswer

_KINDS: Final[Mapping[str, type[Any]]] = {
    "identity": IdentityProof,
    "account": AccountChoice,
    "consent": ConsentAnswer,
    "offer": OfferAnswer,
    "sign_out": SignOutAnswer,
    "go_back": GoBackAnswer,
}
_NAMES: Final = {made: name for name, made in _KINDS.items()}


def to_json(proof: Proof) -> dict[str, Any]:
    """The proof as JSON values, for the interaction's row."""
    return {"kind": _NAMES[type(proof)], **asdict(proof)}


def from_json(values: Mapping[str, Any]) -> Proof:
    """The proof of a stored row. Raises KeyError or TypeError for what to_json did not write."""
    made = _KINDS[values["kind"]]
    given = {f.name: values[f.name] for f in fields(made)}
    given = {name: tuple(v) if isinstance(v, list) else v for name, v in given.items()}
    if made is IdentityProof:
        given["verified"] = _VERIFIED  # it was verified before it was stored
    proof: Proof = made(**given)
    return proof

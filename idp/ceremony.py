"""Makes passkey options and checks passkey answers (WebAuthn §7.1, §7.2).

An answer is text from a stranger. Whatever is wrong with it ends as a CeremonyError with the
reason that a page can explain; nothing of it is believed before its signature was checked.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Literal

import webauthn
from webauthn.helpers import (
    base64url_to_bytes,
    decode_credential_public_key,
    decoded_public_key_to_cryptography,
    options_to_json_dict,
    parse_attestation_object,
    parse_authenticator_data,
)
from webauthn.helpers.cose import COSEKTY, COSEAlgorithmIdentifier
from webauthn.helpers.structs import (
    AttestationConveyancePreference,
    AuthenticatorDataFlags,
    AuthenticatorSelectionCriteria,
    AuthenticatorTransport,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

# What may sign (SEC-48): the curves that every device has, and RSA for Windows' TPMs.
ALGORITHMS = (
    COSEAlgorithmIdentifier.ECDSA_SHA_256,
    COSEAlgorithmIdentifier.EDDSA,
    COSEAlgorithmIdentifier.RSASSA_PKCS1_v1_5_SHA_256,
)
SMALLEST_RSA_BITS = 2048
LONGEST_CREDENTIAL_ID_BYTES = 1023  # WebAuthn §7.1 step 25
LONGEST_ANSWER_CHARACTERS = 60_000
LONGEST_CHALLENGE_BYTES = 64

Reason = Literal["refused", "wrong_site", "no_lock"]


class CeremonyError(Exception):
    """The answer was not accepted. reason: as the pages of the flows name it; detail: for logs."""

    def __init__(self, reason: Reason, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Site:
    """Who we are to a browser: host name, origin, and the name in its window."""

    host: str
    origin: str
    name: str


@dataclass(frozen=True, slots=True)
class Answer:
    """A device's answer, read and not yet believed."""

    values: dict[str, Any]
    challenge: bytes
    credential_id: bytes
    origin: str


@dataclass(frozen=True, slots=True)
class Assertion:
    """A checked sign-in answer (WebAuthn §7.2)."""

    user_handle: bytes
    sign_count: int
    backup_eligible: bool
    backed_up: bool


@dataclass(frozen=True, slots=True)
class Attestation:
    """A checked new passkey (WebAuthn §7.1). aaguid: unproven, for showing only."""

    credential_id: bytes
    public_key: bytes
    sign_count: int
    backup_eligible: bool
    backed_up: bool
    aaguid: str
    transports: tuple[str, ...]


# --- options


def request_options(site: Site, challenge: bytes, timeout_s: int) -> dict[str, Any]:
    """For navigator.credentials.get(): any passkey of this site, so no account shows (SEC-51)."""
    options = webauthn.generate_authentication_options(
        rp_id=site.host,
        challenge=challenge,
        timeout=timeout_s * 1000,
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return options_to_json_dict(options)


def creation_options(
    site: Site,
    challenge: bytes,
    timeout_s: int,
    *,
    user_handle: bytes,
    user_name: str,
    known: tuple[tuple[bytes, tuple[str, ...]], ...],
) -> dict[str, Any]:
    """For navigator.credentials.create().

    user_name: what the person reads in their device's list.
    known: credential id and transports of each passkey they have, so that none is made twice.
    """
    options = webauthn.generate_registration_options(
        rp_id=site.host,
        rp_name=site.name,
        user_id=user_handle,
        user_name=user_name,
        user_display_name=user_name,
        challenge=challenge,
        timeout=timeout_s * 1000,
        attestation=AttestationConveyancePreference.NONE,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED,
            user_verification=UserVerificationRequirement.REQUIRED,
        ),
        exclude_credentials=[
            PublicKeyCredentialDescriptor(id=key, transports=_transports(names))
            for key, names in known
        ],
        supported_pub_key_algs=list(ALGORITHMS),
    )
    return options_to_json_dict(options)


# --- answers


def read_answer(text: str) -> Answer:
    """The parts of an answer that are needed to look it up. Raises CeremonyError."""
    if not text or len(text) > LONGEST_ANSWER_CHARACTERS:
        raise CeremonyError("refused", "no answer, or one that no device makes")
    try:
        values = json.loads(text)
        client_data = json.loads(base64url_to_bytes(values["response"]["clientDataJSON"]))
        challenge = base64url_to_bytes(client_data["challenge"])
        credential_id = base64url_to_bytes(values["rawId"])
        origin = str(client_data["origin"])
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise CeremonyError("refused", "the answer cannot be read") from error
    if len(challenge) > LONGEST_CHALLENGE_BYTES:
        raise CeremonyError("refused", "the challenge is none of ours")
    if not 0 < len(credential_id) <= LONGEST_CREDENTIAL_ID_BYTES:
        raise CeremonyError("refused", "the credential id has a length that cannot be")
    _check_client_data(client_data)
    return Answer(values, challenge, credential_id, origin)


def check_assertion(answer: Answer, site: Site, public_key: bytes) -> Assertion:
    """Checks a sign-in answer. Raises CeremonyError.

    The counter is not judged here: the library's rule would lock out synced passkeys.
    """
    _check_origin(answer, site)
    try:
        data = base64url_to_bytes(answer.values["response"]["authenticatorData"])
        flags = parse_authenticator_data(data).flags
        _check_flags(flags)
        verified = webauthn.verify_authentication_response(
            credential=answer.values,
            expected_challenge=answer.challenge,
            expected_rp_id=site.host,
            expected_origin=site.origin,
            credential_public_key=public_key,
            credential_current_sign_count=0,
            require_user_verification=True,
        )
        handle = base64url_to_bytes(answer.values["response"]["userHandle"])
    except CeremonyError:
        raise
    except Exception as error:
        # The parsers under this call raise whatever malformed bytes make them raise (SEC-54).
        # Nothing of ours runs in it, and every way out of it is a refusal.
        raise CeremonyError("refused", f"not accepted: {type(error).__name__}") from error
    return Assertion(handle, verified.new_sign_count, flags.be, flags.bs)


def check_attestation(answer: Answer, site: Site) -> Attestation:
    """Checks a new passkey. Raises CeremonyError."""
    _check_origin(answer, site)
    try:
        data = base64url_to_bytes(answer.values["response"]["attestationObject"])
        flags = parse_attestation_object(data).auth_data.flags
        _check_flags(flags)
        made = webauthn.verify_registration_response(
            credential=answer.values,
            expected_challenge=answer.challenge,
            expected_rp_id=site.host,
            expected_origin=site.origin,
            require_user_verification=True,
            supported_pub_key_algs=list(ALGORITHMS),
        )
        strong = _is_strong(made.credential_public_key)
    except CeremonyError:
        raise
    except Exception as error:  # as in check_assertion
        raise CeremonyError("refused", f"not accepted: {type(error).__name__}") from error
    if not strong or len(made.credential_id) > LONGEST_CREDENTIAL_ID_BYTES:
        raise CeremonyError("refused", "the key is too weak, or its id too long")
    return Attestation(
        credential_id=made.credential_id,
        public_key=made.credential_public_key,
        sign_count=made.sign_count,
        backup_eligible=flags.be,
        backed_up=flags.bs,
        aaguid=made.aaguid,
        transports=_known_transports(answer.values["response"].get("transports")),
    )


# --- what the library leaves to us


def _check_client_data(client_data: dict[str, Any]) -> None:
    """No frames: a page of somebody else may not hold our ceremony (WebAuthn §7.2 steps 13, 14)."""
    if client_data.get("crossOrigin", False) is not False or "topOrigin" in client_data:
        raise CeremonyError("wrong_site", "made inside a page of another site")


def _check_origin(answer: Answer, site: Site) -> None:
    if answer.origin != site.origin:
        raise CeremonyError("wrong_site", "made for another origin")


def _check_flags(flags: AuthenticatorDataFlags) -> None:
    """UV: the device checked who holds it (SEC-43). BS without BE cannot be (WebAuthn §6.1.3)."""
    if not flags.uv:
        raise CeremonyError("no_lock", "the device did not check who holds it")
    if flags.bs and not flags.be:
        raise CeremonyError("refused", "backed up, and not able to be")


def _is_strong(public_key: bytes) -> bool:
    """Whether the key loads as a key at all and, for RSA, is long enough (SEC-48)."""
    decoded = decode_credential_public_key(public_key)
    key = decoded_public_key_to_cryptography(decoded)
    return decoded.kty != COSEKTY.RSA or getattr(key, "key_size", 0) >= SMALLEST_RSA_BITS


def _transports(names: tuple[str, ...]) -> list[AuthenticatorTransport]:
    return [transport for transport in AuthenticatorTransport if transport.value in names]


def _known_transports(given: object) -> tuple[str, ...]:
    """Only words of the standard, each once; devices may send anything here."""
    words = given if isinstance(given, list) else []
    return tuple(t.value for t in AuthenticatorTransport if t.value in words)

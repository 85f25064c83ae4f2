"""How sure a sign-in makes us, as names that portals can ask for.

    email < passkey < passkey-device < passkey-hardware

`email`: somebody reads this mailbox. It never satisfies a step-up and claims no assurance level
of any scheme (NIST SP 800-63B-4 forbids e-mail as an authenticator).
`passkey`: a passkey with user verification, possibly synced.
`passkey-device`: the same, and the passkey says that it never leaves its device.
`passkey-hardware`: the same, proven by an attestation that the operator trusts.

On the wire a level is `urn:stepfree:acr:<level>`; `acr_names` in the settings renames it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

EMAIL = "email"
PASSKEY = "passkey"
PASSKEY_DEVICE = "passkey-device"
PASSKEY_HARDWARE = "passkey-hardware"

LEVELS = (EMAIL, PASSKEY, PASSKEY_DEVICE, PASSKEY_HARDWARE)  # weakest first
# Without a verified attestation nobody can prove the last one; it may not be promised.
REACHABLE = LEVELS[:3]
URN = "urn:stepfree:acr:"


def reaches(given: str, wanted: str) -> bool:
    """Whether a sign-in at level `given` is good enough for `wanted`; "" wants nothing.

    Raises ValueError for a word that is no level: an unknown level is never good enough.
    """
    return not wanted or LEVELS.index(given) >= LEVELS.index(wanted)


def from_level(level: str) -> tuple[str, ...]:
    """This level and every stronger one; () for ""."""
    return LEVELS[LEVELS.index(level) :] if level else ()


def weakest(levels: Iterable[str]) -> str:
    """The weakest of some levels; "" when there are none."""
    return min(levels, key=LEVELS.index, default="")


def of_passkey(*, backup_eligible: bool, attested: bool) -> str:
    """The level of a sign-in with a passkey whose user verification succeeded.

    backup_eligible: the passkey may be synced (WebAuthn L3 §6.1.3).
    attested: its attestation was verified against the operator's list.
    """
    if backup_eligible:
        return PASSKEY
    return PASSKEY_HARDWARE if attested else PASSKEY_DEVICE


def amr_of_passkey(*, backup_eligible: bool) -> tuple[str, ...]:
    """RFC 8176 §2: what was used. Synced keys live in software, the others claim hardware."""
    return ("swk" if backup_eligible else "hwk", "user", "mfa")


def wire_name(level: str, names: Mapping[str, str]) -> str:
    """The `acr` value that portals see. names: our level -> the operator's name for it."""
    return names.get(level) or URN + level


def level_of(wire: str, names: Mapping[str, str]) -> str:
    """The level that a portal means with an `acr` value; "" when it is none that we can reach."""
    return next((level for level in REACHABLE if wire_name(level, names) == wire), "")

"""Names the keeper of a passkey, such as a password manager or a security key.

The number comes from the device itself, unproven: good for a name that a person knows again,
never for a decision (WebAuthn §6.5.1).
"""

from __future__ import annotations

_KEEPERS = {
    "ea9b8d66-4d01-1d21-3ce4-b6b48cb575d4": "Google Password Manager",
    "fbfc3007-154e-4ecc-8c0b-6e020557d7bd": "Apple Passwords",
    "dd4ec289-e01d-41c9-bb89-70fa845d4bf2": "Apple Passwords",
    "08987058-cadc-4b81-b6e1-30de50dcbe96": "Windows Hello",
    "9ddd1817-af5a-4672-a2b9-3e3dd95000a9": "Windows Hello",
    "6028b017-b1d4-4c02-b4b3-afcdafc96bb2": "Windows Hello",
    "53414d53-554e-4700-0000-000000000000": "Samsung Pass",
    "adce0002-35bc-c60a-648b-0b25f1f05503": "Chrome",
    "bada5566-a7aa-401f-bd96-45619a55120d": "1Password",
    "d548826e-79b4-db40-a3d8-11116f7e8349": "Bitwarden",
    "531126d6-e717-415c-9320-3d9aa6981239": "Dashlane",
    "50726f74-6f6e-5061-7373-50726f746f6e": "Proton Pass",
    "fdb141b2-5d84-443e-8a35-4698c205a502": "KeePassXC",
    "b84e4048-15dc-4dd0-8640-f4f60813c8af": "NordPass",
    "cb69481e-8ff7-4039-93ec-0a2729a154a8": "YubiKey",
    "ee882879-721c-4913-9775-3dfcce97072a": "YubiKey",
    "2fc0579f-8113-47ea-b116-bb5a8db9202a": "YubiKey",
}


def name(aaguid: str) -> str:
    """The keeper's own name, "" when we do not know it."""
    return _KEEPERS.get(aaguid, "")

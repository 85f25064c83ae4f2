"""What a portal may ask for, and which claims that brings (OIDC Core §5.4)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from types import MappingProxyType

OPENID = "openid"
EMAIL = "email"
PROFILE = "profile"
OFFLINE_ACCESS = "offline_access"

# Scope -> claims that the userinfo answer then holds. Of a profile we know the language alone:
# a portal can go on in the language that the person chose here.
CLAIMS = MappingProxyType(
    {
        OPENID: (),
        EMAIL: ("email", "email_verified"),
        PROFILE: ("locale",),
        OFFLINE_ACCESS: (),
    }
)
SCOPES = tuple(CLAIMS)
PERSONAL_CLAIMS = tuple(claim for claims in CLAIMS.values() for claim in claims)


def split(text: str) -> tuple[str, ...]:
    """The scopes of a space-separated list, in order, each once."""
    return tuple(dict.fromkeys(text.split()))


def allowed(asked: Iterable[str], registered: Collection[str]) -> tuple[str, ...]:
    """What of the asked scopes exists and is registered for the client (OIDC Core §3.1.2.1).

    What is checked, shown, stored and given is always this filtered list, never the raw one.
    """
    return tuple(scope for scope in asked if scope in CLAIMS and scope in registered)


def claims_of(scopes: Iterable[str]) -> tuple[str, ...]:
    """The claims that these scopes bring, in a fixed order."""
    have = set(scopes)
    return tuple(c for scope, claims in CLAIMS.items() if scope in have for c in claims)

"""What a person sees while they sign in with a passkey."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from idp.flow import Page, Service


@dataclass(frozen=True, slots=True, kw_only=True)
class Use(Page):
    """Says what will happen, then one press opens the device's own window.

    minutes: how long that window stays open (5, or 10 with more time).
    """

    template: ClassVar[str] = "passkey/use"

    service: Service | None = None
    minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NotYet(Page):
    """Not signed in yet, without blame: why, and the ways on in a fixed order.

    reason: what the script or the check found; "closed" covers closed, timed out and none found,
    which browsers do not tell apart on purpose.
    """

    template: ClassVar[str] = "passkey/not_yet"

    service: Service | None = None
    reason: Literal[
        "closed",
        "not_supported",
        "no_lock",
        "wrong_site",
        "unknown",
        "network",
        "refused",
        "expired",
    ]
    email_offered: bool


PAGES: tuple[type[Page], ...] = (Use, NotYet)

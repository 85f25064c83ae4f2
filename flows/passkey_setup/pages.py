"""What a person sees when they add a passkey."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Literal

from idp.flow import Mail, Page, Service, words

NAME_LIMIT = 100
NOTE_LIMIT = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer(Page):
    """Would you like an easier way next time? Every answer has the same weight.

    service: where the person goes afterwards; with from_account, a request there waits.
    minutes: how long the device's window stays open (5, or 10 with more time).
    """

    template: ClassVar[str] = "passkey_setup/offer"

    service: Service | None = None
    from_account: bool
    minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Added(Page):
    """The passkey is there; its name and a note can be changed. Limits are in characters."""

    template: ClassVar[str] = "passkey_setup/added"
    problems: ClassVar[Mapping[str, str]] = {
        "name_missing": words("The name is missing. Write a name that you will know again."),
        "name_too_long": words("This name is too long. Use at most %(name_limit)s characters."),
        "note_too_long": words("This note is too long. Use at most %(note_limit)s characters."),
    }

    service: Service | None = None
    name: str
    note: str = ""
    from_account: bool
    name_limit: int = NAME_LIMIT
    note_limit: int = NOTE_LIMIT


@dataclass(frozen=True, slots=True, kw_only=True)
class NotAdded(Page):
    """No passkey was added, without blame: why, and what to do now.

    service: the portal whose request waits for a passkey, else None.
    """

    template: ClassVar[str] = "passkey_setup/not_added"

    reason: Literal[
        "closed", "already", "not_supported", "no_lock", "network", "refused", "expired"
    ]
    service: Service | None = None
    from_account: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AddedMessage(Mail):
    """Tells every confirmed address about the new passkey. name: of the passkey."""

    template: ClassVar[str] = "passkey_setup/added_message"

    name: str
    at: datetime
    account_url: str
    not_me_url: str


PAGES: tuple[type[Page], ...] = (Offer, Added, NotAdded, AddedMessage)

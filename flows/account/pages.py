"""What a signed-in person sees of their own account."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Literal

from idp.flow import Mail, Page, Service, words

NAME_LIMIT = 100
NOTE_LIMIT = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class PasskeyRow:
    """One passkey. kept: "synced" by a keeper over several devices, or in one "device"."""

    id: str
    name: str
    note: str
    added_at: datetime
    last_used_at: datetime | None = None
    kept: Literal["synced", "device"]


@dataclass(frozen=True, slots=True, kw_only=True)
class BrowserRow:
    """One browser that is signed in. browser: in words.  how: name of the flow that signed in."""

    id: str
    browser: str
    began_at: datetime
    last_seen_at: datetime
    current: bool
    how: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SharingRow:
    """One portal and what it knows. items: names in the page's language."""

    client_id: str
    service: Service
    items: tuple[str, ...]
    since_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview(Page):
    """How do I sign in, where am I signed in, who knows what about me, who may help me.

    addresses: confirmed addresses of the person.  notice: what the last press did.
    """

    template: ClassVar[str] = "account/overview"

    addresses: tuple[str, ...]
    passkeys: tuple[PasskeyRow, ...]
    browsers: tuple[BrowserRow, ...]
    services: tuple[SharingRow, ...]
    notice: Literal[
        "",
        "passkey_added",
        "passkey_renamed",
        "passkey_removed",
        "browser_ended",
        "browsers_ended",
        "sharing_stopped",
    ] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RenamePasskey(Page):
    """Name and note of one passkey. old_name: as stored.  Limits are in characters."""

    template: ClassVar[str] = "account/rename_passkey"
    problems: ClassVar[Mapping[str, str]] = {
        "name_missing": words("The name is missing. Write a name that you will know again."),
        "name_too_long": words("This name is too long. Use at most %(name_limit)s characters."),
        "note_too_long": words("This note is too long. Use at most %(note_limit)s characters."),
    }

    name: str
    note: str = ""
    old_name: str
    name_limit: int = NAME_LIMIT
    note_limit: int = NOTE_LIMIT


@dataclass(frozen=True, slots=True, kw_only=True)
class RemovePasskey(Page):
    """Really remove it? other_browsers: how many other browsers are signed in now."""

    template: ClassVar[str] = "account/remove_passkey"

    name: str
    is_last: bool
    other_browsers: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EndBrowser(Page):
    """Really sign out there? browser, began_at: None and "" when it is about all others."""

    template: ClassVar[str] = "account/end_browser"

    browser: str = ""
    began_at: datetime | None = None
    all_others: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class StopSharing(Page):
    """Really stop? items: what the portal knows, in the page's language."""

    template: ClassVar[str] = "account/stop_sharing"

    service: Service
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PasskeyRemovedMessage(Mail):
    """Tells every confirmed address that a passkey is gone. name: of the passkey."""

    template: ClassVar[str] = "account/passkey_removed_message"

    name: str
    at: datetime
    account_url: str
    not_me_url: str


PAGES: tuple[type[Page], ...] = (
    Overview,
    RenamePasskey,
    RemovePasskey,
    EndBrowser,
    StopSharing,
    PasskeyRemovedMessage,
)

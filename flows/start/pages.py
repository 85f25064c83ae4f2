"""What a person sees when they come from a portal: the ways to sign in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from idp.flow import Page, Service


@dataclass(frozen=True, slots=True, kw_only=True)
class SignIn(Page):
    """The first page. Names the portal and offers every way in; nothing opens by itself.

    service: None when the person wants their own account.
    email: already known address, as typed.
    last_method: way that last worked in this browser; it is offered first.
    why: why a person who has signed in before is asked again, "" for an ordinary sign-in.
    setup_offered: offers the way to a first passkey, with a mail, to come back here afterwards.
    signed_in_as: masked address for "Continue as ...", "" hides that button.
    kept_hours, link_minutes, passkey_minutes: the clocks that this page promises.
    """

    template: ClassVar[str] = "start/sign_in"

    service: Service | None = None
    email: str = ""
    email_offered: bool = True
    passkey_offered: bool = True
    last_method: Literal["", "passkey", "magic_link"] = ""
    why: Literal["", "again", "passkey_needed", "own_account", "new_passkey"] = ""
    setup_offered: bool = False
    signed_in_as: str = ""
    kept_hours: int = 24
    link_minutes: int = 30
    passkey_minutes: int = 5


PAGES: tuple[type[Page], ...] = (SignIn,)

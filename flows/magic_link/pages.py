"""What a person sees while they sign in with the link or the code of one mail."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Literal

from idp.flow import Mail, Page, Service, words

CODE_PROBLEMS: Mapping[str, str] = {
    "code_missing": words("The code is missing. Copy it from the mail into the field."),
    "code_wrong": words("This code does not match. Compare it with the mail and try again."),
    "code_wrong_few": words(
        "This code does not match (tries left: %(tries_left)s). Compare it with the mail."
    ),
    "code_over": words("This code is too old. Ask for a new mail to get a new code."),
    "no_tries": words("There were too many wrong codes. Ask for a new mail to get a new code."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask(Page):
    """Asks for the address. email: as typed, so that nobody types it twice."""

    template: ClassVar[str] = "magic_link/ask"
    problems: ClassVar[Mapping[str, str]] = {
        "email_missing": words("Your e-mail address is missing. Write it in the field."),
        "email_not_an_address": words(
            "This does not look like an e-mail address. It needs an @, as in name@example.org."
        ),
        "email_too_long": words(
            "This e-mail address is too long. Use an address of at most 254 characters."
        ),
    }

    service: Service | None = None
    email: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckInbox(Page):
    """Waits for the mail: what to look for, and the field for its code.

    address: as typed.  sender, subject: as the mailbox will show them.
    reference: the word that stands in the mail too, so that both can be matched by ear.
    minutes: how long link and code live, counted from the last mail.
    notice: what the last press did.
    can_continue: the link was opened in this browser, so one press finishes.
    """

    template: ClassVar[str] = "magic_link/check_inbox"
    problems: ClassVar[Mapping[str, str]] = CODE_PROBLEMS

    service: Service | None = None
    address: str
    sender: str
    subject: str
    reference: str
    valid_until: datetime
    minutes: int
    notice: Literal["", "sent_again", "already_sent", "enough_sent"] = ""
    code: str = ""
    tries_left: int | None = None
    can_continue: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirm(Page):
    """The link, opened where the person began: one press signs in, and only a press.

    link_id: lets a wrong reader report the mail; "" leaves that out.
    shared: names of what this portal was allowed to know before and is told again.
    """

    template: ClassVar[str] = "magic_link/confirm"

    service: Service | None = None
    address_masked: str
    reference: str
    valid_until: datetime
    link_id: str = ""
    shared: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherBrowser(Page):
    """The link, opened elsewhere: two safe ways to go on, and one to say "not me".

    started_in: words such as "Firefox (Windows)".
    can_send_here: False once the one link for this browser was used up.
    sent: that link was sent just now.
    """

    template: ClassVar[str] = "magic_link/other_browser"
    problems: ClassVar[Mapping[str, str]] = CODE_PROBLEMS

    service: Service | None = None
    address_masked: str
    started_in: str
    started_at: datetime
    link_id: str
    can_send_here: bool
    sent: bool = False
    code: str = ""
    tries_left: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkOver(Page):
    """A link that works no more: which one, why, and one button to go on.

    email: the address as typed, only when this browser asked for the link.
    """

    template: ClassVar[str] = "magic_link/link_over"
    status: ClassVar[int] = 410

    reason: Literal["used", "expired", "replaced", "unknown"]
    service: Service | None = None
    email: str = ""
    can_send_again: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported(Page):
    """Thanks after "I did not ask for this". cancelled: the link works no more from now on."""

    template: ClassVar[str] = "magic_link/reported"

    cancelled: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Message(Mail):
    """The mail with link and code; either one finishes.

    asked_in: browser in words.
    account_known: False greets a first visit; the page that asked looks the same in both cases.
    for_this_browser: this is the one link for a second browser, without a code.
    """

    template: ClassVar[str] = "magic_link/message"

    service: Service | None = None
    link: str
    code: str
    valid_until: datetime
    minutes: int
    asked_in: str
    asked_at: datetime
    reference: str
    account_known: bool
    for_this_browser: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NoAccountMessage(Mail):
    """The mail to an address that cannot sign in here: no link, no code, and where to turn.

    Its subject is the one of Message, which the waiting page shows to everybody.
    closed: there is an account, which an operator disabled; False when there is none.
    """

    template: ClassVar[str] = "magic_link/no_account_message"

    service: Service | None = None
    closed: bool
    help_url: str
    asked_in: str
    asked_at: datetime
    reference: str


PAGES: tuple[type[Page], ...] = (
    Ask,
    CheckInbox,
    Confirm,
    OtherBrowser,
    LinkOver,
    Reported,
    Message,
    NoAccountMessage,
)

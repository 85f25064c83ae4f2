"""What a person reads when they want help: one page a topic, and the statement."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from flows.help.evidence import Audit, Defect
from idp.flow import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class Start(Page):
    """The ways to sign in, and what each one needs."""

    template: ClassVar[str] = "help/start"


@dataclass(frozen=True, slots=True, kw_only=True)
class MagicLink(Page):
    """Signing in with the mail, and what to do when it does not come."""

    template: ClassVar[str] = "help/magic_link"


@dataclass(frozen=True, slots=True, kw_only=True)
class Passkey(Page):
    """Signing in with a passkey, on each kind of device."""

    template: ClassVar[str] = "help/passkey"


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent(Page):
    """What a portal learns, and how to say no."""

    template: ClassVar[str] = "help/consent"


@dataclass(frozen=True, slots=True, kw_only=True)
class SignOut(Page):
    """What signing out does, and what it does not do."""

    template: ClassVar[str] = "help/sign_out"


@dataclass(frozen=True, slots=True, kw_only=True)
class Account(Page):
    """The own account page, part by part."""

    template: ClassVar[str] = "help/account"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem(Page):
    """What to do when a page says that something went wrong."""

    template: ClassVar[str] = "help/problem"


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement(Page):
    """How accessible this service is, and how to complain."""

    template: ClassVar[str] = "help/statement"

    audit: Audit | None = None
    defects: tuple[Defect, ...] = ()


PAGES: tuple[type[Page], ...] = (
    Start,
    MagicLink,
    Passkey,
    Consent,
    SignOut,
    Account,
    Problem,
    Statement,
)

"""Pages for requests that cannot go on; each one has a way on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Literal

from idp.pages import Page, Service


@dataclass(frozen=True, slots=True, kw_only=True)
class InteractionLost(Page):
    """The pending request ends here: too old, finished, begun in another browser, unknown, or the
    address that was just proven has no open account (no_account).

    service: the portal when it is known, so that its start page can be the way on.
    """

    template: ClassVar[str] = "errors/interaction_lost"
    status: ClassVar[int] = 410

    reason: Literal["expired", "other_browser", "finished", "unknown", "no_account"]
    service: Service | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CookiesNeeded(Page):
    """The browser keeps no cookie of ours, so nobody can sign in with it as it is.

    again_url: the same page, to try once cookies are allowed.
    """

    template: ClassVar[str] = "errors/cookies_needed"
    status: ClassVar[int] = 403

    again_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientMistake(Page):
    """The portal sent something wrong, so the answer may not go back to it (RFC 6749 §4.1.2.1).

    detail: one line for the portal's technicians; never an address to follow, never secret.
    """

    template: ClassVar[str] = "errors/client_mistake"
    status: ClassVar[int] = 400

    service: Service | None = None
    problem: Literal["unknown_client", "client_disabled", "redirect_uri", "request"]
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OurMistake(Page):
    """Trouble on our side. back_at: when to try again, None when nobody knows.

    503 and never 500: each request is one transaction, so trying again later is always right.
    """

    template: ClassVar[str] = "errors/our_mistake"
    status: ClassVar[int] = 503

    back_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NotFound(Page):
    """No page has this address."""

    template: ClassVar[str] = "errors/not_found"
    status: ClassVar[int] = 404


@dataclass(frozen=True, slots=True, kw_only=True)
class TooManyRequests(Page):
    """Too many presses from one place. again_at: when the next one will be answered."""

    template: ClassVar[str] = "errors/too_many_requests"
    status: ClassVar[int] = 429

    again_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class FormRefused(Page):
    """A stale or foreign form came in. Nothing was done and nothing is lost.

    back_url: the step to show again, "" when it is not known.
    """

    template: ClassVar[str] = "errors/form_refused"
    status: ClassVar[int] = 403

    back_url: str = ""


PAGES: tuple[type[Page], ...] = (
    InteractionLost,
    CookiesNeeded,
    ClientMistake,
    OurMistake,
    NotFound,
    TooManyRequests,
    FormRefused,
)

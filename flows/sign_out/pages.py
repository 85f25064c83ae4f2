"""What a person sees before and after they sign out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from idp.flow import Page, Service


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirm(Page):
    """A portal asked; the person decides. service: the portal, None from the own account."""

    template: ClassVar[str] = "sign_out/confirm"

    service: Service | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Done(Page):
    """Signed out here, and where the person may still be signed in.

    return_url: registered address of the portal that asked; a link, never a redirect.
    """

    template: ClassVar[str] = "sign_out/done"

    services: tuple[Service, ...]
    asked_by: Service | None = None
    return_url: str = ""


PAGES: tuple[type[Page], ...] = (Confirm, Done)

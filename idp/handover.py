"""The page that carries an answer to a portal as a form (response_mode=form_post)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from idp.pages import Page, Service


@dataclass(frozen=True, slots=True, kw_only=True)
class FormPost(Page):
    """Sent on by our script at once, by a visible button without script.

    redirect_uri: the validated address of the portal.  values: the answer's fields, in order.
    """

    template: ClassVar[str] = "handover/form_post"

    service: Service
    redirect_uri: str
    values: tuple[tuple[str, str], ...]


PAGES: tuple[type[Page], ...] = (FormPost,)

"""Messages that the house itself sends about an account, whatever flow was used."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from idp.pages import Mail, Page


@dataclass(frozen=True, slots=True, kw_only=True)
class NewBrowserMessage(Mail):
    """Tells every confirmed address about a sign-in from a new browser. browser: in words."""

    template: ClassVar[str] = "account/new_browser_message"

    browser: str
    at: datetime
    account_url: str
    not_me_url: str


PAGES: tuple[type[Page], ...] = (NewBrowserMessage,)

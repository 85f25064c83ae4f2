"""What the router decided about one request, before any of it is rendered or sent.

It is decided inside the transaction and sent after it, so nothing that was promised to a person
can be taken back by the database.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from idp.interaction import Interaction
from idp.pages import Data, Page, Service
from idp.protocol.answers import Answer
from idp.routes import Place
from idp.sessions import Session


@dataclass(frozen=True, slots=True)
class Cookie:
    """One cookie to set, by its short name (see idp.browser).

    value: "" takes the cookie away.  life_s: None until the browser closes.
    """

    name: str
    value: str
    life_s: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """Exactly one of page, data, location and answer.

    location: own path, sent as 303.  answer: goes to the portal, as 303 or as the form_post page.
    status: 0 takes the page's own, or 422 when it carries errors.
    place, interaction: where the page stands; its addresses and its CSP follow from them.
    service: the portal of an answer that needed no interaction.
    session: who is signed in when the page is shown.
    forget: the person signed out, so the browser is to forget what it keeps (SEC-61).
    back: own path where GET shows a page that has no place; "" when there is none.
    """

    page: Page | None = None
    data: Data | None = None
    location: str = ""
    answer: Answer | None = None
    status: int = 0
    place: Place | None = None
    interaction: Interaction | None = None
    service: Service | None = None
    session: Session | None = None
    cookies: tuple[Cookie, ...] = ()
    forget: bool = False
    retry_after_s: int = 0
    reference: str = ""
    back: str = ""

    def setting(self, *cookies: Cookie) -> Reply:
        """The same reply with more cookies."""
        return replace(self, cookies=(*self.cookies, *cookies))

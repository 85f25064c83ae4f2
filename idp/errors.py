"""Every way a request can end badly, and who is told.

Three families that never mix: ProtocolError is told to the portal; errors in a form are no
exceptions but keys in `page.errors`; Stop is a dead end that is told to the person, on a page
with a way on. Anything else is our own fault and becomes the page `errors/our_mistake`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from idp.pages import Page


class SettingsError(Exception):
    """The settings cannot work. Told to the operator, all problems together, at start."""


@dataclass(eq=False)
class ProtocolError(Exception):
    """Told to the portal (RFC 6749 §5.2, §4.1.2.1).

    code: the wire code, such as "invalid_request".  description: ASCII, says what to do.
    status: of an answer that is no redirect.  headers: further response headers.
    """

    code: str
    description: str
    status: int = 400
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(eq=False)
class Stop(Exception):
    """A dead end, told to the person: a page with a next step. Raised only inside idp.

    status: 4xx, or 503 when it is our side; never 500.
    """

    page: Page
    status: int = 400
    retry_after_s: int = 0

"""What is to be audited: pages, each with the views under which it is looked at."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

from a11y.asked_wrong import AskedWrong
from a11y.conditions import Condition


class TargetsError(AskedWrong):
    """What is to be audited is not complete, or there is nothing; the message says what."""


@dataclass(frozen=True, slots=True)
class Visit:
    """One page in one language, loaded once and looked at under all these conditions.

    state: what the page is called: "flow/page/state" for one of our own page states, the address
    for any other page.  purpose: of the page, "" when nobody said.  language: that it is asked
    for in, "" for whatever comes.
    walk: the Tab walk, which costs most and does not depend on the language, is due.
    url: the whole address; "" for a page state of ours, which stands below the service's address.
    own: a page of this house, of which more is asked than of others, and which names its state.
    """

    state: str
    purpose: str
    language: str
    conditions: tuple[Condition, ...]
    walk: bool = True
    url: str = ""
    own: bool = True

    @property
    def path(self) -> str:
        return f"/states/{self.state}?{urlencode({'language': self.language})}"

    def address(self, base: str) -> str:
        """Where it is. base: address of the service that shows our page states."""
        return self.url or base + self.path

    @property
    def name(self) -> str:
        """The page in its language, whatever the condition."""
        return f"{self.state}/{self.language}" if self.own or self.language else self.state

    def view_id(self, condition: Condition) -> str:
        """Name of one view, in reports and waivers: "flow/page/state/language/condition".

        That of another site's page is "https://example.org/contact (narrow_320)", or with the
        language before the condition.
        """
        if self.own:
            return f"{self.name}/{condition.name}"
        return f"{self.state} ({', '.join(filter(None, (self.language, condition.name)))})"


def check_address(url: str) -> None:
    """Raises TargetsError, which says why, when it is no address of the web."""
    try:
        parts = urlsplit(url)
        port = parts.port  # reading one beyond all ports raises
    except ValueError as error:
        raise TargetsError(f"“{url}” is no address: {error}.") from error
    if parts.scheme not in ("http", "https"):
        raise TargetsError(f"“{url}” is no address. It begins with https:// or http://.")
    if not parts.hostname:
        raise TargetsError(f"“{url}” is no address. After https:// stands the name of a host.")
    if port == 0:
        raise TargetsError(f"“{url}” is no address: nothing answers at port 0.")
    if any(sign.isspace() for sign in url):
        raise TargetsError(f"“{url}” is no address: it holds a space. Write %20 in its place.")


def addresses(
    urls: tuple[str, ...], languages: tuple[str, ...], conditions: tuple[Condition, ...]
) -> tuple[Visit, ...]:
    """Pages of any site. languages: each page is asked for in each of them.

    Raises TargetsError for what is no address of the web.
    """
    for url in urls:
        check_address(url)
    return tuple(
        Visit(url, "", language, conditions, walk=number == 0, url=url, own=False)
        for url in dict.fromkeys(urls)
        for number, language in enumerate(languages or ("",))
    )

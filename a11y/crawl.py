"""Finds the pages of a site: by its site map, or by following its links as far as it allows."""

from __future__ import annotations

import html
import re
import zlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from urllib.error import HTTPError, URLError
from urllib.parse import urldefrag, urljoin, urlsplit
from urllib.request import Request, urlopen
from urllib.robotparser import RobotFileParser

from a11y.browser import Browser
from a11y.chromium import BrowserError, NotAPage, PageError
from a11y.rule import PROBE
from a11y.targets import TargetsError, check_address

NAME = "a11y"
ANSWER_LIMIT_S = 20
MOST_BYTES = 20_000_000
MOST_MAPS = 50
GZIP = b"\x1f\x8b"
LINKS = f"""
const page = (() => {{{PROBE}}})();
return page.all("a[href]:not([download]), area[href]").map(link => link.href)
  .filter(href => page.address(href));
"""
Told = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Bounds:
    """How far a crawl goes. depth: links from the first page.  most: pages.

    exclude: globs over addresses, such as "*/sign-out*".
    """

    depth: int = 3
    most: int = 50
    exclude: tuple[str, ...] = ()

    def allows(self, url: str) -> bool:
        return not any(fnmatchcase(url, glob) for glob in self.exclude)


def from_map(url: str, bounds: Bounds, tell: Told) -> tuple[str, ...]:
    """The pages that a site map names, or the maps that it names. Raises TargetsError.

    What it names that is no address is left out, and told.
    """
    pages: dict[str, None] = {}
    maps = deque([url])
    seen = {url}
    while maps:
        text = _text(maps.popleft())
        places = [html.unescape(place) for place in re.findall(r"<loc>\s*([^<]*?)\s*</loc>", text)]
        if "<sitemapindex" in text:
            new = [place for place in dict.fromkeys(places) if place not in seen]
            maps.extend(new[: MOST_MAPS - len(seen)])
            seen.update(new)
        else:
            pages |= dict.fromkeys(_sound(filter(bounds.allows, places), tell))
    if not pages:
        raise TargetsError(f"{url} names no page: a site map has <loc> elements.")
    return tuple(pages)[: bounds.most]


def _sound(places: Iterable[str], tell: Told) -> Iterator[str]:
    for place in places:
        try:
            check_address(place)
        except TargetsError as error:
            tell(f"Left out: {error}")
        else:
            yield place


def crawled(url: str, bounds: Bounds, start: Callable[[], Browser], tell: Told) -> tuple[str, ...]:
    """The pages of one origin that are found by links, in the order of their finding.

    What robots.txt does not allow is left out, and so is what is no page. A page that cannot be
    opened is in the list, so that the audit says so. start: gives a browser, when one is needed.
    """
    robots = allowed(url)
    found: dict[str, None] = {}
    waiting = deque([(urldefrag(url).url, 0)])
    seen = {waiting[0][0]}
    browser: Browser | None = None
    try:
        while waiting and len(found) < bounds.most:
            here, depth = waiting.popleft()
            browser = browser or start()
            links: Sequence[str] = ()
            try:
                links = _links(browser, here, url)
            except NotAPage as error:
                tell(f"Left out: {error}")
                continue
            except PageError as error:
                tell(f"{error} It is looked at again in the audit.")
            except BrowserError as error:
                tell(f"{error} It is looked at again in the audit.")
                browser.close()
                browser = None
            found[here] = None
            tell(f"[{len(found)} found, {len(waiting)} to follow] {here}")
            for link in _new(links, url, bounds, robots) if depth < bounds.depth else ():
                if link not in seen:
                    seen.add(link)
                    waiting.append((link, depth + 1))
    finally:
        if browser is not None:
            browser.close()
    return tuple(found)


def _links(browser: Browser, here: str, start: str) -> Sequence[str]:
    browser.open(here)
    browser.follow()
    if not browser.arrival.is_page:
        raise NotAPage(f"{here} is {browser.arrival.kind}, which is no web page.")
    if origin(browser.arrival.address) != origin(start):
        raise NotAPage(f"{here} leads on to another site, {browser.arrival.address}.")
    found: list[str] = browser.evaluate(LINKS)
    return found


def _new(
    links: Sequence[str], start: str, bounds: Bounds, robots: RobotFileParser
) -> Iterator[str]:
    for link in links:
        url = urldefrag(link).url
        if origin(url) == origin(start) and bounds.allows(url) and robots.can_fetch(NAME, url):
            yield url


def origin(url: str) -> tuple[str, str]:
    """Scheme, and host with port: two addresses of one site have the same."""
    parts = urlsplit(url)
    return parts.scheme, parts.netloc


def allowed(url: str) -> RobotFileParser:
    """What robots.txt of this site allows. Raises TargetsError when the site cannot say it."""
    robots = RobotFileParser()
    try:
        robots.parse(_text(urljoin(url, "/robots.txt")).splitlines())
    except TargetsError as error:
        # RFC 9309 §2.3.1: there is none: all may be visited. It cannot be had: nothing may.
        cause = error.__cause__
        if not isinstance(cause, HTTPError) or cause.code >= 500:
            raise
        robots.parse([])
    if not robots.can_fetch(NAME, url):
        raise TargetsError(f"robots.txt does not allow a11y to visit {url}. Ask the site’s owner.")
    return robots


def _text(url: str) -> str:
    check_address(url)
    asked = Request(url, headers={"User-Agent": NAME})  # noqa: S310 - the scheme is checked above
    try:
        with urlopen(asked, timeout=ANSWER_LIMIT_S) as answer:  # noqa: S310 - the same
            content: bytes = answer.read(MOST_BYTES)
        if content.startswith(GZIP):
            content = zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(content, MOST_BYTES)
    except HTTPError as error:
        error.close()
        raise TargetsError(f"{url} cannot be read: it answers with status {error.code}.") from error
    except (URLError, OSError, ValueError, zlib.error) as error:
        raise TargetsError(f"{url} cannot be read: {error}.") from error
    return content.decode("utf-8", errors="replace")

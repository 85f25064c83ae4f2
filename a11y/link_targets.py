"""Where links of the same name lead: whether two pages serve the same purpose."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import asdict, dataclass
from enum import Enum
from typing import Any
from urllib.parse import urldefrag, urlsplit

from a11y import vocabulary
from a11y.browser import Browser
from a11y.chromium import BrowserError
from a11y.second_window import aside

# What is loaded costs time, and every load is a visit: a few pages of the same site, each briefly.
MOST_PAGES = 6
LOAD_TIMEOUT_S = 4
# A link may do something when it is followed. Nothing with such a name or address is opened.
NEVER = re.compile(
    r"log-?out|sign-?out|log-?off|delete|remove|destroy|unsubscribe|cancel|revoke|confirm|token"
    r"|abmeld|lösch|entfern|kündig|déconn|deconn|suppr|annul|ofmell|läsch",
    re.IGNORECASE,
)
FILE = re.compile(r"\.(?!html?$|php$|aspx?$|jsp$)[a-z0-9]{2,4}$", re.IGNORECASE)
# Of a page: its address at last, and its words without what all pages of a site share.
LOOK = r"""
const refresh = document.querySelector('meta[http-equiv="refresh" i]')?.content ?? "";
const soon = /^\s*0\s*[;,]\s*url\s*=\s*['"]?([^'"]+)/i.exec(refresh)?.[1] ?? "";
const whole = document.body?.innerText ?? "";
for (const part of document.querySelectorAll(`nav, body > header, body > footer, aside,
    [role=navigation], [role=banner], [role=contentinfo], script, style`)) part.remove();
const main = document.querySelector("main, [role=main]") ?? document.body;
return {href: location.href,
  soon: soon && (URL.parse(soon, document.baseURI)?.href ?? ""),
  title: document.title, words: (main?.innerText ?? "").trim() || whole,
  images: [...document.images].map(image => image.src).join(" ")};
"""

# Read once for all rules that ask, while the page is open.
KEPT = 'return window[Symbol.for("link targets")] ?? {};'
KEEP = 'window[Symbol.for("link targets")] = arguments[0];'


class Sameness(Enum):
    """Do two addresses serve the same purpose?"""

    SAME = "same"
    OTHER = "other"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Page:
    """A page that a link leads to, or None of it when it could not be looked at."""

    href: str
    title: str
    words: str
    images: str


def plain_address(href: str) -> str:
    """Without what makes no difference: scheme, "www.", "index.html", the last slash."""
    parts = urlsplit(urldefrag(href).url)
    path = re.sub(r"/(index|default)\.\w{2,5}$", "/", parts.path).rstrip("/")
    host = parts.netloc.lower().removeprefix("www.")
    return f"{host}{path}" + (f"?{parts.query}" if parts.query else "")


def look(browser: Browser, addresses: Iterable[str], base: str) -> dict[str, Page]:
    """Loads those of the same site, in a window of their own; what cannot be read is left out."""
    origin = urlsplit(base)[:2]
    wanted = [
        address
        for address in dict.fromkeys(addresses)
        if urlsplit(address)[:2] == origin
        and not NEVER.search(address)
        and not FILE.search(urlsplit(address).path)
        and plain_address(address) != plain_address(base)
    ]
    found: dict[str, Page] = {}
    if not wanted:
        return found
    kept: dict[str, Any] = browser.look(KEPT)
    found |= {address: Page(**kept[address]) for address in wanted if address in kept}
    wanted = [address for address in wanted if address not in kept]
    if wanted:
        with aside(browser, LOAD_TIMEOUT_S) as load:
            for address in wanted[:MOST_PAGES]:
                with suppress(BrowserError):
                    found[address] = _look(browser, load, address)
        browser.look(KEEP, {address: asdict(page) for address, page in found.items()})
    return found


def _look(browser: Browser, load: Callable[[str], None], address: str) -> Page:
    load(address)
    seen = browser.evaluate(LOOK)
    if seen["soon"]:
        load(seen["soon"])
        seen = browser.evaluate(LOOK)
    return Page(seen["href"], seen["title"], seen["words"], seen["images"])


def sameness(one: str, other: str, pages: dict[str, Page], base: str) -> Sameness:
    """Whether two addresses serve the same purpose, by their pages where those were read."""
    if plain_address(one) == plain_address(other):
        return _same_page(one, other)
    hosts = [urlsplit(address).netloc.lower().removeprefix("www.") for address in (one, other)]
    if one in pages and other in pages:
        return compare(pages[one], pages[other])
    if hosts[0] != hosts[1] and all(hosts):
        return Sameness.OTHER
    return Sameness.UNKNOWN


def _same_page(one: str, other: str) -> Sameness:
    parts = {urldefrag(address).fragment for address in (one, other)} - {""}
    return Sameness.SAME if len(parts) < 2 else Sameness.UNKNOWN


def compare(one: Page, other: Page) -> Sameness:
    """Two pages by their words, and by the numbers and addresses that people come for."""
    if plain_address(one.href) == plain_address(other.href):
        return Sameness.SAME
    if not one.words.strip() or not other.words.strip():
        alike = one.words.strip() == other.words.strip() and one.images == other.images
        return Sameness.SAME if alike else Sameness.OTHER
    facts = [_facts(page.words) for page in (one, other)]
    words = [set(vocabulary.WORD.findall(page.words.casefold())) for page in (one, other)]
    fewer = min(map(len, words))
    share = len(words[0] & words[1]) / fewer if fewer else 0.0
    agree = bool(facts[0] & facts[1]) or not (facts[0] and facts[1])
    if share >= 0.9 and facts[0] <= facts[1] | facts[0] and agree:
        return Sameness.SAME
    if not agree or (share < 0.6 and not facts[0] & facts[1]):
        return Sameness.OTHER
    return Sameness.UNKNOWN


def _facts(words: str) -> set[str]:
    """Telephone numbers and mail addresses."""
    numbers = {re.sub(r"\D", "", n) for n in re.findall(r"[+(]?\d[\d ()/.-]{5,}\d", words)}
    return numbers | set(re.findall(r"\S+@\S+\.\w+", words.casefold()))

"""Where links of the same name lead: whether two pages serve the same purpose."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import asdict, dataclass
from enum import Enum
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit

from a11y import vocabulary
from a11y.browser import Browser
from a11y.chromium import BrowserError
from a11y.rule import PROBE
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
# The words of a line around a link, and of the heading of the small box that it stands in.
CONTEXT = """
const around = "p, li, td, th, dd, dt, figcaption, caption, label, legend, summary, blockquote";
const texts = ids => (ids ?? "").split(/\\s+/).filter(Boolean)
  .map(id => document.getElementById(id)?.textContent ?? "").join(" ");
const cells = element => {
  const cell = element.closest("td, th");
  const row = cell?.closest("tr"), table = cell?.closest("table");
  if (!row || !table) return "";
  const heads = [...row.cells].filter(other => other !== cell && other.matches("th"));
  const tops = [...(table.rows[0]?.cells ?? [])].filter(
    other => other.matches("th") && other.cellIndex === cell.cellIndex);
  return [...heads, ...tops].map(head => head.textContent).join(" ") + texts(cell.headers);
};
// Pictures speak too.
const pictures = "img[alt], svg[aria-label], [role=img][aria-label]";
const spoken = box => [page.written(box), ...[...box.querySelectorAll(pictures)]
  .filter(one => !one.closest("a"))
  .map(one => one.getAttribute("aria-label") ?? one.getAttribute("alt"))].join(" ");
const context = element => {
  const said = [];
  const own = element.closest(around);
  if (own) said.push(spoken(own));
  else {
    // A line of text that stands in a box of no kind is a sentence too, but a box of blocks not.
    const box = page.block(element.parentElement ?? element);
    const blocks = [...box.children].some(
      child => /^(block|flex|grid|table|list)/.test(getComputedStyle(child).display));
    if (!blocks && !box.matches("body, main, html")) said.push(spoken(box));
    else for (const side of ["previousSibling", "nextSibling"])
      for (let at = element[side]; at; at = at[side]) {
        if (at.nodeType === Node.TEXT_NODE) said.push(at.data);
        else if (at.nodeType === Node.ELEMENT_NODE) {
          if (at.matches("br, a") || !/^inline/.test(getComputedStyle(at).display)) break;
          said.push(at.textContent);
        }
      }
  }
  for (let at = element.closest("li"); at; at = at.parentElement?.closest("li"))
    for (const node of at.childNodes)
      if (!node.matches?.("ul, ol")) said.push(node.textContent);
  said.push(cells(element), texts(element.getAttribute("aria-describedby")));
  said.push(element.getAttribute("title") ?? "");
  return page.squeeze(said.join(" "));
};
// A heading of the same small box, such as a card. That of the whole page says nothing of one link,
// nor does one over links of the same name that lead to different things.
const TITLES = "h1, h2, h3, h4, h5, h6, [role=heading]";
const before = (one, other) =>
  Boolean(one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING);
// Links by their words, gathered once: a long list of them is compared with no other words.
let named = null;
const shared = (box, element) => {
  named ??= Map.groupBy(page.all("a[href]"), page.written);
  const others = named.get(page.written(element))?.filter(other =>
    other.href !== element.href && box.contains(other)) ?? [];
  if (!others.length) return false;
  const titles = [...box.querySelectorAll(TITLES)];
  const over = link => titles.filter(title => before(title, link)).pop();
  return others.some(other => over(other) === over(element));
};
const heading = element => {
  for (let at = element.parentElement, up = 0; at && up < 4; at = at.parentElement, up += 1) {
    if (at.matches("body, main, html")) return "";
    const found = at.querySelector(TITLES);
    if (found) return shared(at, element) ? "" : page.written(found);
  }
  return "";
};
"""
LIST = (
    f"""
const page = (() => {{{PROBE}}})();
{CONTEXT}"""
    + r"""
const handled = element => {
  const given = element.getAttribute("onclick") ?? "";
  const goal = /location(?:\.href)?\s*=\s*(['"])(.*?)\1/.exec(given)?.[2] ?? "";
  return goal ? new URL(goal, document.baseURI).href : "";
};
// A sentence is context too: the one in which this very link stands.
const sentence = element => {
  const own = element.closest(around) ?? page.block(element.parentElement ?? element);
  if (own.matches("body, main, html")) return "";
  const range = document.createRange();
  range.selectNodeContents(own);
  range.setEndBefore(element);
  const before = range.toString().split(/[.!?]\s/).pop();
  range.selectNodeContents(own);
  range.setStartAfter(element);
  const after = range.toString().split(/[.!?](\s|$)/)[0];
  return page.squeeze(before + " " + element.textContent + " " + after);
};
const links = page.links();
const pictured = box => Boolean(box.querySelector("img, svg, picture, canvas, [role=img]"))
  || [box, ...box.querySelectorAll("*")].some(
    part => /url\(/.test(getComputedStyle(part).backgroundImage));
const beside = (one, other) => {
  const range = document.createRange();
  range.setStartAfter(one);
  range.setEndBefore(other);
  return !range.toString().trim();
};
return {base: document.baseURI, links: links.map((element, number) => {
  const box = element.closest("p, li, td, section, article, div, body") ?? element.parentElement;
  const twin = links.slice(0, number).reverse().find(other =>
    page.name(other).trim().toLowerCase() === page.name(element).trim().toLowerCase());
  return {
    element: page.path(element), name: page.squeeze(page.name(element)),
    href: (typeof element.href === "string" ? element.href : element.href?.baseVal
      ? new URL(element.href.baseVal, document.baseURI).href : "") || handled(element),
    context: context(element) + " " + heading(element), sentence: sentence(element),
    // Nothing around tells two neighbours apart, for anybody.
    alike: Boolean(twin && twin.getRootNode() === element.getRootNode() && box?.contains(twin)
      && beside(twin, element) && !pictured(box)),
  };
})};
"""
)
# Of a page: its address at last, and its words without what all pages of a site share.
LOOK = r"""
const refresh = document.querySelector('meta[http-equiv="refresh" i]')?.content ?? "";
const soon = /^\s*0\s*[;,]\s*url\s*=\s*['"]?([^'"]+)/i.exec(refresh)?.[1] ?? "";
const whole = document.body?.innerText ?? "";
for (const part of document.querySelectorAll(`nav, body > header, body > footer, aside,
    [role=navigation], [role=banner], [role=contentinfo], script, style`)) part.remove();
const main = document.querySelector("main, [role=main]") ?? document.body;
return {href: location.href, soon: soon ? new URL(soon, document.baseURI).href : "",
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


def listed(browser: Browser) -> dict[str, Any]:
    """All links of the page with what stands around them, and the page's own address."""
    found: dict[str, Any] = browser.look(LIST)
    for link in found["links"]:
        link["href"] = urljoin(found["base"], link["href"]) if link["href"] else ""
    return found


def twins(links: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """Groups of links with the same name that do not all have the same address."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for link in links:
        name = " ".join(link["name"].casefold().split())
        if name and link["href"].startswith(("http:", "https:", "file:")):
            groups.setdefault(name, []).append(link)
    return [
        group
        for group in groups.values()
        if len({plain_address(link["href"]) for link in group}) > 1
    ]

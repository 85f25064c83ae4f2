"""The links of a page with what stands around them, and which of them have the same name."""

from __future__ import annotations

from typing import Any

from a11y import vocabulary
from a11y.browser import Browser
from a11y.link_targets import plain_address
from a11y.rule import PROBE

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
// Of a drawing it is an object, of a script what it sets; "" for none, and for what is no address.
const goal = element => {
  const given = element.getAttribute("onclick") ?? "";
  const href = (typeof element.href === "string" ? element.href : element.href?.baseVal)
    || /location(?:\.href)?\s*=\s*(['"])(.*?)\1/.exec(given)?.[2];
  return href ? page.address(href)?.href ?? "" : "";
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
// Words -> the last link so far that is called so; each name is computed once.
const lastCalled = new Map();
const pictured = box => Boolean(box.querySelector("img, svg, picture, canvas, [role=img]"))
  || [box, ...box.querySelectorAll("*")].some(
    part => /url\(/.test(getComputedStyle(part).backgroundImage));
const beside = (one, other) => {
  const range = document.createRange();
  range.setStartAfter(one);
  range.setEndBefore(other);
  return !range.toString().trim();
};
return {base: document.baseURI, links: page.links().map(element => {
  const box = element.closest("p, li, td, section, article, div, body") ?? element.parentElement;
  const name = page.squeeze(page.name(element)), called = name.toLowerCase();
  const twin = lastCalled.get(called);
  lastCalled.set(called, element);
  return {
    element: page.path(element), name,
    href: goal(element),
    context: context(element) + " " + heading(element), sentence: sentence(element),
    // Nothing around tells two neighbours apart, for anybody.
    alike: Boolean(twin && twin.getRootNode() === element.getRootNode() && box?.contains(twin)
      && beside(twin, element) && !pictured(box)),
  };
})};
"""
)


def listed(browser: Browser) -> dict[str, Any]:
    """All links of the page with what stands around them, and the page's own address."""
    found: dict[str, Any]
    with browser.names_at_hand():
        found = browser.look(LIST)
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


def is_vague(name: str, language: str, *, in_menu: bool) -> bool:
    """Does a link's name say nothing of where it leads?

    “Visit” in a navigation is the part of the site for visitors.
    """
    if in_menu and vocabulary.is_one_of(name, "sections", language):
        return False
    return vocabulary.is_one_of(name, "vague", language)

"""What stands on every page of a site in the same place: navigation, help, searches."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from a11y.rule import Page

# The regions that repeat, and their links in order. An address counts without its fragment, and
# without the language that it is asked for in.
PARTS = """
const place = element => {
  const region = element.closest("nav, [role=navigation], [role=search], search")
    ?? element.closest("header, footer, [role=banner], [role=contentinfo]");
  if (!region) return "";
  const kind = page.role(region) || region.localName;
  return `${kind} ${page.squeeze(page.name(region))}`.trim();
};
const address = link => {
  const url = page.address(link.href);
  url.searchParams.delete("language");
  url.searchParams.delete("lang");
  return url.origin === location.origin ? url.pathname + url.search : url.href.split("#")[0];
};
const part = element => element.closest("article, section section, main nav")
  ? "" : place(element);
const links = page.all("a[href]").filter(page.heard)
  .filter(link => typeof link.href === "string" && page.address(link.href))
  .filter(link => /^(https?|file|mailto|tel):/.test(link.href))
  .map(link => ({element: page.path(link), name: page.squeeze(page.name(link)),
    goal: /^(mailto|tel):/.test(link.href) ? link.href : address(link), place: part(link),
    inMain: Boolean(link.closest("main, [role=main]")),
    self: (link.getAttribute("href") ?? "").startsWith("#")}))
  .filter(link => link.name && !link.self);
"""


def languages(pages: Sequence[Page]) -> Iterable[list[Page]]:
    """Pages of one language each: names and their order are compared within it."""
    groups: dict[str, list[Page]] = defaultdict(list)
    for page in pages:
        if page.seen:
            groups[str(page.seen["language"]).split("-")[0].lower()].append(page)
    return [group for group in groups.values() if len(group) > 1]


def usual(values: Iterable[str]) -> str:
    """What most pages have; of equals, what came first."""
    return Counter(values).most_common(1)[0][0]

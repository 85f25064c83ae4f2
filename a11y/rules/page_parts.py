"""A page whose links stand apart from its content says where which part is (WCAG 2.2 SC 1.3.1)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from a11y.rule import Remark, Rule, View, asks, fails, passes

# A block of links is the smallest box that holds three links to elsewhere and next to no word more.
PROBE = """
const PART = `main, nav, header, footer, aside, search, [role=main], [role=navigation],
  [role=banner], [role=contentinfo], [role=complementary], [role=search], [role=region]`;
const PARTS = new Set(["main", "navigation", "banner", "contentinfo", "complementary", "search",
  "region"]);
const MENU_LINKS = 4, FOOT_LETTERS = 300, LEAST = 3, MOST_OTHER_LETTERS = 0.2, OPEN_LETTERS = 24;
const title = page.all("h1, [role=heading][aria-level='1']").find(page.heard);
if (!title) return null;
const elsewhere = page.links().filter(link => page.heard(link) && page.seen(link)
  && !/^#|^javascript:/i.test(link.getAttribute("href") ?? ""));
const letters = element => page.written(element).match(/\\p{L}/gu)?.length ?? 0;
const size = new Map(elsewhere.map(link => [link, letters(link)]));
// Of the page that is open, a menu may show no more than the name.
const open = box => Math.max(0, ...[...box.querySelectorAll("b, strong, span, em")]
  .filter(one => !one.closest("a") && !one.querySelector("a") && letters(one) <= OPEN_LETTERS)
  .map(letters));
const isBlock = box => {
  const inside = elsewhere.filter(link => box.contains(link));
  return inside.length >= LEAST && inside.reduce((sum, link) => sum + size.get(link), 0)
    >= (letters(box) - open(box)) * (1 - MOST_OTHER_LETTERS);
};
const before = elsewhere.filter(link =>
  link.compareDocumentPosition(title) & Node.DOCUMENT_POSITION_FOLLOWING);
// Each box once, however many links it holds; of each link the smallest comes first.
const boxes = new Set();
for (const link of before)
  for (let box = link.parentElement; box && box !== document.body; box = box.parentElement)
    boxes.add(box);
const block = [...boxes].find(isBlock);
const MENU = "nav, [role=navigation], [role=menubar], [role=menu], [role=tablist]";
// A page without such links before its title is not looked through for its parts.
if (!block && !before.length) return null;
const parts = page.all(PART).filter(part => page.heard(part) && PARTS.has(page.role(part))).length;
const inside = block ? elsewhere.filter(link => block.contains(link)) : [];
// Outside of every part, where all others are marked, fewer are as good as a menu.
const least = block?.closest(PART) || parts < 2 ? MENU_LINKS : LEAST;
if (block) return {element: page.path(block), parts, block: true,
  menu: inside.length >= least && !inside.some(link => link.closest(MENU))};
// A head with a link to elsewhere and a foot, both outside of the box with the title and its text.
const head = before.at(0);
if (parts) return null;
let body = title;
while (body.parentElement && letters(body) === letters(title)) body = body.parentElement;
if (body.contains(head)) return null;
const foot = page.texts().filter(page.seen).at(-1);
const after = foot && title.compareDocumentPosition(foot) & Node.DOCUMENT_POSITION_FOLLOWING;
if (!after || body.contains(foot) || letters(foot) > FOOT_LETTERS) return null;
const ends = /©|[(]c[)]/i.test(foot.textContent) || elsewhere.some(link => foot.contains(link));
if (!ends) return null;
return {element: page.path(page.block(head)), parts: 0, block: false, menu: false};
"""


def check(seen: Any, view: View) -> Iterator[Remark]:
    """Where nothing is marked, who listens takes the menu for the text (WCAG 2.2 SC 1.3.1)."""
    if seen is None:
        return
    if seen["menu"] and seen["parts"]:
        note = "These links look like the menu of the page. Is it marked as one?"
        yield asks(seen["element"], note)
    elif seen["parts"]:
        yield passes(seen["element"])
    else:
        what = "These links stand" if seen["block"] else "The head and foot of the page stand"
        note = f"{what} apart for the eye, and no part of the page is marked as one."
        # A page of this house keeps to marks; elsewhere headings may tell the parts as well.
        yield (fails if view.own else asks)(seen["element"], note)


RULE = Rule(
    id="page_parts",
    criteria=("1.3.1",),
    affects="People who use a screen reader and go from part to part.",
    passed="The parts of the page are marked.",
    failed="The parts of the page are not marked.",
    person="Can everyone tell where the menu ends and the main part begins?",
    check=check,
    probe=PROBE,
    conditions=frozenset({"default"}),
)

"""What looks like a list is marked as one (WCAG 2.2 SC 1.3.1)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from a11y.rule import Remark, Rule, View, asks, fails, passes

# Two lines with a dash may be talk; three are a list.
LINES = 3
LINKS = 4

PROBE = (
    Path(__file__).with_suffix(".js").read_text(encoding="utf-8")
    + """
const bullet = /^\\s*(?:[•‣◦▪▫■□●○∙·➤►▶→»✓✔✗✘★☆❖]\\s*\\S|[*\\-–—o]\\s+\\S)/u;
const number = /^\\s*\\(?(\\d{1,2}|[a-zA-Z])[.)]\\s+\\S/;
const kind = line => bullet.test(line) ? line.trim()[0] : number.test(line) ? "1" : "";
// Numbers count only when they count up: 1, 2, 3 or a, b, c.
const value = line => {
  const given = number.exec(line)?.[1] ?? "";
  return /\\d/.test(given) ? Number(given) : given.toLowerCase().charCodeAt(0);
};
// “(1) The council runs the harbour.” So laws count their paragraphs, and quote them by number.
const isParagraph = ({text}) => /^\\s*\\(\\w+\\)\\s+.*[.;:—–]\\s*$/su.test(text);
const runs = lines => {
  const found = [];
  let run = [];
  const close = () => { if (run.length >= 2) found.push(run); run = []; };
  for (const line of lines) {
    const own = kind(line.text);
    const last = run[run.length - 1];
    const goes = own && last && own === kind(last.text)
      && (own !== "1" || value(line.text) === value(last.text) + 1);
    if (!goes) close();
    if (own) run.push(line);
  }
  close();
  return found;
};
const inList = "li, dl, select, pre, code, nav ol, nav ul, [role=list], [role=listitem], td, th";
const boxes = page.texts().filter(page.seen).filter(box => !box.closest(inList));
// Lines within one box, parted by line breaks; and boxes of one parent, one line each.
const fake = [];
for (const box of boxes) {
  if (!box.querySelector("br")) continue;
  const lines = (box.innerText ?? "").split("\\n").filter(line => line.trim());
  for (const run of runs(lines.map(text => ({text}))))
    fake.push({element: page.path(box), lines: run.length, first: page.squeeze(run[0].text)});
}
const parents = new Map();
for (const box of boxes) {
  if (box.querySelector("br") || box.closest("h1, h2, h3, h4, h5, h6, label")) continue;
  const text = box.innerText ?? "";
  if (text.length > 300) continue;
  parents.set(box.parentElement, [...(parents.get(box.parentElement) ?? []), {text, box}]);
}
for (const lines of parents.values())
  for (const run of runs(lines))
    fake.push({element: page.path(run[0].box), lines: run.length,
      first: page.squeeze(run[0].text), law: run.every(isParagraph)});
// Small pictures as bullets: three boxes or lines in a row that begin with the same one.
const starts = new Map();
for (const image of page.all("img").filter(page.seen)) {
  const box = image.getBoundingClientRect();
  const follows = image.nextSibling?.textContent ?? image.parentElement?.nextSibling?.textContent;
  if (box.width > 32 || box.height > 32 || image.closest(inList + ", a, button")) continue;
  if (!/\\p{L}{2}/u.test(follows ?? "")) continue;
  const before = image.previousSibling;
  const blank = before?.nodeType === Node.TEXT_NODE && !before.data.trim();
  if (before && !blank && before.localName !== "br") continue;
  const own = page.block(image);
  const key = image.currentSrc || image.src;
  starts.set(key, [...(starts.get(key) ?? []), {image, parent: own.parentElement, own}]);
}
for (const list of starts.values()) {
  const near = list.filter(one => one.own === list[0].own || one.parent === list[0].parent);
  if (near.length >= 3) fake.push({element: page.path(near[0].own), lines: near.length,
    first: "a small picture"});
}
const linkRows = boxes.filter(box => {
  const lines = [...box.querySelectorAll("br")].filter(
    br => br.previousElementSibling?.matches("a[href]"));
  const links = box.querySelectorAll(":scope > a[href]");
  const rest = [...box.childNodes].filter(node => node.nodeType === 3 && /\\p{L}/u.test(node.data));
  return links.length >= 4 && lines.length >= links.length - 1 && !rest.length;
});
const rowOfLinks = rowsOfLinks(boxes).map(box =>
  ({element: page.path(box), count: page.children(box).length}));
const menuOfLinks = menusOfLinks().map(page.path);
const spoken = quotedAfterColon(boxes);
// Lists of one line each, one below the other without a gap, are one list to the eye.
const single = list => page.children(list).length === 1 && list.firstElementChild.localName === "li"
  && !list.querySelector("ul, ol, h1, h2, h3, h4, h5, h6, p + p, form, table, img")
  && page.squeeze(list.textContent).length < 200 && page.seen(list);
const joins = (one, other) => {
  const node = one.nextSibling;
  const between = node === other ? "" : node?.nodeType === Node.TEXT_NODE ? node.data : "x";
  if (other?.localName !== one.localName || between.trim() || !single(other)) return false;
  const a = one.getBoundingClientRect(), b = other.getBoundingClientRect();
  const line = Number.parseFloat(getComputedStyle(one).fontSize);
  return Math.abs(a.left - b.left) < 2 && b.top >= a.bottom - 1 && b.top - a.bottom < line / 2;
};
const torn = [];
for (const list of page.all("ul, ol")) {
  if (torn.some(row => row.includes(list)) || !single(list)) continue;
  const row = [list];
  while (joins(row.at(-1), row.at(-1).nextElementSibling)) row.push(row.at(-1).nextElementSibling);
  if (row.length > 2) torn.push(row);
}
const quotes = page.all("blockquote").filter(page.seen).filter(quote =>
  quote.querySelector("form, input, h1, h2, table, nav, button, blockquote blockquote"));
const nobody = page.all("blockquote").filter(quote =>
  !quotes.includes(quote) && page.seen(quote) && quotesNobody(quote));
const indents = page.all("ul, ol").filter(page.seen).filter(list =>
  !list.querySelector("li, [role]") && !list.getAttribute("role") && page.squeeze(list.innerText));
// Counted and announced by a screen reader, though there is nothing in them.
const holds = `img, svg, canvas, video, audio, iframe, object, embed, input, select, textarea,
  button, a[href], progress, meter, math, [role], [aria-label], [aria-labelledby], [title], [alt]`;
const words = item => {
  const walker = document.createTreeWalker(item, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const parent = walker.currentNode.parentElement;
    if (walker.currentNode.data.trim() && !parent.matches("script, style, template")
      && page.shown(parent)) return true;
  }
  return false;
};
const made = item => ["::before", "::after"].some(
  part => !/^(none|normal|"\\s*")$/.test(getComputedStyle(item, part).content));
const isHollow = item => !words(item) && page.heard(item)
  && !item.matches("[role], [aria-label], [title]")
  && ![...item.querySelectorAll("*")].some(part => part.matches(holds) || part.shadowRoot
    || part.localName.includes("-") || made(part))
  && !made(item) && page.role(item) === "listitem";
const hollow = new Map();
for (const item of page.all("ul > li, ol > li").filter(isHollow))
  hollow.set(item.parentElement, [...(hollow.get(item.parentElement) ?? []), item]);
const lists = page.all("ul, ol, dl").filter(page.seen).length;
// Where the count begins anew from place to place, it is a law; a single one may be a list.
const laws = fake.filter(run => run.law).length > 1;
// One item without a mark, among paragraphs: set in, as it seems, and called a list.
const setIn = page.all("ul, ol").filter(page.seen).filter(list => {
  const item = list.children.length === 1 ? list.firstElementChild : null;
  if (item?.localName !== "li" || list.closest("li, nav, header, footer, [role]")) return false;
  const style = getComputedStyle(item);
  return style.listStyleType === "none" && style.listStyleImage === "none"
    && !item.querySelector("*:not(br, em, strong, b, i, span)") && !made(item)
    && page.squeeze(item.innerText).length >= 60
    && list.previousElementSibling?.localName === "p" && list.nextElementSibling?.localName === "p";
});
return {drawn: drawnLists(boxes), terms: termLists(boxes), halves: halfGroups().map(page.path),
  setIn: setIn.map(page.path), fake: fake.filter(run => !(laws && run.law)), lists,
  linkRows: linkRows.map(page.path), rowOfLinks, menuOfLinks,
  spoken: spoken.map(page.path), quotes: [...quotes, ...nobody].map(page.path),
  indents: indents.map(page.path),
  hollow: [...hollow.values()].map(items => ({element: page.path(items[0]), count: items.length})),
  torn: torn.map(row => ({element: page.path(row[0]), count: row.length}))};
"""
)


# What the probe found -> what a person is asked about each of it.
ASKED = {
    "linkRows": f"At least {LINKS} links stand one below the other. Are they a list?",
    "menuOfLinks": "The links of this menu are no list. Can all tell how many there are?",
    "spoken": "It quotes somebody. Is it marked as a quotation?",
    "setIn": "It is a list of one paragraph without a mark. Is it only set in?",
    "quotes": "It is marked as a quotation. Does it quote anybody?",
}


def check(seen: Any, view: View) -> Iterator[Remark]:
    """A list tells how many things there are, and lets people skip it (WCAG 2.2 SC 1.3.1)."""
    for run in seen["fake"]:
        note = f"{run['lines']} lines look like a list and are none; the first is “{run['first']}”."
        sure = run["lines"] >= LINES and not run.get("law")
        yield (fails if sure else asks)(run["element"], note)
    for run in seen["drawn"]:
        note = f"{run['lines']} lines look like a list and are none; the first is “{run['first']}”."
        yield (asks if run["doubt"] else fails)(run["element"], note)
    for row in seen["terms"]:
        note = (
            f"{row['count']} texts in a row begin with a bold term; the first is “{row['first']}”."
        )
        yield asks(row["element"], f"{note} Is it a list of terms and what they mean?")
    yield from _items(seen)
    for row in seen["rowOfLinks"]:
        note = f"{row['count']} links follow each other with only spaces between. Are they a list?"
        yield asks(row["element"], note)
    for kind, question in ASKED.items():
        for element in seen[kind]:
            yield asks(element, question)
    if seen["lists"] and not any(found for kind, found in seen.items() if kind != "lists"):
        yield passes()


def _items(seen: Any) -> Iterator[Remark]:
    """Lists that hold nothing, or not all that belongs together."""
    for element in seen["indents"]:
        yield fails(element, "This list has no items; it only moves text to the right.")
    for element in seen["halves"]:
        yield fails(element, "A term in it has no meaning, or a meaning no term.")
    for row in seen["torn"]:
        yield fails(row["element"], f"One list is torn into {row['count']} lists of one item each.")
    for items in seen["hollow"]:
        one = items["count"] == 1
        some = "This item holds" if one else f"{items['count']} items of this list hold"
        yield fails(items["element"], f"{some} nothing, and each item is announced.")


RULE = Rule(
    id="lists",
    criteria=("1.3.1",),
    affects="People who listen, and want to know how many things there are.",
    passed="What looks like a list is one.",
    failed="A list is one to the eye alone.",
    person="Is this what it is marked as?",
    check=check,
    probe=PROBE,
    conditions=frozenset({"default"}),
)

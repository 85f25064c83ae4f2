"""A link says where it leads, alone or by the sentence around it (WCAG 2.2 SC 2.4.4)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from a11y import vocabulary
from a11y.rule import Remark, Rule, View, asks, fails, passes

LETTER = re.compile(r"[^\W_]")
ADDRESS = re.compile(r"(https?://|www\.)\S+|\S+\.(html?|php|aspx?)(\?\S*)?", re.IGNORECASE)
# A short address such as www.example.org can be read out; a long one is noise.
ADDRESS_CHARACTERS = 30

PROBE = """
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
const context = element => {
  const said = [];
  const own = element.closest(around);
  if (own) said.push(page.written(own));
  else {
    // A line of text that stands in a box of no kind is a sentence too, but a box of blocks not.
    const box = page.block(element.parentElement ?? element);
    const blocks = [...box.children].some(
      child => /^(block|flex|grid|table|list)/.test(getComputedStyle(child).display));
    if (!blocks && !box.matches("body, main, html")) said.push(page.written(box));
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
// A heading of the same small box, such as a card. That of the whole page says nothing of one link.
const heading = element => {
  for (let at = element.parentElement, up = 0; at && up < 4; at = at.parentElement, up += 1) {
    if (at.matches("body, main, html")) return "";
    const found = at.querySelector("h1, h2, h3, h4, h5, h6, [role=heading]");
    if (found) return page.written(found);
  }
  return "";
};
return page.links().map(element => ({
  element: page.path(element), name: page.squeeze(page.name(element)),
  shows: page.written(element), language: page.language(element),
  context: context(element), heading: heading(element),
  href: element.getAttribute("href") ?? "",
  others: [...(element.closest(around) ?? element).querySelectorAll("a[href]")]
    .filter(other => other !== element).map(page.written),
}));
"""


def check(seen: Any, view: View) -> Iterator[Remark]:
    """Who jumps from link to link hears names alone, or asks for the sentence (SC 2.4.4)."""
    for link in seen:
        name = link["name"]
        language = link["language"] or view.language
        if not name:
            continue  # a missing name is another fault, and each engine finds it
        if not LETTER.search(name):
            yield fails(link["element"], f"Its name is nothing but signs: “{name}”.")
        elif ADDRESS.fullmatch(name) and len(name) > ADDRESS_CHARACTERS:
            yield asks(link["element"], f"Its name is an address: “{name}”.")
        elif vocabulary.is_one_of(name, "vague", language):
            yield from _in_context(link, language)
        else:
            yield passes(link["element"])


def _in_context(link: Any, language: str) -> Iterator[Remark]:
    rest = vocabulary.without(link["context"], [link["shows"], *link["others"]])
    if vocabulary.telling(rest, language) or vocabulary.telling(link["heading"], language):
        yield passes(link["element"])
    else:
        note = f"“{link['name']}” says nothing, nor does what stands around it."
        yield fails(link["element"], note)


RULE = Rule(
    id="link_purpose",
    criteria=("2.4.4",),
    affects="People who listen, and go from link to link.",
    passed="Every link says where it leads, by its name or by the words around it.",
    failed="Nobody can tell where a link leads.",
    person="Does this link say where it leads?",
    check=check,
    probe=PROBE,
    conditions=frozenset({"default", "no_script"}),
    act=("5effbb",),
)

"""Headings say something and follow each other in order (WCAG 2.2 SC 1.3.1, 2.4.6, 2.4.10)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from a11y import vocabulary
from a11y.rule import Remark, Rule, View, asks, fails, passes

# A page that long without a heading gives nobody who listens a way to skip.
LONG_PAGE_WORDS = 300
LONG_PAGE_BLOCKS = 6
# A heading is a line, not a paragraph.
HEADING_WORDS = 30
LETTER = re.compile(r"[^\W_]")

PROBE = """
const isHeading = element => page.role(element) === "heading";
const found = page.all("h1, h2, h3, h4, h5, h6, [role=heading]").filter(page.heard)
  .filter(element => isHeading(element));
const level = element => {
  const given = Number.parseInt(element.getAttribute("aria-level") ?? "", 10);
  if (given > 0) return given;
  return /^h[1-6]$/.test(element.localName) ? Number(element.localName[1]) : 2;
};
const main = document.querySelector("main, [role=main]") ?? document.body;
const blocks = main ? page.texts().filter(one => main.contains(one)) : [];
return {
  headings: found.map(element => ({
    element: page.path(element), name: page.squeeze(page.name(element)), level: level(element),
    language: page.language(element), seen: page.seen(element),
  })),
  words: page.squeeze(main?.innerText).split(" ").length, blocks: blocks.length,
};
"""


def check(seen: Any, view: View) -> Iterator[Remark]:
    """Who listens goes from heading to heading, as others skim a page (SC 1.3.1, 2.4.6)."""
    headings = seen["headings"]
    for heading in headings:
        yield _words(heading, heading["language"] or view.language)
    for before, after in pairwise(headings):
        if after["level"] > before["level"] + 1:
            note = f"A heading of level {after['level']} follows one of level {before['level']}."
            yield (fails if view.own else asks)(after["element"], note)
    if not headings and _is_long(seen):
        yield asks("", f"{seen['words']} words stand here without any heading.")


def _is_long(seen: Any) -> bool:
    return bool(seen["words"] > LONG_PAGE_WORDS and seen["blocks"] >= LONG_PAGE_BLOCKS)


def _words(heading: Any, language: str) -> Remark:
    name = heading["name"]
    if not name:
        return fails(heading["element"], "It is empty.")
    if not LETTER.search(name):
        return fails(heading["element"], f"It is nothing but signs: “{name}”.")
    if vocabulary.is_one_of(name, "untitled", language):
        return fails(heading["element"], f"“{name}” does not say what follows.")
    if len(name.split()) > HEADING_WORDS:
        note = "It is as long as a paragraph. Is it marked as a heading for its look?"
        return asks(heading["element"], note)
    return passes(heading["element"])


RULE = Rule(
    id="headings",
    criteria=("1.3.1", "2.4.6", "2.4.10"),
    affects="People who listen, and skim a page by its headings.",
    passed="The headings say what follows, in order.",
    failed="A heading leads nowhere.",
    person="Do the headings show how the page is built?",
    check=check,
    probe=PROBE,
    conditions=frozenset({"default", "no_script"}),
    act=("ffd0e9", "b49b2e"),
)

"""Headings say something and follow each other in order (WCAG 2.2 SC 1.3.1, 2.4.6, 2.4.10)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from a11y import details, readability, vocabulary
from a11y.heading_levels import of_one_level, upside_down
from a11y.heading_words import DESCRIBES, counted, exchanged, same_words, vague
from a11y.rule import Remark, Rule, View, asks, fails, passes
from a11y.template_words import is_left, is_numbered, is_unfilled, marks

NAMED = "ffd0e9"  # of the W3C's rules
# Leaving out one level may have a reason; who leaves out more chose a look (failure F43).
MOST_LEFT_OUT = 1
# A page that long without a heading gives nobody who listens a way to skip.
LONG_PAGE_WORDS = 300
LONG_PAGE_BLOCKS = 6
# So many paragraphs of so many words together may be about several things.
SEVERAL_PARAGRAPHS, SEVERAL_PARAGRAPHS_WORDS = 4, 200
# A heading is a line, not a paragraph. One long sentence may be the name of a law.
HEADING_WORDS = 30
# A sentence of so many, with its full stop, is no caption.
STOPPED_WORDS = 12
# Neither are several sentences, unless they are as short as those of a notice.
SEVERAL_WORDS = 20
# Nor is a sentence that nothing follows.
LAST_WORDS = 15
LETTER = re.compile(r"[^\W_]")
SENTENCE_END = re.compile(r"\w{2,}[.!…]+$")
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
const plain = element => !element.querySelector("a, button, p, div, ul, ol, br + br");
// Parts that are told apart by something else than their headings: cards, panels, named regions.
const APART = `li, article, td, dd, dialog, details, nav, aside, footer, header, form, fieldset,
  figure, [role=tabpanel], [role=listitem], [role=article], [aria-label], [class*=card i],
  [class*=slide i], [class*=tile i], [class*=teaser i]`;
// A line of its own before a heading may name what it is about.
const led = element => {
  const one = element.previousElementSibling, before = page.squeeze(one?.textContent);
  return before !== "" && !isHeading(one) && before.split(" ").length <= 6
    && !/[.!?…]$/.test(before);
};
const flow = element => element.parentElement?.localName === "section"
  ? element.parentElement.parentElement : element.parentElement;
const size = element => {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) if (walker.currentNode.data.trim()) break;
  return Number.parseFloat(getComputedStyle(walker.currentNode.parentElement ?? element).fontSize);
};
const blocks = main ? page.texts().filter(one => main.contains(one)) : [];
// What stands between one heading and the next.
const sections = new Map(found.map(heading => [heading, []]));
let at = -1;
for (const box of found.length ? blocks : []) {
  const follows = heading => heading && !heading.contains(box)
    && heading.compareDocumentPosition(box) & Node.DOCUMENT_POSITION_FOLLOWING;
  while (follows(found[at + 1])) at += 1;
  if (at >= 0 && !found[at + 1]?.contains(box)) sections.get(found[at]).push(box);
}
const below = heading => page.squeeze(sections.get(heading).map(box => box.textContent).join(" "));
// Nothing but links: what they are called says what follows.
const isLink = box => box.closest("a[href]") || page.squeeze(box.textContent)
  === page.squeeze([...box.querySelectorAll("a[href]")].map(link => link.textContent).join(" "));
const leads = heading => sections.get(heading).length > 1 && sections.get(heading).every(isLink);
// A heading of which the part is empty: no word, picture or control before the next one of its
// level, or of a higher.
const THINGS = "img, svg, canvas, video, audio, iframe, object, embed, table, input, select,"
  + " textarea, button, a[href], [role=img], [style*=background]";
const isBare = (element, number) => {
  const next = found[number + 1];
  // What a fold hides stands below its heading all the same.
  if (element.querySelector("button, summary, a, [aria-expanded]") || element.closest("summary"))
    return false;
  if (!next || level(next) > level(element) || below(element)
    || element.contains(next) || element.closest(APART) !== next.closest(APART)) return false;
  const between = one => element.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING
    && one.compareDocumentPosition(next) & Node.DOCUMENT_POSITION_FOLLOWING;
  return !page.all(THINGS).some(one => between(one) && !element.contains(one));
};
// Paragraphs of a text that goes on: not lists, notes, forms, or what stands around the text.
const APART_FROM_TEXT = "li, dl, table, nav, header, footer, aside, figure, blockquote, form";
const prose = blocks.filter(box => !box.closest(APART_FROM_TEXT))
  .map(box => page.squeeze(box.textContent)).filter(text => text.split(" ").length >= 12);
return {
  headings: found.map((element, number) => ({
    bare: isBare(element, number),
    element: page.path(element), name: page.squeeze(page.name(element)), level: level(element),
    language: page.language(element), seen: page.seen(element), plain: plain(element),
    size: size(element), left: Math.round(element.getBoundingClientRect().left),
    main: Boolean(main?.contains(element)),
    linked: Boolean(element.closest("a[href]") ?? element.querySelector("a[href]")),
    box: page.path(element.closest(APART) ?? document.body), led: led(element),
    flow: page.path(flow(element) ?? element),
    below: below(element).slice(0, 3000), leads: leads(element),
  })),
  title: document.title,
  code: page.all("pre, code, samp, kbd").map(one => one.textContent).join(" ").slice(0, 20000),
  words: page.squeeze(main?.innerText).split(" ").length, blocks: blocks.length,
  paragraphs: prose.length, proseWords: prose.join(" ").split(" ").length,
};
"""


def check(seen: Any, view: View) -> Iterator[Remark]:
    """Who listens goes from heading to heading, as others skim a page (SC 1.3.1, 2.4.6)."""
    headings = seen["headings"]
    yield from _each(headings, seen, view)
    for before, after in pairwise(headings):
        if after["level"] > before["level"] + 1:
            note = f"A heading of level {after['level']} follows one of level {before['level']}."
            yield (fails if view.own or _chosen(before, after) else asks)(after["element"], note)
    shown = [heading for heading in headings if heading["seen"] and heading["main"]]
    for heading in shown:
        if heading["bare"] and heading["level"] > 1 and not _paragraph(heading, view.language):
            note = "Nothing stands below it before the next. What is it for?"
            yield asks(heading["element"], note)
    yield from upside_down([heading for heading in shown if heading["level"] > 1])
    yield from of_one_level(shown)
    yield from exchanged(shown, view)
    yield from _for_its_look(shown)
    yield from counted(headings, view)
    yield from same_words(shown, view)
    yield from vague(shown, view)
    if headings and not view.own and all(heading["level"] > 1 for heading in headings):
        yield asks("", "None is of the first level, which says what the page is about.").about()
    first = [heading for heading in headings if heading["level"] == 1 and heading["seen"]]
    if len(first) > 1 and not view.own:
        note = f"{len(first)} headings are of the first level. Which says what the page is about?"
        yield asks(first[1]["element"], note).about()
    inside = [heading for heading in headings if heading["main"] and heading["level"] > 1]
    if not headings and _is_long(seen):
        yield asks("", f"{seen['words']} words stand here without any heading.")
    elif not inside and not view.own:
        yield from _undivided(seen)


def _each(headings: list[Any], seen: Any, view: View) -> Iterator[Remark]:
    told = [(heading, heading["language"] or view.language) for heading in headings]
    names = [heading["name"] for heading in headings]
    numbered = {h["level"] for h, language in told if is_numbered(h["name"], language)}
    for heading, language in told:
        if is_unfilled(heading["name"]) and not _explains(heading["name"], seen):
            # Where the title has the mark as well, both were left, or both are about it.
            both = any(mark in seen["title"] for mark in marks(heading["name"]))
            note = f"“{heading['name']}” was never filled in."
            yield (asks if both else fails)(heading["element"], note)
        elif is_left(heading["name"], language, names, seen["title"]):
            # Where each level is shown with its number, the page is about headings.
            sure = len(numbered) < 2 or not is_numbered(heading["name"], language)
            note = f"“{heading['name']}” was left from a template."
            yield (fails if sure else asks)(heading["element"], note)
        else:
            yield _words(heading, language)


def _chosen(before: Any, after: Any) -> bool:
    """So far below the one before it, in one text, stands only what was marked for its look."""
    far = after["level"] - before["level"] - 1 > MOST_LEFT_OUT
    together = before["box"] == after["box"] and before["seen"] and after["seen"]
    return bool(far and together and before["main"] and after["main"])


def _explains(name: str, seen: Any) -> bool:
    """The page shows this as code, or is titled after the word."""
    return name in seen["code"] or (not marks(name) and name.casefold() in seen["title"].casefold())


def _undivided(seen: Any) -> Iterator[Remark]:
    """A long text under one heading at most, in which nobody finds the part that they need."""
    several = seen["paragraphs"] >= SEVERAL_PARAGRAPHS
    if seen["words"] > LONG_PAGE_WORDS:
        yield asks("", f"No heading parts the {seen['words']} words of this page.")
    elif several and seen["proseWords"] >= SEVERAL_PARAGRAPHS_WORDS:
        note = f"No heading parts these {seen['paragraphs']} paragraphs of text."
        yield asks("", f"{note} Are they about several things?")


def _is_long(seen: Any) -> bool:
    return bool(seen["words"] > LONG_PAGE_WORDS and seen["blocks"] >= LONG_PAGE_BLOCKS)


def _words(heading: Any, language: str) -> Remark:
    name = heading["name"]
    if not name:
        return fails(heading["element"], "It is empty.").about(NAMED)
    if not LETTER.search(name):
        return fails(heading["element"], f"It is nothing but signs: “{name}”.")
    leads_on = heading["leads"] and vocabulary.is_one_of(name, "vague", language)
    if vocabulary.is_one_of(name, "untitled", language) and not leads_on:
        return fails(heading["element"], f"“{name}” does not say what follows.")
    if leads_on or vocabulary.is_one_of(name, "bare", language):
        return asks(heading["element"], f"Does “{name}” say what follows?")
    if fault := _paragraph(heading, language):
        return fails(heading["element"], fault)
    if len(name.split()) > HEADING_WORDS:
        note = "It is as long as a paragraph. Is it marked as a heading for its look?"
        return asks(heading["element"], note)
    stopped = name.endswith(".") and len(name.split()) > STOPPED_WORDS
    if stopped and heading["plain"] and not heading["linked"] and heading["level"] > 1:
        return asks(heading["element"], "It is a whole sentence. Is it marked for its look?")
    return passes(heading["element"])


def _paragraph(heading: Any, language: str) -> str:
    """Why it is surely text that was marked for its look (failure F43), "" when it is not."""
    name, words = heading["name"], len(heading["name"].split())
    if not heading["plain"] or not SENTENCE_END.search(name):
        return ""
    if words > SEVERAL_WORDS and readability.read(name, language).sentences > 1:
        return f"It is a paragraph of {words} words."
    leads = heading["below"] or heading["linked"] or heading["level"] == 1
    alone = words > LAST_WORDS and not leads
    return f"It is a sentence of {words} words, and heads nothing." if alone else ""


def _for_its_look(headings: list[Any]) -> Iterator[Remark]:
    """Prices, addresses and quotations set as headings (failure F2), the first of each kind."""
    told = set()
    for before, heading in pairwise([None, *headings]):
        kind = details.kind(heading["name"])
        # A gift of £10 buys what stands below it; a house for sale is told of below its address.
        names_more = heading["below"] and (before is None or before["below"])
        # Newspapers quote in their headings, and those lead on.
        sound = {
            "a quotation": heading["linked"],
            "an amount of money": names_more,
            "an address": heading["below"] or heading["linked"],
        }
        if not kind or kind in told or heading["level"] == 1 or sound.get(kind):
            continue
        told.add(kind)
        note = f"“{heading['name'][:60]}” is {kind}. Is it marked as a heading for its look?"
        yield asks(heading["element"], note)


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
    act=(NAMED, DESCRIBES),
)

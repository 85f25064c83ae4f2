"""A link says where it leads by its name alone (WCAG 2.2 SC 2.4.9)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from a11y import vocabulary
from a11y.link_context import is_vague
from a11y.rule import Remark, Rule, View, asks, fails, passes

PROBE = """
return page.links().map(element => ({
  element: page.path(element), name: page.squeeze(page.name(element)),
  language: page.language(element), menu: page.inMenu(element),
}));
"""
# "This product" points at a sentence before; "this product in three pictures" says enough itself.
POINTING_WORDS = 2
# What follows the host of a long address. Words of three letters are codes there.
PLACE = re.compile(r"(?:https?://|www\.)[^/\s]+/(\S*[?&]\S+=\S+)", re.IGNORECASE)
# “www.example.org” is a name that people know; a voice spells the rest of an address.
ADDRESS = re.compile(r"https?://\S+|www\.[^/\s]+/\S+", re.IGNORECASE)
WORDS = re.compile(r"[^\W\d_]{4,}")
ADDRESS_CHARACTERS = 30


def check(seen: Any, view: View) -> Iterator[Remark]:
    """In a list of all links there is no sentence to read (WCAG 2.2 SC 2.4.9)."""
    for link in seen:
        if not link["name"]:
            continue
        language = link["language"] or view.language
        if is_vague(link["name"], language, in_menu=link["menu"]):
            yield fails(link["element"], f"“{link['name']}” says nothing by itself.")
        elif why := _why_little(link["name"], language):
            yield fails(link["element"], f"“{link['name']}” {why}.")
        elif ADDRESS.fullmatch(link["name"].strip()):
            note = f"“{link['name'][:80]}” is spelt out. Would words tell better where it leads?"
            yield asks(link["element"], note)
        else:
            yield passes(link["element"])


def _why_little(name: str, language: str) -> str:
    if vocabulary.is_one_of(name, "formats", language):
        return "says how something comes, not what it is"
    place = PLACE.fullmatch(name)
    if place and len(name) > ADDRESS_CHARACTERS:
        words = {word.casefold() for word in WORDS.findall(place[1])}
        if words <= vocabulary.words("vague", language):
            return "is an address of codes"
    spoken = re.findall(r"[^\W_]+", vocabulary.plain(name))
    if 1 < len(spoken) <= POINTING_WORDS and spoken[0] in vocabulary.words("pointing", language):
        return "points at something that was said before"
    return ""


RULE = Rule(
    id="link_alone",
    criteria=("2.4.9",),
    affects="People who listen, and choose from a list of all links.",
    passed="Every link says where it leads by its name alone.",
    failed="The name of a link alone does not say where it leads.",
    person="The name of a link is an address. Does it tell everybody where it leads?",
    check=check,
    words=True,
    probe=PROBE,
    conditions=frozenset({"default", "no_script"}),
    act=("aizyf1",),
)

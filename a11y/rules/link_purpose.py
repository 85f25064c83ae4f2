"""A link says where it leads, alone or by the sentence around it (WCAG 2.2 SC 2.4.4)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from a11y import vocabulary
from a11y.link_context import CONTEXT, is_vague
from a11y.link_targets import plain_address
from a11y.rule import Remark, Rule, View, asks, fails, passes

LETTER = re.compile(r"[^\W_]")
ADDRESS = re.compile(r"(https?://|www\.)\S+|\S+\.(html?|php|aspx?)(\?\S*)?", re.IGNORECASE)
# A short address such as www.example.org can be read out; a long one is noise.
ADDRESS_CHARACTERS = 30

PROBE = CONTEXT + Path(__file__).with_suffix(".js").read_text(encoding="utf-8")


def check(seen: Any, view: View) -> Iterator[Remark]:
    """Who jumps from link to link hears names alone, or asks for the sentence (SC 2.4.4)."""
    for link in seen:
        name = link["name"]
        if link["glued"]:
            note = f"Nothing parts “{link['shows']}” and “{link['glued']}”. Does one see two links?"
            yield asks(link["element"], note)
        language = link["language"] or view.language
        if not name:
            continue  # a missing name is another fault, and each engine finds it
        if not LETTER.search(name):
            yield fails(link["element"], f"Its name is nothing but signs: “{name}”.")
        elif ADDRESS.fullmatch(name) and len(name) > ADDRESS_CHARACTERS:
            yield asks(link["element"], f"Its name is an address: “{name}”.")
        elif _says_nothing(link, language) and _has_twin(link, language):
            note = f"Another “{name}” leads elsewhere, and no word tells the two apart."
            # What follows may belong to the second: “boats here, here trains”.
            told = vocabulary.telling(link["twin"]["after"], language)
            yield (asks if told else fails)(link["element"], note)
        elif _says_nothing(link, language):
            yield from _in_context(link, language)
        else:
            yield passes(link["element"])


def _says_nothing(link: Any, language: str) -> bool:
    if not link["shows"] and vocabulary.is_one_of(link["name"], "pictured", language):
        return True  # “arrow” is what a picture shows, not where it leads
    return is_vague(link["name"], language, in_menu=link["menu"])


def _has_twin(link: Any, language: str) -> bool:
    """“Here, here or here”: the next link of the sentence is called so, and has another goal.

    What is behind a link may be told after it, such as its size: then they are told apart.
    """
    twin = link["twin"]
    if twin is None or vocabulary.telling(twin["between"], language):
        return False
    one, other = (str(goal) for goal in twin["goals"])
    web = all(goal.startswith(("http:", "https:", "file:")) for goal in (one, other))
    return web and plain_address(one) != plain_address(other)


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
    words=True,
    probe=PROBE,
    conditions=frozenset({"default", "no_script"}),
    act=("5effbb",),
)

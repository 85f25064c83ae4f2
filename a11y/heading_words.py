"""Whether the words of a page's headings tell its parts apart (WCAG 2.2 SC 2.4.6).

A heading is what the probe of the rule `headings` tells of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations
from typing import Any

from a11y import vocabulary
from a11y.rule import Remark, View, asks, fails

DESCRIBES = "b49b2e"  # of the W3C's rules: whether a heading fits
# “Section 2”, “Chapter IV”, “Part B”.
PLACED = re.compile(r"(.*\w)[\s._#:-]+(?:\d{1,3}(?:\.\d+)*|[ivxl]+|[a-z])")
# So many letters at the beginning are the same in "harvest" and "harvesting".
STEM = 5
# So many headings of the same words, which say nothing of their part, are no list of contents.
ALIKE_SURE = 3


def counted(headings: list[Any], view: View) -> Iterator[Remark]:
    """Headings that count the parts of a page, and say of none what it is about."""
    kinds: dict[str, list[Any]] = {}
    for heading in headings:
        match = PLACED.fullmatch(vocabulary.plain(heading["name"]))
        # Where nothing stands between it and the next heading, that one says what follows.
        if match and heading["below"]:
            kinds.setdefault(match[1], []).append(heading)
    for kind, several in kinds.items():
        language = several[0]["language"] or view.language
        if len(several) > 1 and vocabulary.is_one_of(kind, "part_names", language):
            names = " and ".join(f"“{heading['name']}”" for heading in several[:2])
            note = f"{names} count the parts. Do people find what they look for by them?"
            yield asks(several[0]["element"], note)


Groups = dict[tuple[str, ...], list[Any]]  # by words, level, heading above and box


def _alike(headings: list[Any]) -> Groups:
    """The headings that read the same under the same heading above."""
    above: list[Any] = []
    groups: Groups = {}
    for heading in headings:
        while above and above[-1]["level"] >= heading["level"]:
            above.pop()
        home = above[-1]["element"] if above else ""
        above.append(heading)
        if heading["level"] > 1 and heading["below"] and not heading["linked"]:
            name = vocabulary.plain(heading["name"])
            key = (name, str(heading["level"]), home, heading["box"])
            groups.setdefault(key, []).append(heading)
    return groups


def same_words(headings: list[Any], view: View) -> Iterator[Remark]:
    """Headings of one level that all read the same, though nothing above them tells them apart."""
    groups = _alike(headings)
    for (name, *rest), alike in groups.items():
        language = alike[0]["language"] or view.language
        if len(alike) < 2 or len({heading["below"] for heading in alike}) < len(alike):
            continue
        if any(vocabulary.is_one_of(name, kind, language) for kind in ("untitled", "bare")):
            continue  # each of them is told of already
        vague = vocabulary.is_one_of(name, "vague_heads", language)
        led = any(heading["led"] for heading in alike)
        # In boxes of their own they may be names of things, such as two shows of one film.
        if not vague and (led or len({heading["flow"] for heading in alike}) > 1):
            continue
        note = f"{len(alike)} headings of one part of the page read “{alike[0]['name'][:60]}”."
        # “Information” twice, and “More information” beside them, lead nobody either.
        beside = sum(
            len(others)
            for (other, *place), others in groups.items()
            if place == rest
            and name in other
            and vocabulary.is_one_of(other, "vague_heads", language)
        )
        if vague and not led and beside >= ALIKE_SURE:
            yield fails(alike[1]["element"], note).about(DESCRIBES)
        else:
            yield asks(alike[1]["element"], f"{note} Do they tell what follows?").about(DESCRIBES)


def vague(headings: list[Any], view: View) -> Iterator[Remark]:
    """“Information” and “Other” part a page: who skims it finds nothing by them."""
    parts = [heading for heading in headings if heading["level"] > 1]
    found = [
        one
        for one in parts
        if vocabulary.is_one_of(one["name"], "vague_heads", one["language"] or view.language)
    ]
    names = {vocabulary.plain(one["name"]) for one in found}
    # Twice the same is another matter, and a single one among many finds its place.
    if len(found) > 1 and len(names) == len(found) and 2 * len(found) >= len(parts):
        note = f"“{found[0]['name']}” and “{found[1]['name']}” fit any text."
        yield asks(found[0]["element"], f"{note} Do they tell what follows?").about(DESCRIBES)


def exchanged(headings: list[Any], view: View) -> Iterator[Remark]:
    """Two headings of which each has its words in the other's text alone."""
    told = []
    for heading in headings:
        language = heading["language"] or view.language
        told.append(
            (heading, _stems(heading["name"], language), _stems(heading["below"], language))
        )
    for (one, mine, here), (other, yours, there) in combinations(told, 2):
        apart = mine and yours and one["level"] == other["level"]
        if not apart or mine & here or yours & there or mine & yours:
            continue
        if mine <= there and yours <= here:
            note = f"Its words stand in the text under “{other['name']}”, and the other way round."
            sure = min(len(mine), len(yours)) > 1
            yield (fails if sure else asks)(one["element"], note)


def _stems(text: str, language: str) -> frozenset[str]:
    return frozenset(word[:STEM] for word in vocabulary.telling(text, language))

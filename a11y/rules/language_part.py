"""A passage in another language is marked as such (WCAG 2.2 SC 3.1.2)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from a11y.passages import PASSAGES, joined, own
from a11y.rule import Remark, Rule, View, asks, fails, passes
from a11y.tongue import other_than, tells
from a11y.verdict import Evidence

# A marked part is long enough to be told at half; an unmarked one must be beyond doubt, since
# names, titles and words at home in many languages need no mark.
SHARE, TIMES = 0.5, 5.0
SURE_SHARE, SURE_TIMES, SENTENCE_WORDS, PHRASE_WORDS = 0.95, 1000.0, 6, 4
# So many letters of its own tell the language of a page that quotes others.
LEAST_LETTERS = 30
# In words of this house no half is a name that is not marked.
OWN_SHARE, OWN_TIMES = 0.9, 50.0
# Names for machines are of no language: response_type, a@example.org, v2.
CODE = re.compile(r"\S*[_/@\d]\S*")
# A foreign name in a sentence fills only a part of it.
HALF_WORDS = 3

PROBE = f"""
if (!document.body) return [];
{PASSAGES}
return passages.filter(one => one.language.trim());
"""


def check(seen: Any, view: View) -> Iterator[Remark]:
    """The voice changes where the language does (WCAG 2.2 SC 3.1.2)."""
    parts = defaultdict(list)
    for passage in seen:
        parts[passage["holder"]].append(passage)
    for holder, passages in parts.items():
        marked = not passages[0]["root"]
        language = passages[0]["language"]
        said = passages if marked else own(passages, LEAST_LETTERS)
        other = other_than(language, joined(said), share=SHARE, times=TIMES)
        if marked and other:
            yield fails(
                holder, f"It is marked as “{language}” and is written in “{other}”.", _found(other)
            )
        elif marked:
            yield passes(holder)
        if not other:
            yield from _strangers(passages, language, own=view.own)


def _strangers(passages: list[Any], language: str, *, own: bool) -> Iterator[Remark]:
    """Passages in another language than all that surrounds them.

    own: on pages of this house even short sentences are marked, and names are marked as such.
    """
    for passage in passages:
        words = len(passage["text"].split())
        if words < PHRASE_WORDS or passage["name"] or len(passages) == 1:
            continue
        other, sure = _throughout(language, passage["text"])
        if own and not other and words >= SENTENCE_WORDS:
            plain = CODE.sub(" ", passage["text"])
            other, sure = other_than(language, plain, share=OWN_SHARE, times=OWN_TIMES), True
        start = passage["text"][:60]
        if other and sure and words >= SENTENCE_WORDS:
            yield fails(
                passage["element"], f"“{start}” is in “{other}” and not marked so.", _found(other)
            )
        elif other:
            yield asks(passage["element"], f"Is “{start}” in “{other}”, and no name or loan word?")


def _throughout(language: str, text: str) -> tuple[str, bool]:
    """The other language that a text is in from its first to its last words, else ""; and whether
    each half is long enough to tell it.
    """
    other = other_than(language, text, share=SURE_SHARE, times=SURE_TIMES)
    words = text.split()
    half = len(words) // 2
    halves = [" ".join(words[:half]), " ".join(words[half:])] if half >= HALF_WORDS else []
    telling = [part for part in halves if tells(part)]
    same = all(other_than(language, part, share=SHARE, times=TIMES) == other for part in telling)
    return (other if same else "", len(telling) == len(halves))


def _found(other: str) -> Evidence:
    return Evidence((("language detected", other),))


RULE = Rule(
    id="language_part",
    criteria=("3.1.2",),
    affects="People who listen: a foreign sentence read by the wrong voice is noise.",
    passed="The parts in another language say which.",
    failed="A part is in another language than it says.",
    person="A part seems to be in another language.",
    check=check,
    words=True,
    probe=PROBE,
    conditions=frozenset({"default"}),
    act=("off6ek",),
)

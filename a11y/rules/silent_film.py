"""What a film without sound shows is told in words (WCAG 2.2 SC 1.2.1)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from a11y.media import look, recordings
from a11y.rule import Remark, Rule, View, asks, fails, passes

observe = look


def check(seen: Any, view: View) -> Iterator[Remark]:
    """Without sound there is nothing but the picture (WCAG 2.2 SC 1.2.1)."""
    for film in recordings(seen, view):
        if not film.facts["film"] or film.sounds:
            continue
        # A film that plays by itself, over and over and without a way to stop, is an ornament.
        ornament = film.facts["loop"] and film.facts["autoplay"] and not film.facts["controls"]
        if film.silent and film.facts["still"]:
            yield passes(film.element, film.evidence)
        elif not film.facts["loaded"]:
            yield asks(film.element, "It could not be played. Is it told in words?")
        elif film.silent and (film.may_be_told or ornament or film.facts["still"] is None):
            yield asks(film.element, "Is all that it shows told in words?", film.evidence)
        elif film.silent:
            same = "It is said to show the same as a text, and there is no such text to read."
            note = same if film.claims else "It has no sound, and no text tells it."
            yield fails(film.element, note, film.evidence)


RULE = Rule(
    id="silent_film",
    criteria=("1.2.1",),
    affects="People who do not see the film.",
    passed="Films without sound are told in words.",
    failed="What a film without sound shows is told nowhere.",
    person="Is this film without sound told in words?",
    check=check,
    observe=observe,
    sees="browser",
    conditions=frozenset({"default"}),
    act=("c3232f", "ee13b5", "d7ba54", "fd26cf"),
)

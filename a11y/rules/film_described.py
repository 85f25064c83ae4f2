"""A voice tells what is seen in a film (WCAG 2.2 SC 1.2.5)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from a11y import vocabulary
from a11y.media import look, recordings
from a11y.rule import Remark, Rule, View, asks, fails, passes

observe = look


def check(seen: Any, view: View) -> Iterator[Remark]:
    """A text apart from the film is no description while it runs (WCAG 2.2 SC 1.2.5)."""
    language = seen["language"] or view.language
    words = [*seen["controls"], *seen["blocks"]]
    offered = any(vocabulary.holds_one_of(text, "describes", language) for text in words)
    for film in recordings(seen, view):
        # A film without any sound is another matter (1.2.1), and so is one that repeats a text.
        if not film.facts["film"] or not film.sounds or film.live:
            continue
        if film.claims and film.has_text:
            continue
        known = film.facts["still"] is not None
        if film.facts["still"]:
            yield passes(film.element, film.evidence)
        elif known and film.no_speech and not offered and not film.others:
            note = "Nobody speaks in it, so nobody tells what is seen."
            yield fails(film.element, note, film.evidence)
        else:
            note = "Does a voice tell what is seen and not said?"
            yield asks(film.element, note, film.evidence)


RULE = Rule(
    id="film_described",
    criteria=("1.2.5",),
    affects="People who do not see the film.",
    passed="Films are described by a voice.",
    failed="No voice tells what is seen in a film.",
    person="Is what is seen in this film described?",
    check=check,
    observe=observe,
    sees="browser",
    conditions=frozenset({"default"}),
    act=("1ea59c", "1ec09b"),
)

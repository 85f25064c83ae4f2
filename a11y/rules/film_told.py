"""What is seen in a film is told in words (WCAG 2.2 SC 1.2.3)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from a11y.media import Recording, look, recordings
from a11y.rule import Remark, Rule, View, asks, fails, passes

# Of the W3C's rules; each has one way to tell a film in mind.
BY_TRANSCRIPT, BY_TEXT = "1a02b0", "ab4d13"

observe = look


def check(seen: Any, view: View) -> Iterator[Remark]:
    """Who does not see it needs it told, by voice or as text (WCAG 2.2 SC 1.2.3)."""
    for film in recordings(seen, view):
        # One without sound is another matter (1.2.1).
        if not film.facts["film"] or film.silent or film.live or not film.facts["loaded"]:
            continue
        if film.facts["still"]:
            yield passes(film.element, film.evidence)
        else:
            found = _judged(film)
            yield found.falls_short_of(*_untaken(film)) if film.sounds else found


def _judged(film: Recording) -> Remark:
    if film.may_be_told or film.facts["still"] is None:
        note = "Does a text or a voice tell all that is seen in it?"
        return asks(film.element, note, film.evidence)
    if film.no_speech:
        note = "Nobody speaks in it, and no text tells what is seen."
        return fails(film.element, note, film.evidence)
    if film.transcripts:
        return fails(film.element, "What is linked as its transcript is empty.", film.evidence)
    note = "No text tells what is seen in it. Does its voice?"
    return asks(film.element, note, film.evidence)


def _untaken(film: Recording) -> Iterator[str]:
    """The ways to tell it that are not taken for sure, as ids of the W3C's rules."""
    if film.lacks_text:
        yield BY_TRANSCRIPT
    if film.stands_alone:
        yield BY_TEXT


RULE = Rule(
    id="film_told",
    criteria=("1.2.3",),
    affects="People who do not see the film.",
    passed="Films are told in words.",
    failed="What is seen in a film is told nowhere.",
    person="Is all that is seen in this film told in words?",
    check=check,
    observe=observe,
    sees="browser",
    conditions=frozenset({"default"}),
    act=("c5a4ea", BY_TRANSCRIPT, BY_TEXT),
)

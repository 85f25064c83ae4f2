"""What a film without sound shows is told in words (WCAG 2.2 SC 1.2.1)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from a11y.media import Recording, look, recordings
from a11y.rule import Remark, Rule, View, asks, fails, passes

# Of the W3C's rules; each has one way to tell a film in mind.
BY_TRANSCRIPT, BY_SOUND, BY_TEXT, BY_TRACK = "ee13b5", "d7ba54", "fd26cf", "ac7dc6"

observe = look


def check(seen: Any, view: View) -> Iterator[Remark]:
    """Without sound there is nothing but the picture (WCAG 2.2 SC 1.2.1)."""
    for film in recordings(seen, view):
        if not film.facts["film"] or film.sounds or film.live:
            continue
        if film.silent and film.facts["still"]:
            yield passes(film.element, film.evidence)
        elif not film.facts["loaded"]:
            yield asks(film.element, "It could not be played. Is it told in words?")
        elif film.silent:
            yield _judged(film)


def _judged(film: Recording) -> Remark:
    # A film that plays by itself, over and over and without a way to stop, is an ornament.
    ornament = film.facts["loop"] and film.facts["autoplay"] and not film.facts["controls"]
    if film.may_be_told or ornament or film.facts["still"] is None:
        found = asks(film.element, "Is all that it shows told in words?", film.evidence)
        return found.falls_short_of(*_untaken(film))
    same = "It is said to show the same as a text, and there is no such text to read."
    note = same if film.claims else "It has no sound, and no text tells it."
    found = fails(film.element, note, film.evidence)
    # Browsers say nothing of a track of descriptions, so it tells nobody what is seen.
    return found.about(*(act for act in RULE.act if act != BY_TRACK)) if film.described else found


def _untaken(film: Recording) -> Iterator[str]:
    """The ways to tell it that are not taken for sure, as ids of the W3C's rules."""
    if film.lacks_text:
        yield BY_TRANSCRIPT
    if film.lacks_sound:
        yield BY_SOUND
    if film.stands_alone:
        yield BY_TEXT
    if not film.described:
        yield BY_TRACK


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
    act=("c3232f", BY_TRANSCRIPT, BY_SOUND, BY_TEXT, BY_TRACK),
)

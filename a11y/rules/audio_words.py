"""What can only be heard is there as text (WCAG 2.2 SC 1.2.1)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from a11y.media import Recording, look, recordings
from a11y.rule import Remark, Rule, View, asks, fails, passes

# A sound so short tells nothing that would need a transcript, unless it is a voice.
SHORT_S = 3.0

BY_TEXT = "afb423"  # of the W3C's rules, which has a recording that repeats a text in mind

observe = look


def check(seen: Any, view: View) -> Iterator[Remark]:
    """Who does not hear needs every word to read (WCAG 2.2 SC 1.2.1)."""
    for audio in recordings(seen, view):
        if audio.facts["film"] or audio.live:
            continue
        if audio.silent or 0 < audio.length_s < SHORT_S:
            yield _short(audio)
        elif not audio.facts["loaded"] and audio.length_s == 0:
            yield asks(audio.element, "It could not be played. Is there a transcript of it?")
        elif audio.has_transcript or audio.has_text or audio.facts["tracks"]:
            note = "Does the text beside it say all that is heard in it?"
            found = asks(audio.element, note, audio.evidence)
            yield found.falls_short_of(BY_TEXT) if audio.stands_alone else found
        elif audio.transcripts:
            yield fails(audio.element, "What is linked as its transcript is empty.", audio.evidence)
        else:
            note = "There is no transcript: neither on this page nor behind a link."
            yield fails(audio.element, note, audio.evidence)


def _short(audio: Recording) -> Remark:
    """Even of a few words that are spoken, somebody who does not hear has none."""
    hum = audio.no_speech and (audio.has_transcript or not audio.spoken_of)
    if hum or not audio.sounds:
        return passes(audio.element, audio.evidence)
    note = "It is short, and may be a voice. If so, can its words be read beside it?"
    return asks(audio.element, note, audio.evidence)


RULE = Rule(
    id="audio_words",
    criteria=("1.2.1",),
    affects="People who are deaf or hard of hearing.",
    passed="All that is heard can be read.",
    failed="What is heard cannot be read.",
    person="Can all that is heard be read?",
    check=check,
    observe=observe,
    sees="browser",
    conditions=frozenset({"default"}),
    act=("2eb176", "e7aa44", BY_TEXT),
)

"""Sound that starts by itself is short, or can be stopped (WCAG 2.2 SC 1.4.2)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from a11y import vocabulary
from a11y.browser import Browser
from a11y.media import Recording, look, recordings
from a11y.rule import Remark, Rule, View, asks, fails, passes

# WCAG lets a sound of three seconds pass.
LONG_S = 3.0

# Of a player that is in no page there is nothing to look at but where its sound comes from.
LOOSE = """
const record = window[Symbol.for("acting")];
return [...new Set((record?.loose ?? []).filter(one => !one.isConnected && one.currentSrc)
  .map(one => one.currentSrc.split(/[?#]/)[0].split("/").pop().slice(0, 60)))];
"""


def observe(browser: Browser, view: View) -> dict[str, Any]:
    return {**look(browser, view), "loose": browser.look(LOOSE)}


def check(seen: Any, view: View) -> Iterator[Remark]:
    """Who listens to a screen reader hears both at once (WCAG 2.2 SC 1.4.2)."""
    language = seen["language"] or view.language
    stops = [c for c in seen["controls"] if vocabulary.holds_one_of(c, "stops", language)]
    for recording in recordings(seen, view):
        facts = recording.facts
        starts = (facts["autoplay"] or facts["plays"]) and not facts["muted"]
        if not starts or recording.silent:
            continue
        stoppable = (facts["controls"] and facts["seen"] and facts["heard"]) or stops
        if _is_short(recording) or stoppable:
            yield passes(recording.element, recording.evidence)
        elif not recording.sounds:
            note = "It starts by itself and cannot be stopped. Is it heard for over 3 seconds?"
            yield asks(recording.element, note, recording.evidence)
        else:
            note = "It starts to sound by itself, and nothing on the page stops it."
            yield fails(recording.element, note, recording.evidence)

    if seen["loose"] and not stops:
        note = f"A script plays “{seen['loose'][0]}” by itself. Is it heard for over 3 seconds?"
        yield asks("", note)


def _is_short(recording: Recording) -> bool:
    facts = recording.facts
    length_s = recording.length_s
    audible_s = facts["sound"]["audible_s"] if facts["sound"] else length_s
    known = facts["loaded"] and length_s > 0
    return bool(known and min(length_s, audible_s) <= LONG_S and not facts["loop"])


RULE = Rule(
    id="sound_by_itself",
    criteria=("1.4.2",),
    affects="People who listen to a screen reader, or cannot think beside noise.",
    passed="What sounds by itself is short, or can be stopped.",
    failed="Sound starts by itself and cannot be stopped.",
    person="Sound may start by itself.",
    check=check,
    observe=observe,
    sees="browser",
    conditions=frozenset({"default"}),
    act=("80f0bf", "4c31df"),
)

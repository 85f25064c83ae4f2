"""Words stay until the person has read them (WCAG 2.2 SC 2.2.1)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from a11y.browser import Browser
from a11y.passing import let_time_pass
from a11y.pressing import press_each
from a11y.rule import Remark, Rule, View, asks, fails, passes
from a11y.verdict import Evidence

LEAST_WORDS = 3
SHORT_S = 20
# For a word, or two signs of a number or code: 200 words a minute, which people who read fast do.
QUICK_S = 0.3


def observe(browser: Browser, view: View) -> Any:
    """What goes by itself, and what goes after a press: None where nothing could."""
    alone, pressed = let_time_pass(browser), press_each(browser, own=view.own)
    if alone is None and not (pressed and pressed["gone"]):
        return None
    gone = alone["gone"] if alone else []
    return {"gone": gone, "pressed": pressed["gone"] if pressed else []}


def check(seen: Any, view: View) -> Iterator[Remark]:
    """What goes by itself is lost to slow readers (WCAG 2.2 SC 2.2.1)."""
    if seen is None:
        return
    remarks = [*_alone(seen["gone"]), *_pressed(seen["pressed"])]
    yield from remarks
    if not remarks:
        yield passes()


def _alone(gone: list[dict[str, Any]]) -> Iterator[Remark]:
    for one in gone:
        if len(one["words"].split()) < LEAST_WORDS:
            continue
        for_s = round(one["for_ms"] / 1000, 1)
        say = fails if for_s < SHORT_S else asks
        note = f"“{one['words'][:60]}” goes after {for_s} seconds."
        yield say(one["element"], note, _measured(one, for_s))


def _pressed(gone: list[dict[str, Any]]) -> Iterator[Remark]:
    """News that says what was seen to happen may go; but nobody could have read it sooner."""
    for one in gone:
        if one.get("control"):
            yield _control(one)
            continue
        words = one["words"].split()
        if len(words) < LEAST_WORDS:
            continue
        for_s = round(one["for_ms"] / 1000, 1)
        say = fails if for_s < sum(map(_weight, words)) * QUICK_S else asks
        came = f"“{one['words'][:60]}” comes when {one['button']} is pressed"
        note = f"{came}, and goes after {for_s} seconds."
        yield say(one["element"], note, _measured(one, for_s))


def _weight(word: str) -> float:
    """How many words it takes to read: who notes a number reads it sign by sign."""
    return len(word) / 2 if any(sign.isdigit() for sign in word) else 1


def _control(one: dict[str, Any]) -> Remark:
    """What can be pressed for a while only is a time limit, however short its words are."""
    for_s = round(one["for_ms"] / 1000, 1)
    came = f"“{one['words'][:60]}” can be pressed once {one['button']} was"
    note = f"{came}, and goes after {for_s} seconds, even while it has the focus."
    return fails(one["element"], note, _measured(one, for_s))


def _measured(one: dict[str, Any], for_s: float) -> Evidence:
    return Evidence(measured=(("seconds", str(for_s)), ("words", one["words"][:120])))


RULE = Rule(
    id="vanishing_text",
    criteria=("2.2.1",),
    affects="People who read slowly, listen, or magnify and look elsewhere just then.",
    passed="No words go by themselves.",
    failed="Words or controls go away before everybody has read or reached them.",
    person="Words go away by themselves. Are they needed, and can they be called back?",
    check=check,
    observe=observe,
    conditions=frozenset({"default"}),
    sees="browser",
)

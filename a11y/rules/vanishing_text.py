"""Words stay until the person has read them (WCAG 2.2 SC 2.2.1)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from a11y.passing import let_time_pass
from a11y.rule import Remark, Rule, View, asks, fails, passes
from a11y.verdict import Evidence

LEAST_WORDS = 3
SHORT_S = 20


def check(seen: Any, view: View) -> Iterator[Remark]:
    """What goes by itself is lost to slow readers (WCAG 2.2 SC 2.2.1)."""
    if seen is None:
        return
    lost = [one for one in seen["gone"] if len(one["words"].split()) >= LEAST_WORDS]
    for one in lost:
        for_s = round(one["for_ms"] / 1000, 1)
        measured = Evidence(measured=(("seconds", str(for_s)), ("words", one["words"][:120])))
        say = fails if for_s < SHORT_S else asks
        yield say(one["element"], f"“{one['words'][:60]}” goes after {for_s} seconds.", measured)
    if not lost:
        yield passes()


RULE = Rule(
    id="vanishing_text",
    criteria=("2.2.1",),
    affects="People who read slowly, listen, or magnify and look elsewhere just then.",
    passed="No words go by themselves.",
    failed="Words go away before everybody has read them.",
    person="Words go away by themselves. Are they needed, and can they be called back?",
    check=check,
    observe=lambda browser, view: let_time_pass(browser),
    conditions=frozenset({"default"}),
    sees="browser",
)

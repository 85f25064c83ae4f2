"""A link that opens a window by a script says so (WCAG 2.2 SC 3.2.5)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from a11y import vocabulary
from a11y.link_pressing import press_links
from a11y.rule import Remark, Rule, View, asks, fails, passes
from a11y.verdict import Evidence

KEYS = Evidence(keys=("press it",))


def check(seen: Any, view: View) -> Iterator[Remark]:
    """The way back is missing in a new window, and no mark-up tells of it (WCAG 2.2 SC 3.2.5)."""
    windows = seen["windows"] if seen else []
    silent = [one for one in windows if not _is_said(one, view)]
    if silent:
        more = f" So it is with {len(silent)} of these." if len(silent) > 1 else ""
        note = f"A script opens a new window when it is pressed. Do its words say so?{more}"
        # Others may say it in words that we do not know.
        yield (fails if view.own else asks)(silent[0]["element"], note, KEYS)
    elif windows:
        yield passes()


def _is_said(one: dict[str, Any], view: View) -> bool:
    language = one["language"] or view.language
    texts = (one["said"], one["around"])
    return any(vocabulary.holds_one_of(text, "opens", language) for text in texts)


RULE = Rule(
    id="link_window",
    criteria=("2.4.4", "3.2.5"),
    affects="People who lose their way when something else opens than they thought.",
    passed="Links that open a window by a script say so.",
    failed="A link opens a window by a script and does not say so.",
    person="A link opens a window by a script. Does it say so?",
    check=check,
    observe=lambda browser, view: press_links(browser),
    conditions=frozenset({"default"}),
    sees="browser",
)

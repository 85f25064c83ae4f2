"""Text that a press brings stands out from its ground too (WCAG 2.2 SC 1.4.3)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from a11y.browser import Browser
from a11y.pressing import press_each
from a11y.rule import Remark, Rule, View, asks, fails, passes
from a11y.verdict import Evidence

LEAST, LEAST_LARGE = 4.5, 3.0
TOLERANCE = 0.05  # colours on the screen are whole numbers


def observe(browser: Browser, view: View) -> Any:
    """What came with colours of its own, None where nothing can be pressed."""
    pressed = press_each(browser, own=view.own)
    return pressed["inked"] if pressed else None


def check(seen: Any, view: View) -> Iterator[Remark]:
    """Messages, panels and dialogs are read as all other text is (WCAG 2.2 SC 1.4.3)."""
    for text in seen or ():
        least = LEAST_LARGE if text["large"] else LEAST
        evidence = Evidence(
            (("contrast", f"{text['contrast']:.2f}:1"), ("colour of the text", text["ink"]))
        )
        if text["contrast"] + TOLERANCE >= least:
            yield passes(text["element"], evidence)
            continue
        came = f"“{text['words']}” comes when {text['button']} is pressed"
        note = f"{came}, has {text['contrast']:.1f}:1 and needs {least:g}:1."
        # What nobody sees may be hidden so on purpose, and said by screen readers.
        hidden = text["contrast"] == 1 and not view.own
        yield (asks if hidden or text["logo"] else fails)(text["element"], note, evidence)


RULE = Rule(
    id="contrast_pressed",
    criteria=("1.4.3",),
    affects="People who see contrast poorly, and all who read in the sun.",
    passed="Text that comes after a press stands out from what is behind it.",
    failed="Text that comes after a press does not stand out from what is behind it.",
    person="It may be that this text need not stand out.",
    check=check,
    observe=observe,
    conditions=frozenset({"default"}),
    sees="browser",
)

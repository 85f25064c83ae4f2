"""Text stands out from what is painted behind it, in pixels (WCAG 2.2 SC 1.4.3)."""

from __future__ import annotations

from collections.abc import Iterator

from a11y.acting import survey
from a11y.browser import Browser
from a11y.contrast import LEAST, LEAST_LARGE, Text, text_contrast, too_little
from a11y.rule import Remark, Rule, View, asks, fails, passes
from a11y.verdict import Evidence

# On a picture each word may stand out somewhere, and yet every third stroke be lost.
MUCH = 0.33  # of its ground


def observe(browser: Browser, view: View) -> list[Text]:
    if survey(browser).listens("scroll"):
        # A bar may still show what it was further down: others have scrolled there and back.
        browser.settle()
        browser.settle()  # once for the bar to hear of it, once for its colours to change
    return text_contrast(browser)


def check(seen: list[Text], view: View) -> Iterator[Remark]:
    """4.5:1, or 3:1 for large text, for all of each word (WCAG 2.2 SC 1.4.3)."""
    for text in seen:
        least = LEAST_LARGE if text["large"] else LEAST
        evidence = Evidence(
            (("contrast", f"{text['contrast']:.2f}:1"), ("colour of the text", text["ink"]))
        )
        if too_little(text):
            note = f"“{text['words']}” has {text['contrast']:.1f}:1 and needs {least:g}:1."
            if text["logo"] and not view.own:
                yield asks(text["element"], f"{note} Is it a logo?", evidence)
            elif text.get("drawn") and not view.own:
                yield asks(text["element"], f"{note} Is it there to be read?", evidence)
            elif text["contrast"] == 1 and not view.own:
                # What nobody sees may be hidden so on purpose, and said by screen readers.
                note = f"“{text['words']}” has the colour of its ground. Is it meant to be seen?"
                yield asks(text["element"], note, evidence)
            else:
                yield fails(text["element"], note, evidence)
        else:
            yield _ground(text, evidence)


def _ground(text: Text, evidence: Evidence) -> Remark:
    """How much of what is behind a text that stands out at its best takes strokes of it away.

    That is no part of the W3C's own rule, which asks for the best place of a text alone.
    """
    if text.get("lost", 0) >= MUCH:
        note = f"“{text['words']}” is lost on {text['lost']:.0%} of the picture behind it."
        said = asks if text["logo"] else fails
        return said(text["element"], note, evidence).about()
    if text.get("weak", 0) >= MUCH:
        note = f"On {text['weak']:.0%} of its ground “{text['words']}” stands out too little."
        return asks(text["element"], f"{note} Can it be read?", evidence).about()
    return passes(text["element"], evidence)


RULE = Rule(
    id="contrast_text",
    criteria=("1.4.3",),
    affects="People who see contrast poorly, and all who read in the sun.",
    passed="All text stands out from what is behind it.",
    failed="Text does not stand out from what is behind it.",
    person="It may be that this text need not stand out.",
    check=check,
    observe=observe,
    conditions=frozenset({"default", "dark", "more_contrast", "forced_colours", "narrow_320"}),
    sees="browser",
    act=("afw4f7",),
)

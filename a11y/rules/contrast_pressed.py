"""Text that a press brings stands out from its ground too (WCAG 2.2 SC 1.4.3)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from a11y.browser import Browser
from a11y.contrast import said
from a11y.pressing import press_each
from a11y.rule import Remark, Rule, View
from a11y.sending import send_each


def observe(browser: Browser, view: View) -> Any:
    """What came with colours of its own, by a press or as a form was sent empty or wrong."""
    pressed = press_each(browser, own=view.own)
    came = list(pressed["inked"]) if pressed else []
    sent = [text for one in send_each(browser, view) for text in one["inked"]]
    for text in sent:
        if all(text["element"] != other["element"] for other in came):
            came.append({**text, "sent": True})
    return came


def check(seen: Any, view: View) -> Iterator[Remark]:
    """Messages, panels and dialogs are read as all other text is (WCAG 2.2 SC 1.4.3)."""
    for text in seen or ():
        form = " and its form is empty or wrong" if text.get("sent") else ""
        yield said(text, f"comes when {text['button']} is pressed{form}", view)


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

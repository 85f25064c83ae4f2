"""A button that is a picture says in words what it does (WCAG 2.2 SC 1.1.1, 4.1.2)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from a11y import vocabulary
from a11y.rule import Remark, Rule, View, fails, passes
from a11y.rules.button_named import EMPTY
from a11y.rules.image_name import FILE
from a11y.template_words import is_unfilled

# What was to be replaced by words.
HOLLOW = ("unwritten", "mashed")
# What it is, and not what it does. “Map” and “Photo” may say that.
WHAT = EMPTY | {"image", "img", "bild", "submit image", "image button", "button image"}

# Without a text of its own the browser calls it “Submit”, in its own language.
PROBE = """
const said = button => page.squeeze([
  button.getAttribute("alt"), button.getAttribute("aria-label"), button.getAttribute("title"),
  ...[...(button.labels ?? [])].map(label => label.textContent),
  ...(button.getAttribute("aria-labelledby") ?? "").split(/\\s+/).filter(Boolean)
    .map(id => button.getRootNode().getElementById(id)?.textContent),
].filter(Boolean).join(" "));
return page.all("input[type=image]").filter(page.heard)
  .map(button => ({element: page.path(button), said: said(button),
    language: page.language(button)}));
"""


def check(seen: Any, view: View) -> Iterator[Remark]:
    """Who does not see the picture presses a button all the same (WCAG 2.2 SC 1.1.1)."""
    for button in seen:
        element, said = button["element"], button["said"]
        language = button["language"] or view.language
        hollow = any(vocabulary.is_one_of(said, kind, language) for kind in HOLLOW)
        if not said:
            yield fails(element, "It has no text instead of its picture.")
        elif hollow or said.casefold() in WHAT or is_unfilled(said) or FILE.fullmatch(said):
            yield fails(element, f"“{said}” does not say what it does.").about()
        else:
            yield passes(element)


RULE = Rule(
    id="image_button_named",
    criteria=("1.1.1", "4.1.2"),
    affects="People who do not see the picture.",
    passed="Buttons that are pictures have words.",
    failed="A button is nothing but a picture.",
    check=check,
    probe=PROBE,
    conditions=frozenset({"default"}),
    act=("59796f",),
)

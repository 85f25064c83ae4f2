"""Text that is spaced out stays whole (WCAG 2.2 SC 1.4.12)."""

from __future__ import annotations

from collections.abc import Iterator

from a11y.layouts import Layouts
from a11y.rule import Remark, Rule, View, asks, fails, passes


def check(seen: Layouts, view: View) -> Iterator[Remark]:
    """The four values of the criterion must cost nothing (WCAG 2.2 SC 1.4.12)."""
    layout = seen.get("spacing")
    if layout is None:
        return
    sound = True
    for part in layout["cut"]:
        if part["fresh"] and not part["helped"]:
            sound = False
            note = f"“{part['words']}” is cut off {part['way']}."
            soft = part["soft"] and part["way"] == "sideways"
            yield asks(part["element"], note) if soft else fails(part["element"], note)
    for part in layout["lying"]:
        sound = False
        yield fails(part["element"], f"“{part['words']}” lies on the text of {part['on']}.")
    if sound:
        yield passes()


RULE = Rule(
    id="text_spacing",
    criteria=("1.4.12",),
    affects="People with dyslexia or low vision, who need air between letters, words and lines.",
    passed="All text is whole and alone in its place when it is spaced out.",
    failed="Text that is spaced out is cut off, or lies on other text.",
    person="Text that is spaced out ends in dots. Can the whole of it be read elsewhere?",
    check=check,
    conditions=frozenset({"default"}),
    sees="layouts",
)

"""The focus can be seen at every stop, in pixels (WCAG 2.2 SC 2.4.7)."""

from __future__ import annotations

from collections.abc import Iterator

from a11y.focus_mark import Mark
from a11y.rule import Remark, Rule, View, asks, fails, passes


def check(marks: tuple[Mark, ...], view: View) -> Iterator[Remark]:
    """Pictures with and without the focus must differ (WCAG 2.2 SC 2.4.7)."""
    for mark in marks:
        if mark.any:
            yield passes(mark.element)
        elif mark.aside:
            yield asks(mark.element, "What changes lies in its words, or away from it.")
        elif mark.caret and not view.own:
            yield asks(mark.element, "Nothing but the caret shows the focus.")
        else:
            yield fails(mark.element, "Nothing changes when the focus comes.")


RULE = Rule(
    id="focus_seen",
    criteria=("2.4.7",),
    affects="People who see and use a keyboard or a switch: they must know where they are.",
    passed="Something changes at every stop when the focus comes.",
    failed="The focus cannot be seen.",
    person="Is it plain where the focus is?",
    check=check,
    conditions=frozenset({"default", "dark", "more_contrast", "forced_colours", "narrow_320"}),
    sees="marks",
    act=("oj04fd",),
)

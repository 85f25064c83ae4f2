"""The focus can be seen at every stop, in pixels (WCAG 2.2 SC 2.4.7, 1.4.11)."""

from __future__ import annotations

from collections.abc import Iterator

from a11y.focus_mark import CLEAR_SHARE, Mark
from a11y.rule import Remark, Rule, View, asks, fails, passes

# Below this, all there is are edges where the mark happens to cross something else.
CHANCE_SHARE = 0.1


def check(marks: tuple[Mark, ...], view: View) -> Iterator[Remark]:
    """Pictures with and without the focus must differ by 3:1 (WCAG 2.2 SC 2.4.7, 1.4.11)."""
    for mark in marks:
        if not mark.any:
            yield fails(mark.element, "Nothing changes when the focus comes.")
        elif mark.strong < CHANCE_SHARE:
            yield fails(mark.element, "What changes with the focus has less contrast than 3:1.")
        elif mark.strong < CLEAR_SHARE:
            yield asks(mark.element, "The mark of the focus is smaller than a thin outline.")
        else:
            yield passes(mark.element)


RULE = Rule(
    id="focus_seen",
    criteria=("2.4.7", "1.4.11", "2.4.13"),
    affects="People who see and use a keyboard or a switch: they must know where they are.",
    passed="Every stop has a mark of the focus with a contrast of 3:1 or more.",
    failed="The focus cannot be seen.",
    person="The mark of the focus is small.",
    check=check,
    conditions=frozenset({"default", "dark", "more_contrast", "forced_colours", "narrow_320"}),
    sees="marks",
    act=("oj04fd",),
)

"""The mark of the focus is strong and large enough, in pixels (WCAG 2.2 SC 1.4.11, 2.4.13)."""

from __future__ import annotations

from collections.abc import Iterator

from a11y.focus_mark import CLEAR_SHARE, Mark
from a11y.rule import Remark, Rule, View, asks, fails, passes
from a11y.verdict import Evidence

# Below this, all there is are edges where the mark happens to cross something else.
CHANCE_SHARE = 0.1
# So much of its outline stands beside something else: a button may be joined to its field.
EDGE_SHARE = 0.5


def check(marks: tuple[Mark, ...], view: View) -> Iterator[Remark]:
    """With and without the focus must differ by 3:1 (WCAG 2.2 SC 1.4.11, 2.4.13)."""
    asked = False  # one look of fields and buttons is one question
    for mark in marks:
        if not mark.any:
            continue  # there is no mark that could be weak
        evidence = Evidence((("share of an outline that differs by 3:1", f"{mark.strong:.2f}"),))
        if mark.strong < CHANCE_SHARE and mark.edge >= EDGE_SHARE and not view.own:
            # SC 1.4.11 asks for contrast with what is beside it, not with how it was before.
            note = "Its ground takes a colour as light as before. Is the change plain to see?"
            yield asks(mark.element, note, evidence)
        elif mark.strong < CHANCE_SHARE and mark.agent and not view.own:
            # What the browser draws, and nobody has changed, is left out of SC 1.4.11.
            if not asked:
                note = "The browser’s own mark is weak beside its border. Is it plain to see?"
                yield asks(mark.element, note, evidence)
            asked = True
        elif mark.strong < CHANCE_SHARE:
            note = "What changes with the focus has less contrast than 3:1."
            yield fails(mark.element, note, evidence)
        elif mark.strong < CLEAR_SHARE and not mark.appears:
            note = "The mark of the focus is smaller than a thin outline."
            # SC 2.4.13 is of level AAA, and pages of this house keep to it.
            yield (fails if view.own else asks)(mark.element, note, evidence)
        else:
            yield passes(mark.element, evidence)


RULE = Rule(
    id="focus_contrast",
    criteria=("1.4.11", "2.4.13"),
    affects="People who see contrast poorly and use a keyboard or a switch.",
    passed="Every mark of the focus has a contrast of 3:1 or more and a good size.",
    failed="The mark of the focus is too weak.",
    person="The mark of the focus is small.",
    check=check,
    conditions=frozenset({"default", "dark", "more_contrast", "forced_colours", "narrow_320"}),
    sees="marks",
)

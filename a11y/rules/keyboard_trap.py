"""Tab and Shift+Tab lead out of everything that they lead into (WCAG 2.2 SC 2.1.2)."""

from __future__ import annotations

from collections.abc import Iterator

from a11y.rule import Remark, Rule, View, asks, fails, passes
from a11y.verdict import Evidence
from a11y.walk import Walk

BY_STANDARD_KEYS = "80af7b"  # of the W3C's rules: the way out is by Tab, Escape or arrow keys


def check(walk: Walk, view: View) -> Iterator[Remark]:
    """In and out again; by other keys where the page tells them (WCAG 2.2 SC 2.1.2)."""
    tabs = ("Tab",) * min(len(walk.stops), 20)
    if walk.way_out:
        found = passes(walk.stops[-1].element, Evidence(keys=(*tabs, walk.way_out)))
        yield found if walk.way_out == "Escape" else found.falls_short_of(BY_STANDARD_KEYS)
    elif walk.refused:
        note = "The page takes every press of Tab for itself, and the focus comes nowhere."
        yield fails("", note, Evidence(keys=("Tab", "Tab")))
    elif walk.unasked:
        note = "Tab does not get past it. Does one of its buttons tell the key that does?"
        yield asks(walk.stops[-1].element, note, Evidence(keys=tabs))
    elif not walk.left:
        at = walk.stops[-1].element if walk.stops else ""
        yield fails(at, "Tab does not get past it, and no other key is told.", Evidence(keys=tabs))
    elif walk.returned is False:
        back = Evidence(keys=(*tabs, "Shift+Tab"))
        yield fails("", "Shift+Tab does not lead back to the first stop.", back)
    elif walk.stops:
        yield passes()


RULE = Rule(
    id="keyboard_trap",
    criteria=("2.1.2",),
    affects="People who use a keyboard, a switch, or a screen reader, and no pointer.",
    passed="The keyboard leads out of everything that it leads into.",
    failed="The keyboard is caught.",
    person="The keyboard may be caught.",
    check=check,
    conditions=frozenset({"default", "zoom_400", "no_script"}),
    sees="walk",
    act=(BY_STANDARD_KEYS, "a1b64e", "ebe86a"),
)

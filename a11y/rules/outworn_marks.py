"""No mark-up says how things look, or is no longer part of HTML (WCAG 2.2 SC 1.3.1)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from a11y.rule import Remark, Rule, View, asks, fails, passes

# HTML §16.2: elements that are entirely obsolete. They still work, each in its own way.
PROBE = """
const obsolete = `font, center, big, strike, tt, basefont, acronym, applet, dir, frameset, frame,
  isindex, listing, xmp, nobr, multicol, spacer, bgsound, plaintext`;
const moving = page.all("marquee, blink").filter(page.shown);
const found = page.all(obsolete).filter(page.shown);
const names = [...new Set(found.map(element => element.localName))];
return {first: found[0] ? page.path(found[0]) : "", names, count: found.length,
  moving: moving.map(page.path), any: page.texts().length > 0};
"""


def check(seen: Any, view: View) -> Iterator[Remark]:
    """Marks of look carry no meaning to who does not see it (WCAG 2.2 SC 1.3.1)."""
    for element in seen["moving"]:
        yield fails(element, "It moves or blinks, and cannot be stopped.")
    if seen["count"]:
        names = ", ".join(f"<{name}>" for name in seen["names"])
        yield asks(seen["first"], f"{names}: only the look is given. Does it mean something?")
    elif seen["any"] and not seen["moving"]:
        yield passes()


RULE = Rule(
    id="outworn_marks",
    criteria=("1.3.1", "2.2.2"),
    affects="People who listen, or who need other colours and letters.",
    passed="The mark-up says what things are.",
    failed="Old mark-up makes text move.",
    person="Old mark-up says how things look, not what they are.",
    check=check,
    probe=PROBE,
    conditions=frozenset({"default"}),
)

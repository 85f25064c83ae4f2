"""Cells and dots without words are told apart by more than colour (WCAG 2.2 SC 1.4.1, 1.3.1)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from a11y import vocabulary
from a11y.counterparts import COUNTERPARTS, evidence, first_of_each, sure
from a11y.rule import Remark, Rule, View, asks, fails, passes

# Light and dark tell such colours apart, when nobody sees their hues (see colour_state.py).
APART = 3.0

PROBE = f"""
{COUNTERPARTS}
const tints = counterparts.groups.filter(group => group.kind === "colour");
const cells = !tints.length && page.all("td").some(cell => cell.bgColor
  || page.colours.read(getComputedStyle(cell).backgroundColor)[3] > 0 && page.seen(cell));
return {{tints: tints.map(group => ({{...group, contrast: Math.max(...group.colours.flatMap(one =>
  group.colours.map(other => page.colours.contrast(one, other))))}})), any: cells}};
"""


def check(seen: Any, view: View) -> Iterator[Remark]:
    """Green is good and red is bad only for those who see both (WCAG 2.2 SC 1.4.1, 1.3.1)."""
    for group in first_of_each(seen["tints"], "colour"):
        if said := group.get("hushed"):
            # Who offers things in several colours says which in words, and shows them.
            if not vocabulary.holds_one_of(said, "sense_colour", group["language"]):
                yield _hushed(group)
        elif sure(group) and _red_and_green(group["colours"]) and group["contrast"] < APART:
            note = (
                f"The cells below “{group['head'][:60]}” hold no words, and differ in colour alone."
            )
            yield fails(group["element"], note, evidence(group))
        else:
            note = f"{group['count']} {_what(group)}, and differ in colour alone."
            yield asks(group["element"], note, evidence(group))
    if seen["any"]:
        yield passes()


def _hushed(group: Any) -> Remark:
    """Words for those who hear a page, and a colour in their place for those who see it."""
    note = (
        f"{group['count']} marks differ in colour alone. What they mean is hidden in words such as "
        f"“{group['hushed'][:40]}”, which are only heard."
    )
    surely = group["surely"] and group["contrast"] < APART
    return (fails if surely else asks)(group["element"], note, evidence(group))


def _what(group: Any) -> str:
    if group.get("numbered"):
        return "boxes here hold a number each"
    return f"{'cells' if group['column'] else 'marks'} here hold no words"


def _red_and_green(colours: list[list[float]]) -> bool:
    """Two of them are what people take for bad and good."""
    red = any(r > 1.5 * max(g, b) for r, g, b in colours)
    return red and any(g > 1.2 * max(r, b) for r, g, b in colours)


RULE = Rule(
    id="colour_marks",
    criteria=("1.4.1", "1.3.1"),
    affects="People who see colours differently or not at all.",
    passed="Cells and marks are told apart by more than their colour.",
    failed="Colour alone says what a cell or a mark means.",
    person="Do words or shapes say what these colours mean?",
    check=check,
    probe=PROBE,
    conditions=frozenset({"default"}),
)

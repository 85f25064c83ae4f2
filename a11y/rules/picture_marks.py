"""Small pictures that tell states apart have words too (WCAG 2.2 SC 1.1.1, failure F3)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from a11y.counterparts import COUNTERPARTS, evidence, first_of_each, shows_looks, sure
from a11y.rule import Remark, Rule, View, asks, fails, passes

PROBE = f"""
{COUNTERPARTS}
return {{groups: counterparts.groups, rated: counterparts.rated, tabled: counterparts.tabled,
  any: Boolean(document.querySelector("li, td"))}};
"""


def check(seen: Any, view: View) -> Iterator[Remark]:
    """A tick and a cross from the style alone are never heard (WCAG 2.2 SC 1.1.1)."""
    found = first_of_each(seen["groups"], "picture")
    for group in found:
        if sure(group):
            note = (
                f"The cells below “{group['head'][:60]}” hold pictures alone, which are never said."
            )
            yield fails(group["element"], note, evidence(group))
        else:
            note = f"{group['count']} of one kind show {len(group['looks'])} different pictures."
            yield asks(group["element"], note, evidence(group))
    if rows := seen["rated"]:
        note = f"{rows[0]['count']} small pictures in a row, such as stars, have no name together."
        more = f" There are {len(rows)} such rows." if len(rows) > 1 else ""
        yield asks(rows[0]["element"], note + more, evidence(rows[0]))
    yield from (_tabled(table) for table in seen["tabled"])
    if seen["any"] and not (found or seen["rated"] or seen["tabled"]):
        yield passes()


def _tabled(table: Any) -> Remark:
    """Cells that hold a tick or a cross, or a tick or nothing, and no word."""
    announced = any(shows_looks(head, table["language"]) for head in table["heads"])
    if table["blank"] or announced:
        note = f"{table['count']} cells without words are drawn by a picture."
        return asks(table["element"], note, evidence(table))
    note = f"{table['count']} cells without words are told apart by pictures that are never said."
    return fails(table["element"], note, evidence(table))


RULE = Rule(
    id="picture_marks",
    criteria=("1.1.1",),
    affects="People who listen, and people who switch pictures off or use their own colours.",
    passed="What small pictures tell is said in words.",
    failed="A picture alone says what a cell means.",
    person="Do words beside them say what these pictures tell?",
    check=check,
    probe=PROBE,
    conditions=frozenset({"default"}),
)

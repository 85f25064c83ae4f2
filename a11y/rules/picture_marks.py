"""Small pictures that tell states apart have words too (WCAG 2.2 SC 1.1.1, failure F3)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from a11y.counterparts import COUNTERPARTS, evidence, first_of_each, shows_looks, sure
from a11y.rule import Remark, Rule, View, asks, fails, passes

SIGNS = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")
ALONE = Path(__file__).with_name("signs_alone.js").read_text(encoding="utf-8")
PROBE = f"""
{COUNTERPARTS}
const alone = (() => {{{ALONE}}})();
const hiddenSigns = (() => {{{SIGNS}}})();
return {{...hiddenSigns, alone, groups: counterparts.groups, rated: counterparts.rated,
  tabled: counterparts.tabled, any: Boolean(document.querySelector("li, td"))}};
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
    yield from _rated(seen["rated"])
    yield from (_tabled(table) for table in seen["tabled"])
    hidden = [*_hidden(seen), *map(_alone, seen["alone"])]
    yield from hidden
    if seen["any"] and not (found or seen["rated"] or seen["tabled"] or hidden):
        yield passes()


def _rated(found: list[Any]) -> Iterator[Remark]:
    """Stars in a row: four full ones and an empty one."""
    # One remark speaks for all; a sure one goes first.
    if rows := sorted(found, key=lambda row: not row["sure"]):
        note = f"{rows[0]['count']} small pictures in a row, such as stars, have no name together."
        if rows[0]["sure"]:
            note = f"{rows[0]['count']} small pictures in a row show a value that no words say."
        more = f" There are {len(rows)} such rows." if len(rows) > 1 else ""
        yield (fails if rows[0]["sure"] else asks)(
            rows[0]["element"], note + more, evidence(rows[0])
        )


def _hidden(seen: Any) -> Iterator[Remark]:
    """Signs for a value, such as four stars of five, that screen readers are told to leave out."""
    # One remark speaks for all; a sure one goes first.
    if rows := sorted(seen["rows"], key=lambda row: not row["sure"]):
        note = f"“{rows[0]['signs']}” is hidden from screen readers, and no words near it say it."
        more = f" There are {len(rows)} such rows." if len(rows) > 1 else ""
        yield (fails if rows[0]["sure"] else asks)(rows[0]["element"], note + more)
    for one in seen["ticks"]:
        note = f"{one['count']} ticks or crosses are hidden from screen readers."
        if one["style"]:
            note = f"{one['count']} ticks or crosses come from the style sheet, and are never said."
        yield (fails if one["sure"] else asks)(one["element"], note)


def _alone(one: Any) -> Remark:
    """A list in which each item is a sign that is never announced: wifi, wheelchair, car."""
    note = f"{one['count']} items of a list show a sign alone, and no screen reader says any."
    return (fails if one["sure"] else asks)(one["element"], note)


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
    failed="A picture or a sign alone says what is meant.",
    person="Do words beside them say what these pictures or signs tell?",
    check=check,
    probe=PROBE,
    conditions=frozenset({"default"}),
)

"""What looks like a list is marked as one (WCAG 2.2 SC 1.3.1)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from a11y.rule import Remark, Rule, View, asks, fails, passes

# Two lines with a dash may be talk; three are a list.
LINES = 3
LINKS = 4

_SCRIPTS = ("lists_drawn.js", "lists_of_links.js", "lists_marked.js")
PROBE = (
    "".join((Path(__file__).parent / name).read_text(encoding="utf-8") for name in _SCRIPTS)
    + """
const boxes = page.texts().filter(page.seen).filter(box => !box.closest(inList));
const torn = tornLists();
const count = rows => rows.map(row => ({element: page.path(row[0]), count: row.length}));
return {
  fake: [...typedLists(boxes), ...picturedLists()], drawn: drawnLists(boxes),
  terms: termLists(boxes),
  linkRows: [...columnsOfLinks(boxes), ...columnsOfBoxes()].map(page.path),
  menuOfLinks: menusOfLinks().map(page.path),
  rowOfLinks: rowsOfLinks(boxes).map(box =>
    ({element: page.path(box), count: page.children(box).length})),
  partedRow: partedRows(boxes).map(page.path),
  indents: indents().map(page.path), stepped: steppedLists().map(page.path),
  setIn: setIn().map(page.path), halves: halfGroups().map(page.path),
  hollow: count(hollowLists()), torn: count(torn),
  loose: looseLists(torn).map(row => page.path(row[0])),
  numbered: numberedLists(boxes), byHand: handNumbered().map(page.path),
  lists: page.all("ul, ol, dl").filter(page.seen).length,
};
"""
)

# What the probe found -> what a person is asked about each of it.
ASKED = {
    "linkRows": f"At least {LINKS} links stand one below the other. Are they a list?",
    "partedRow": "Only typed signs part the links of this row. Are they a list, or a menu?",
    "menuOfLinks": "The links of this menu are no list. Can all tell how many there are?",
    "stepped": "Some items are set in below others. Are they lists of their own, and marked so?",
    "loose": "Lists of one item each follow one another. Are they one list, torn into pieces?",
    "byHand": "Its items are numbered by hand. Is it a list in an order, and marked as one?",
    "setIn": "It is a list of one paragraph without a mark. Is it only set in?",
}


def check(seen: Any, view: View) -> Iterator[Remark]:
    """A list tells how many things there are, and lets people skip it (WCAG 2.2 SC 1.3.1)."""
    for run in seen["fake"]:
        note = f"{run['lines']} lines look like a list and are none; the first is “{run['first']}”."
        sure = run["lines"] >= LINES and not run.get("law")
        yield (fails if sure else asks)(run["element"], note)
    for run in (*seen["drawn"], *seen["numbered"]):
        note = f"{run['lines']} lines look like a list and are none; the first is “{run['first']}”."
        yield (asks if run["doubt"] else fails)(run["element"], note)
    for row in seen["terms"]:
        note = (
            f"{row['count']} texts in a row begin with a bold term; the first is “{row['first']}”."
        )
        yield asks(row["element"], f"{note} Is it a list of terms and what they mean?")
    yield from _items(seen)
    for row in seen["rowOfLinks"]:
        note = f"{row['count']} links follow each other with only spaces between. Are they a list?"
        yield asks(row["element"], note)
    for kind, question in ASKED.items():
        for element in seen[kind]:
            yield asks(element, question)
    if seen["lists"] and not any(found for kind, found in seen.items() if kind != "lists"):
        yield passes()


def _items(seen: Any) -> Iterator[Remark]:
    """Lists that hold nothing, or not all that belongs together."""
    for element in seen["indents"]:
        yield fails(element, "This list has no items; it only moves text to the right.")
    for element in seen["halves"]:
        yield fails(element, "A term in it has no meaning, or a meaning no term.")
    for row in seen["torn"]:
        yield fails(row["element"], f"One list is torn into {row['count']} lists of one item each.")
    for items in seen["hollow"]:
        one = items["count"] == 1
        some = "This item holds" if one else f"{items['count']} items of this list hold"
        yield fails(items["element"], f"{some} nothing, and each item is announced.")


RULE = Rule(
    id="lists",
    criteria=("1.3.1",),
    affects="People who listen, and want to know how many things there are.",
    passed="What looks like a list is one.",
    failed="A list is one to the eye alone.",
    person="Is this what it is marked as?",
    check=check,
    probe=PROBE,
    conditions=frozenset({"default"}),
)

"""Where headings stand above and beside, each says which way it points (RAWeb 1, 5.7)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from a11y.rule import Remark, Rule, View, fails, passes

# In a table with headings of rows alone, or of columns alone, nobody can mistake which way they
# point: that is the criterion's own exception. Where a table has both, each says it by `scope`, by
# an id, or by its role.
PROBE = """
const heads = table => [...table.rows].flatMap((row, number) => [...row.cells].filter(cell =>
  cell.localName === "th" && page.heard(cell) && page.squeeze(cell.textContent))
  .map(cell => ({cell, number})));
const says = cell => /^(row|col)(group)?$/i.test(cell.getAttribute("scope") ?? "") || cell.id
  || /^(row|column)header$/.test(cell.getAttribute("role") ?? "");
return page.all("table").filter(page.heard).filter(page.seen)
  .filter(table => !/^(none|presentation)$/.test(table.getAttribute("role") ?? ""))
  .filter(table => table.querySelector("td") && !table.querySelector("table"))
  .map(table => {
    const all = heads(table), top = all[0]?.number;
    const above = all.filter(one => one.number === top && one.cell.cellIndex > 0);
    const beside = all.filter(one => one.number > top && one.cell.cellIndex === 0
      && one.cell.parentElement.querySelector("td"));
    const both = above.length > 0 && beside.length > 0;
    return {element: page.path(table), both,
      mute: both ? all.filter(one => !says(one.cell)).map(one => page.squeeze(
        one.cell.textContent)) : []};
  }).filter(table => table.both);
"""


def check(seen: Any, view: View) -> Iterator[Remark]:
    """“Monday” may head its column or its row: a screen reader has to guess (RAWeb 1, 5.7)."""
    for table in seen:
        mute = table["mute"]
        if not mute:
            yield passes(table["element"])
            continue
        what = "heading does" if len(mute) == 1 else "headings do"
        note = f"{len(mute)} {what} not say whether rows or columns are meant, such as"
        yield fails(table["element"], f"{note} “{mute[0][:60]}”.")


RULE = Rule(
    id="header_scope",
    criteria=(),
    affects="People who listen to a table cell by cell.",
    passed="The headings say whether they head rows or columns.",
    failed="Headings of a table do not say which way they point.",
    check=check,
    probe=PROBE,
    conditions=frozenset({"default"}),
)

"""Each header of a grid has cells that it is the header of (WCAG 2.2 SC 1.3.1)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from a11y.rule import Remark, Rule, View, fails, passes

# Tables of HTML are left to the engines; these are made of roles. Where columns are numbered or
# spanned by attributes, places say nothing, and nothing is said of them.
PROBE = """
const grids = page.all('[role="grid"], [role="treegrid"], [role="table"]').filter(page.heard);
const cells = '[role="cell"], [role="gridcell"], [role="columnheader"], [role="rowheader"]';
const placed = "[aria-colindex], [aria-colspan], [aria-rowspan]";
return grids.filter(grid => !grid.querySelector(placed) && !grid.querySelector("table"))
  .map(grid => [...grid.querySelectorAll('[role="row"]')].filter(page.heard)
    .filter(row => row.closest('[role="grid"], [role="treegrid"], [role="table"]') === grid)
    .map(row => [...row.querySelectorAll(cells)]
      .map(cell => ({element: page.path(cell), role: cell.getAttribute("role")}))));
"""
HEADERS = ("columnheader", "rowheader")


def check(seen: Any, view: View) -> Iterator[Remark]:
    """A header without cells says nothing of anything (WCAG 2.2 SC 1.3.1)."""
    for rows in seen:
        if not any(cell["role"] not in HEADERS for row in rows for cell in row):
            continue  # it holds no data yet
        for row in rows:
            for place, cell in enumerate(row):
                if cell["role"] == "columnheader":
                    others = [r[place] for r in rows if r is not row and len(r) > place]
                elif cell["role"] == "rowheader":
                    others = [one for one in row if one is not cell]
                else:
                    continue
                has_cells = any(one["role"] != cell["role"] for one in others)
                note = "No cell stands below it." if cell["role"] == "columnheader" else ""
                element = cell["element"]
                yield passes(element) if has_cells else fails(element, note or "Its row is empty.")


RULE = Rule(
    id="grid_headers",
    criteria=("1.3.1",),
    affects="People who use a screen reader, and hear the header with each cell.",
    passed="Every header of a grid has cells.",
    failed="A header of a grid has no cell that it is the header of.",
    check=check,
    probe=PROBE,
    conditions=frozenset({"default", "no_script"}),
    act=("d0f69e",),
)

"""A table of boxes has the roles of a table (WCAG 2.2 SC 1.3.1)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from a11y.rule import Remark, Rule, View, asks, fails, passes

# So large a share of cells with numbers below a row of headings makes a table of data.
NUMBERS = 0.4
# Of two columns a term and what it means is as likely, so that much alone is asked about.
SURE_COLUMNS = 3

PROBE = """
const titles = "h1, h2, h3, h4, h5, h6";
const inside = `table, dl, nav, form, pre, figure, a, button, label, ${titles}`;
// The items of a list that each lay their parts side by side may be the rows.
const item = box => {
  const row = box.parentElement.matches("li") ? box.parentElement : null;
  return row && !row.parentElement.parentElement?.closest("ul, ol")
    && /grid|flex|table-row/.test(getComputedStyle(row).display);
};
const listed = box => box.closest("ul, ol") && !item(box);
const parts = `a, button, input, select, textarea, img, svg, p, ul, ol, table, ${titles}`;
const groups = new Map();
for (const box of page.texts()) {
  // A box in a row of a few boxes, or in the grid itself.
  if (!box.parentElement || box.closest(inside) || listed(box) || !page.seen(box)) continue;
  groups.set(box.parentElement, [...(groups.get(box.parentElement) ?? []), box]);
}
const grids = new Map();
for (const [row, cells] of groups) {
  if (cells.length >= 6) grids.set(row, [cells]);
  else if (cells.length >= 2 && row.parentElement)
    grids.set(row.parentElement, [...(grids.get(row.parentElement) ?? []), cells]);
}
const corner = cell => cell.getBoundingClientRect();
// Rows of the same number of cells, that stand below each other to the pixel, and are read row by
// row: what is read column by column, such as addresses side by side, makes sense without headings.
const laid = cells => {
  const rows = new Map();
  for (const cell of cells) {
    const top = Math.round(corner(cell).top);
    rows.set(top, [...(rows.get(top) ?? []), cell]);
  }
  const lines = [...rows.values()];
  const lefts = row => row.map(cell => Math.round(corner(cell).left)).join();
  const even = lines.length >= 3 && lines[0].length >= 2 && new Set(lines.map(lefts)).size === 1;
  return even && lines.flat().every((cell, number) => cell === cells[number]) ? lines : null;
};
const bold = cell => Number(getComputedStyle(cell).fontWeight) >= 600;
const digits = cell => /\\d/.test(cell.textContent);
// A sum of money, a share or a bare number; “12 months” is none, and may stand over them.
const AMOUNT = /^[€£$¥]\\s*\\d|\\d\\s*([€£$¥%]|EUR|CHF|USD|GBP)$|^[-\\u2212+]?\\d[\\d.,'’\\s]*$/;
const amount = cell => AMOUNT.test(page.written(cell));
const filled = cell => getComputedStyle(cell).backgroundColor;
// Its maker took it for a table: with cells of one, and not only to set two things side by side.
const isCell = cell => getComputedStyle(cell).display === "table-cell";
const lined = cell => {
  const style = getComputedStyle(cell);
  return ["Top", "Bottom"].some(side => style[`border${side}Style`] !== "none"
    && Number.parseFloat(style[`border${side}Width`]) > 0);
};
// A word over nothing but numbers is their heading.
const overNumbers = lines => lines[0].some((head, at) => at > 0 && !digits(head)
  && lines.slice(1).every(row => /^\\W*\\d[\\d.,:%\\s]*\\S{0,3}$/.test(page.written(row[at]))));
const NAMED_ELSE = "[role]:not([role=main], [role=region], [role=list], [role=listitem])";
const found = [];
for (const [grid, rows] of grids) {
  const cells = rows.flat();
  if (cells.length < 6 || cells[0].closest(NAMED_ELSE)) continue;
  if (cells.some(cell => cell.querySelector(parts) || page.written(cell).length > 40)) continue;
  const lines = laid(cells);
  if (!lines) continue;
  const [first, ...others] = lines;
  const body = others.flatMap(row => row.slice(1));
  const shade = new Set(first.map(filled));
  const unlike = first.every(bold) && !body.some(bold)
    || shade.size === 1 && !body.some(cell => shade.has(filled(cell)));
  const numbers = body.filter(digits).length / body.length;
  // Words over columns of nothing but numbers are headings as well.
  const counted = first.length > 2 && (!first.some(digits) && numbers === 1
    || !first.some(amount) && body.every(amount));
  const built = cells.every(isCell), headed = built && cells.every(lined) && overNumbers(lines);
  if (first.length > 2 || unlike || headed)
    found.push({element: page.path(grid), unlike, counted, numbers, built, headed,
      lined: built && cells.every(lined), rows: lines.length, columns: first.length});
}
return found;
"""


def check(seen: Any, view: View) -> Iterator[Remark]:
    """Who listens hears words in a row, and not which heading each belongs to (SC 1.3.1)."""
    for grid in seen:
        size = f"{grid['rows']} rows of {grid['columns']} boxes"
        wide = grid["columns"] >= SURE_COLUMNS
        sure = wide and (grid["numbers"] >= NUMBERS or grid["built"])
        if (grid["unlike"] and sure) or (grid["headed"] and wide):
            yield fails(grid["element"], f"{size} stand under a row of headings.")
        elif any(grid[look] for look in ("unlike", "counted", "headed")) or (
            wide and grid["lined"]
        ):
            note = f"Are {size} a table? Then it needs rows and headings that are marked."
            yield asks(grid["element"], note)
        else:
            yield passes(grid["element"])


RULE = Rule(
    id="table_drawn",
    criteria=("1.3.1",),
    affects="People who listen to a table cell by cell.",
    passed="What looks like a table is one.",
    failed="A table is one to the eye alone.",
    person="Boxes may be a table to the eye alone.",
    check=check,
    probe=PROBE,
    conditions=frozenset({"default"}),
)

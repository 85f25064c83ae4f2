"""The cells of a table are tied to its headings (WCAG 2.2 SC 1.3.1)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from a11y.rule import Remark, Rule, View, asks, fails, passes

# So large a share of numbers makes a grid of cells a table of data.
NUMBERS = 0.4

PROBE = """
const HEADS = ["columnheader", "rowheader"];
const isHead = cell => cell.hasAttribute("role") ? HEADS.includes(cell.getAttribute("role"))
  : cell.localName === "th";
// Where each cell of a table lies: a list of {cell, row, column, height, width}.
const laid = table => {
  const taken = new Set(), found = [];
  [...table.rows].forEach((line, row) => {
    let column = 0;
    for (const cell of line.cells) {
      while (taken.has(`${row} ${column}`)) column += 1;
      const width = Math.min(cell.colSpan || 1, 100);
      const height = Math.min(cell.rowSpan || table.rows.length, table.rows.length - row);
      for (let y = 0; y < height; y += 1)
        for (let x = 0; x < width; x += 1) taken.add(`${row + y} ${column + x}`);
      found.push({cell, row, column, height, width});
      column += width;
    }
  });
  return found;
};
const drawn = table => {
  const rows = [...table.querySelectorAll("[role=row]")];
  return rows.flatMap((line, row) => [...line.querySelectorAll(
    "[role=cell], [role=gridcell], [role=columnheader], [role=rowheader]")].map(
    (cell, column) => ({cell, row, column, height: 1, width: 1})));
};
const meet = (a, aSpan, b, bSpan) => a < b + bSpan && b < a + aSpan;
const lonely = places => places.filter(head => {
  if (!isHead(head.cell) || !page.heard(head.cell)) return false;
  if (!page.squeeze(head.cell.textContent)) return false;
  const others = places.filter(other => other !== head && page.shown(other.cell));
  const told = other => (other.cell.getAttribute("headers") ?? "").split(/\\s+/).filter(Boolean);
  if (others.some(other => told(other).includes(head.cell.id))) return false;
  const free = others.filter(other => !told(other).length);
  const scope = head.cell.getAttribute("scope") ?? "";
  const below = free.some(other => other.row > head.row
    && meet(head.column, head.width, other.column, other.width));
  const beside = free.some(other => !isHead(other.cell)
    && meet(head.row, head.height, other.row, other.height));
  if (/^row/.test(scope) || head.cell.getAttribute("role") === "rowheader") {
    // One whose row is all heads heads the columns below, whatever it says of itself.
    const alone = free.every(other => other.row !== head.row || isHead(other.cell));
    return !beside && !(alone && below);
  }
  return /^col/.test(scope) ? !below : !below && !beside;
}).map(head => page.path(head.cell));
const bold = cell => page.squeeze(cell.textContent) && [...cell.querySelectorAll("*"), cell].some(
  part => Number(getComputedStyle(part).fontWeight) >= 600
    && page.squeeze(part.textContent) === page.squeeze(cell.textContent));
const tables = page.all("table, [role=table], [role=grid], [role=treegrid]").filter(page.heard)
  .filter(table => ["table", "grid", "treegrid", "layouttable"].includes(
    (page.role(table) || "table").toLowerCase()))
  .filter(table => !/^(none|presentation)$/.test(table.getAttribute("role") ?? ""));
return tables.map(table => {
  const native = table.localName === "table";
  const places = native ? laid(table) : drawn(table);
  const cells = places.map(place => place.cell);
  const wrong = native ? cells.filter(cell => cell.hasAttribute("headers")).flatMap(cell =>
    cell.getAttribute("headers").split(/\\s+/).filter(Boolean).map(id => {
      const goal = (table.getRootNode().getElementById ? table.getRootNode() : document)
        .getElementById(id);
      const inside = goal?.matches("td, th") && goal.closest("table") === table;
      const why = !goal ? "is not on this page" : goal === cell ? "is the cell itself"
        : inside ? "" : "is no cell of this table";
      return {element: page.path(cell), id, why};
    }).filter(one => one.why)) : [];
  const heads = cells.filter(isHead);
  const rows = new Set(places.map(place => place.row)).size;
  const columns = Math.max(0, ...places.map(place => place.column + place.width));
  const body = places.filter(place => place.row > 0).map(
    place => page.squeeze(place.cell.textContent));
  const number = /^[^\\p{L}]*\\d[^\\p{L}]{0,12}(%|€|EUR|USD|kg|km|am|pm)?$/u;
  const numbers = body.filter(text => number.test(text));
  const first = places.filter(place => place.row === 0).map(place => place.cell);
  const left = places.filter(place => place.column === 0).map(place => place.cell);
  const short = cells.every(cell => page.squeeze(cell.textContent).length < 60
    && !cell.querySelector("table, form, input, img, h1, h2, h3, p + p, ul"));
  const empty = heads.filter(cell => page.heard(cell) && !page.squeeze(page.name(cell))
    && !page.squeeze(cell.textContent) && !cell.querySelector("img, svg, input")
    && !places.some(place => place.cell === cell && place.row === 0 && place.column === 0));
  // Cells that stand first in their rows, but for headings, and are bold to the last one of them.
  const leading = places.filter(place => place.row > 0 && !isHead(place.cell)
    && !places.some(other => other.row === place.row && other.column < place.column
      && !isHead(other.cell)));
  const stressed = heads.length > 0 && leading.length > 2 && leading.every(place =>
    bold(place.cell) && !number.test(page.squeeze(place.cell.textContent)))
    && !places.every(place => isHead(place.cell) || bold(place.cell));
  return {
    stressed: stressed ? page.path(leading[0].cell) : "",
    element: page.path(table), native, heads: heads.length, rows, columns, wrong, short,
    // A table of heads alone is not finished, or no table of data.
    lonely: heads.length && heads.length < cells.length ? lonely(places) : [],
    empty: empty.map(page.path), caption: Boolean(table.caption || table.tHead || table.summary),
    bold: first.length > 1 && first.every(bold) || left.length > 2 && left.every(bold),
    numbers: body.length ? numbers.length / body.length : 0,
    inside: Boolean(table.querySelector("table") || table.parentElement?.closest("table")),
  };
});
"""


def check(seen: Any, view: View) -> Iterator[Remark]:
    """Who listens hears one cell at a time, with its headings or without (WCAG 2.2 SC 1.3.1)."""
    for table in seen:
        found = [*_headings(table), *_ties(table)]
        yield from found or [passes(table["element"])]


def _headings(table: Any) -> Iterator[Remark]:
    if table["heads"] or not table["native"] or table["rows"] < 2 or table["columns"] < 2:
        return
    if table["caption"] or (table["short"] and (table["bold"] or table["numbers"] >= NUMBERS)):
        yield fails(table["element"], "It is a table of data, and no cell is marked as a heading.")
    elif table["short"] and not table["inside"] and table["rows"] * table["columns"] > 5:
        yield asks(table["element"], "No cell is marked as a heading. Is it a table of data?")


def _ties(table: Any) -> Iterator[Remark]:
    for cell in table["wrong"]:
        yield fails(cell["element"], f"Its heading “{cell['id']}” {cell['why']}.")
    for element in table["lonely"]:
        yield fails(element, "This heading has no cells.")
    for element in table["empty"]:
        yield fails(element, "This heading is empty.")
    if table["stressed"]:
        note = "The first cells of the rows are all bold. Are they headings of their rows?"
        yield asks(table["stressed"], note)


RULE = Rule(
    id="table_headers",
    criteria=("1.3.1",),
    affects="People who listen to a table cell by cell.",
    passed="Every table has headings, tied to their cells.",
    failed="The headings of a table are missing or tied wrongly.",
    person="Does this table need headings?",
    check=check,
    probe=PROBE,
    conditions=frozenset({"default", "no_script"}),
    act=("a25f45", "d0f69e"),
)

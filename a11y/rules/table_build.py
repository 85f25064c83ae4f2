"""Tables hold data, and are built evenly (WCAG 2.2 SC 1.3.1, 1.3.2)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from a11y.rule import Remark, Rule, View, asks, fails, passes

# A single one may be the corner of a group, unless each column has a header.
EMPTY_CELLS = 2
# Two cells may have as many lines by chance.
PAIR = 2

PROBE = """
const tables = page.all("table").filter(page.heard);
const label = table => table.caption?.textContent.trim() || table.getAttribute("aria-label")
  || table.getAttribute("aria-labelledby") || table.closest("figure")?.querySelector("figcaption");
// What a table says of itself, when that is all that it says.
const LAYOUT = /^((a |page |the )?layout|mise en page)$/i;
const FOR_LAYOUT = new RegExp("^(this is )?(an? |the )?((layout[ -]?|lay-out )table"
  + "|layout of (the|this) (page|site)|seitenlayout|layout der seite|mise en page du site"
  + "|table (used )?for (page )?layout|(used )?for layout( purposes)?( only)?"
  + "|layout (purposes )?only|tableau (utilisé pour la|de) mise en page|layout-?tabelle"
  + "|tabelle (nur )?für das layout|nur für das layout|layout-?tabell)[.]?$", "i");
const ownNames = table => [table.caption?.textContent, table.getAttribute("summary"),
  table.getAttribute("aria-label")].map(page.squeeze);
// Headings over pieces of text, side by side: parts of the page, and seldom data.
const beside = (table, own) => {
  const heads = own("th"), cells = own("td");
  return heads.length > 1 && heads.every(head => head.querySelector("h1, h2, h3, h4, h5, h6"))
    && cells.length === heads.length && new Set(cells.map(cell => cell.parentElement)).size === 1
    && cells.every(cell => cell.querySelectorAll("p, ul, ol, div").length > 1);
};
// Paragraphs below headers, and one across all of them: parts of the page rather than data. Rows
// across a table of data are a name of the rows below, or one note under several of them.
const says = cell => page.squeeze(cell.textContent).split(" ").length >= 3
  && /[.!?…]["”»)]*$/.test(page.squeeze(cell.textContent));
const across = (table, own) => {
  const [first, ...rows] = [...table.rows];
  if (!first || own("caption").length || first.cells.length < 2 || rows.length > 4
    || [...first.cells].some(cell => cell.localName !== "th")) return false;
  const whole = row => row.cells.length === 1 && row.cells[0].colSpan >= first.cells.length;
  const parted = rows.filter(row => !whole(row));
  return parted.length === 1 && parted.length < rows.length && own("td").length > 2
    && own("th").length === first.cells.length && own("td").every(says);
};
// Lines of several cells that belong together by their place alone: so many in each.
const lines = cell => cell.querySelectorAll("br").length && !cell.querySelector("p, ul, ol, div")
  ? (cell.innerText ?? "").split("\\n").filter(line => line.trim()).length : 1;
const packed = table => Math.max(0, ...[...table.rows].map(row => {
  const counts = [...row.cells].map(lines).filter(count => count >= 3);
  return counts.length > 1 && new Set(counts).size === 1 ? counts.length : 0;
}));
return tables.map(table => {
  const looks = /^(none|presentation)$/.test(table.getAttribute("role") ?? "");
  const own = selector => [...table.querySelectorAll(selector)].filter(
    part => part.closest("table") === table);
  const heads = own("th, caption, thead, [scope], [headers]");
  const nested = own("td, th").some(cell => cell.querySelector("table"));
  const within = own("th").some(cell => page.heard(cell)
    && [...cell.querySelectorAll("table")].some(inner => page.heard(inner)
      && inner.rows.length > 1 && inner.rows[0].cells.length > 1));
  const big = own("td").some(cell => cell.querySelector("form, nav, h1, h2, main, header, footer"));
  // Rows that a spanning cell reaches into have fewer cells of their own.
  const spans = own("td[rowspan], th[rowspan]").length;
  const widths = [...table.rows].filter(row => row.cells.length).map(row =>
    [...row.cells].reduce((sum, cell) => sum + (cell.colSpan || 1), 0));
  const previous = table.previousElementSibling;
  return {
    element: page.path(table), looks, nested, within, big,
    beside: beside(table, own) || across(table, own),
    called: ownNames(table).some(name => LAYOUT.test(name)),
    surely: ownNames(table).some(name => FOR_LAYOUT.test(name)), th: own("th").length,
    heads: heads.map(part => part.hasAttribute("scope") ? "scope" : part.localName),
    summary: table.hasAttribute("summary") ? table.getAttribute("summary").trim() : "",
    ragged: !spans && widths.length > 1 && new Set(widths).size > 1 ? widths : [],
    titled: [...table.rows[0]?.cells ?? []].every(cell => cell.localName === "th"),
    empty: own("td").filter(cell => !page.squeeze(cell.textContent) && page.shown(cell)
      && cell.cellIndex > 0 && !cell.querySelector("*:not(br, span)")).map(page.path),
    packed: packed(table), named: Boolean(label(table)),
    headed: /^h[1-6]$/.test(previous?.localName ?? ""),
    twinCaption: Boolean(table.caption && table.summary
      && table.caption.textContent.trim() === table.summary.trim()),
  };
});
"""


def check(seen: Any, view: View) -> Iterator[Remark]:
    """A table that only places things must not be told as one of data (SC 1.3.1, 1.3.2)."""
    nameless = [table for table in seen if table["th"] and not table["named"]]
    for table in seen:
        found = [*_layout(table), *_form(table)]
        if len(nameless) > 1 and table in nameless and not table["headed"]:
            found.append(asks(table["element"], "There are several tables. Which one is this?"))
        yield from found or [passes(table["element"])]


def _layout(table: Any) -> Iterator[Remark]:
    says = table["surely"] or table["called"]
    places = table["looks"] or (table["nested"] and not table["th"]) or table["big"] or says
    marks = sorted({*table["heads"], *(("summary",) if table["summary"] else ())})
    if places and marks:
        note = f"It only places things, yet has marks of a table of data: {', '.join(marks)}."
        yield (fails if table["looks"] or table["surely"] else asks)(table["element"], note)
    elif table["beside"]:
        note = "Headers stand side by side over pieces of text. Does it hold data, or place parts?"
        yield asks(table["element"], note)
    elif table["within"]:
        yield fails(table["element"], "One of its headers is a whole table, said with each cell.")
    elif table["nested"]:
        note = "A table stands in a table. Does it make sense when read cell by cell?"
        yield asks(table["element"], note)
    elif table["big"]:
        yield asks(table["element"], "It places parts of the page. Is the order right when read?")


def _form(table: Any) -> Iterator[Remark]:
    if table["ragged"] and not table["looks"]:
        first, *others = table["ragged"]
        counts = ", ".join(map(str, table["ragged"]))
        # One column more may hold what can be done in each row; one less, what is not known.
        both_ways = table["titled"] and min(others) < first < max(others)
        note = f"Its rows differ in the number of columns: {counts}."
        yield (fails if both_ways else asks)(table["element"], note)
    least = 1 if table["titled"] else EMPTY_CELLS
    if table["th"] and not table["looks"] and len(table["empty"]) >= least:
        note = "Some cells are empty. Does everybody know what that means: none, or not known?"
        yield asks(table["empty"][0], note)
    if table["packed"] and table["th"]:
        note = "Several entries stand in one row. Only the eye sees which lines belong together."
        yield (fails if table["packed"] > PAIR else asks)(table["element"], note)
    if table["twinCaption"]:
        yield asks(table["element"], "Its summary repeats its caption.")


RULE = Rule(
    id="table_build",
    criteria=("1.3.1", "1.3.2"),
    affects="People who listen to a table cell by cell.",
    passed="Tables hold data, and are built evenly.",
    failed="A table does not tell what it holds.",
    person="Is this table right?",
    check=check,
    probe=PROBE,
    conditions=frozenset({"default", "no_script"}),
)

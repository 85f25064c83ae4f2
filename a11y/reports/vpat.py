"""Tables in the order of VPAT 2.5: criterion, conformance level, remarks; as HTML and Markdown."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from html import escape

from a11y.reports import acr
from a11y.reports.document import document, listed, tabled
from a11y.reports.dossier import Dossier

HEADS = ("Criteria", "Conformance Level", "Remarks and Explanations")
CHAPTERS = {
    "5": "Chapter 5: generic requirements",
    "6": "Chapter 6: two-way voice",
    "7": "Chapter 7: video",
    "8": "Chapter 8: hardware",
    "9": "Chapter 9: web",
    "10": "Chapter 10: documents",
    "11": "Chapter 11: software",
    "12": "Chapter 12: documentation and support",
    "13": "Chapter 13: relay and emergency services",
}
Table = tuple[str, list[acr.Row]]


def vpat_html(dossier: Dossier) -> str:
    """All tables as one accessible page."""
    parts = [f"<p>{escape(acr.draft(dossier))}</p>", listed(_about(dossier, escape))]
    for caption, rows in _tables(dossier):
        cells = [[escape(cell) for cell in _cells(row)] for row in rows]
        parts.append(f"<h2>{escape(caption)}</h2>{tabled(caption, HEADS, cells)}")
    return document(f"Accessibility conformance of {dossier.about.product.name}", "".join(parts))


def vpat_markdown(dossier: Dossier) -> str:
    """All tables as Markdown."""
    parts = [
        f"# Accessibility conformance of {_plain(dossier.about.product.name)}",
        _plain(acr.draft(dossier)),
        "\n".join(f"* {line}" for line in _about(dossier, _plain)),
    ]
    for caption, rows in _tables(dossier):
        lines = [_line(HEADS), _line(["---"] * len(HEADS)), *map(_line, map(_cells, rows))]
        parts += [f"## {caption}", "\n".join(lines)]
    return "\n\n".join(parts) + "\n"


def _about(dossier: Dossier, safe: Callable[[str], str]) -> list[str]:
    about = dossier.about
    said = [
        f"Name of product: {about.product.name} {about.product.version}".strip(),
        f"Report date: {dossier.report.on.isoformat()}",
        f"Product description: {about.product.description or 'none given'}",
        f"Contact: {about.operator.email or about.auditor.email}",
        f"Evaluation methods used: {acr.engines(dossier)}, and answers of people",
        "Applicable standards: WCAG 2.2 A and AA; EN 301 549 V3.2.1",
    ]
    return [safe(line) for line in said]


def _tables(dossier: Dossier) -> Iterable[Table]:
    rows = acr.criteria(dossier)
    for number, level in enumerate(("A", "AA"), 1):
        of_level = [row for row in rows if row.level == level]
        yield f"Table {number}: success criteria, level {level}", of_level
    clauses = acr.clauses(dossier)
    for chapter, caption in CHAPTERS.items():
        yield f"EN 301 549, {caption}", [r for r in clauses if r.number.split(".")[0] == chapter]


def _cells(row: acr.Row) -> list[str]:
    level = f" (level {row.level})" if row.level else ""
    return [f"{row.number} {row.caption}{level}", acr.LABELS[row.adherence], row.remarks]


def _line(cells: Iterable[str]) -> str:
    return "| " + " | ".join(_plain(cell) for cell in cells) + " |"


def _plain(words: str) -> str:
    """Words of a page that mean themselves in Markdown: no table, link or element of its own."""
    flat = " ".join(words.split())
    return "".join(f"\\{sign}" if sign in "\\|[]<>`*_#" else sign for sign in flat)

"""Findings and grids as CSV, the form that auditors paste into their own tables."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from a11y.reports.dossier import Dossier
from a11y.verdict import Finding

# A table program runs a cell that begins so as a formula; the words come from other people's pages.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
COLUMNS = (
    "page",
    "title",
    "view",
    "verdict",
    "criteria",
    "rule",
    "also",
    "element",
    "words",
    "measured",
    "keys",
)


def table(rows: Iterable[Sequence[str]]) -> str:
    """Rows as CSV (RFC 4180), safe to open in a table program."""
    told = io.StringIO()
    writer = csv.writer(told, lineterminator="\r\n")
    for row in rows:
        writer.writerow([f"'{cell}" if cell.startswith(FORMULA) else cell for cell in row])
    return told.getvalue()


def findings_csv(dossier: Dossier) -> str:
    """One row for each finding of each view."""
    rows = [
        (view.url, view.title, *_cells(finding))
        for view in dossier.report.views
        for finding in view.findings
    ]
    return table([COLUMNS, *rows])


def _cells(finding: Finding) -> tuple[str, ...]:
    return (
        finding.page,
        finding.verdict.value,
        " ".join(finding.criteria),
        finding.rule,
        " ".join(finding.also),
        finding.element,
        finding.words,
        "; ".join(f"{name}: {value}" for name, value in finding.evidence.measured),
        " ".join(finding.evidence.keys),
    )

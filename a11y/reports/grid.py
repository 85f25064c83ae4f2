"""One method's grid: each criterion with its status on each page; as CSV, JSON and HTML."""

from __future__ import annotations

import json
from collections.abc import Mapping
from html import escape
from typing import Any

from a11y.answers import Status
from a11y.conformance import Conformance, Outcome
from a11y.methods import Criterion
from a11y.reports.csv_table import table
from a11y.reports.document import document, listed, tabled
from a11y.reports.dossier import Dossier
from a11y.verdict import Finding

WORDS = {
    Status.C: "C, met",
    Status.NC: "NC, not met",
    Status.NA: "NA, does not apply",
    Status.NT: "NT, not tested to its end",
}
HEADS = ("number", "level", "wcag", "en", "caption", "all pages")


def grid_csv(dossier: Dossier, method: str) -> str:
    """A row for each criterion, a column for each page."""
    judged = dossier.by(method)
    rows = [
        (
            criterion.number,
            criterion.level,
            " ".join(criterion.wcag),
            " ".join(criterion.en),
            criterion.caption(),
            judged.overall(criterion).value,
            *(outcome.status.value for outcome in judged.row(criterion)),
        )
        for criterion in judged.method.criteria
    ]
    return table([(*HEADS, *(page.url for page in judged.pages)), *rows])


def grid_json(dossier: Dossier, method: str) -> str:
    """Everything that is known of each criterion on each page."""
    return json.dumps(grid(dossier.by(method)), ensure_ascii=False, indent=1)


def grid(judged: Conformance) -> Mapping[str, Any]:
    """The grid as JSON values."""
    method = judged.method
    return {
        "method": {"name": method.name, "version": method.version, "source": method.source},
        "on": judged.report.on.isoformat(),
        "pages": [{"number": p.number, "url": p.url, "title": p.title} for p in judged.pages],
        "totals": {status.value: count for status, count in judged.totals.items()},
        "criteria": [_criterion(judged, criterion) for criterion in method.criteria],
    }


def _criterion(judged: Conformance, criterion: Criterion) -> Mapping[str, Any]:
    return {
        "number": criterion.number,
        "level": criterion.level,
        "captions": dict(criterion.captions),
        "references": {"wcag": list(criterion.wcag), "en301549": list(criterion.en)},
        "all": judged.overall(criterion).value,
        "pages": [_outcome(outcome) for outcome in judged.row(criterion)],
    }


def _outcome(outcome: Outcome) -> Mapping[str, Any]:
    answer = outcome.answer
    return {
        "page": outcome.page.number,
        "status": outcome.status.value,
        "why": outcome.why,
        "failures": [_finding(finding) for finding in outcome.failures],
        "to_judge": [_finding(finding) for finding in outcome.open],
        "answered": None if answer is None else {"by": answer.by, "on": answer.on.isoformat()},
    }


def _finding(finding: Finding) -> Mapping[str, Any]:
    return {
        "rule": finding.rule,
        "also": list(finding.also),
        "view": finding.page,
        "element": finding.element,
        "words": finding.words,
        "measured": dict(finding.evidence.measured),
        "keys": list(finding.evidence.keys),
    }


def grid_html(dossier: Dossier, method: str) -> str:
    """The grid as an accessible page, with the list of pages that the numbers stand for."""
    judged = dossier.by(method)
    name = f"{judged.method.name} {judged.method.version}"
    pages = [f"{escape(page.name)}: <code>{escape(page.url)}</code>" for page in judged.pages]
    rows = [
        [
            f"{escape(criterion.number)} {escape(criterion.caption())}",
            escape(WORDS[judged.overall(criterion)]),
            escape(pages_by_status(judged.row(criterion))),
        ]
        for criterion in judged.method.criteria
    ]
    body = [
        f"<p>{escape(in_figures(judged))}</p>",
        f'<p>The official text: <a href="{escape(judged.method.source)}">{escape(name)}</a>. '
        "The words here are our own.</p>",
        f"<h2>Pages</h2>{listed(pages, numbered=True)}",
        "<h2>Criteria</h2>",
        tabled("Criteria with their result", ("Criterion", "All pages", "Page by page"), rows),
    ]
    return document(f"{name}: {dossier.about.product.name}", "".join(body))


def in_figures(judged: Conformance) -> str:
    """How many criteria have each status over all pages, in a sentence."""
    total = judged.overall_totals
    said = ", ".join(f"{total[status]} {WORDS[status]}" for status in Status)
    return f"Of {len(judged.method.criteria)} criteria over all pages: {said}."


def pages_by_status(row: list[Outcome]) -> str:
    """Numbers of the pages that each status was given on, the gravest first."""
    said = []
    for status in (Status.NC, Status.NT, Status.C, Status.NA):
        numbers = [outcome.page.number for outcome in row if outcome.status is status]
        if numbers:
            said.append(f"{status.value}: {_ranges(numbers)}")
    return "; ".join(said)


def _ranges(numbers: list[int]) -> str:
    """Numbers in rising order as people write them: "1–3, 7"."""
    parts: list[list[int]] = []
    for number in numbers:
        if parts and parts[-1][-1] == number - 1:
            parts[-1].append(number)
        else:
            parts.append([number])
    return ", ".join(str(p[0]) if len(p) == 1 else f"{p[0]}–{p[-1]}" for p in parts)

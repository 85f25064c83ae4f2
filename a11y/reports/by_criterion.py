"""The part of the report for people that goes criterion by criterion and page by page."""

from __future__ import annotations

from collections import Counter
from html import escape

from a11y.answers import Status
from a11y.conformance import Conformance, Outcome, Page
from a11y.methods import Criterion
from a11y.reports.document import listed, tabled
from a11y.reports.evidence import shown
from a11y.reports.grid import WORDS, in_figures, pages_by_status

MOST_TOLD = 12
HEADS = ("Criterion", "All pages", "Page by page")


def criteria(judged: Conformance) -> str:
    """A table of all criteria, then each that is not met, with its evidence."""
    rows = [_row(judged, criterion) for criterion in judged.method.criteria]
    failed = [c for c in judged.method.criteria if judged.overall(c) is Status.NC]
    parts = [
        f"<h2>Criteria of {escape(judged.method.name)} {escape(judged.method.version)}</h2>",
        f"<p>{escape(in_figures(judged))}</p>",
        tabled("Result of each criterion", HEADS, rows),
        *(_failed(judged, criterion) for criterion in failed),
    ]
    return "\n".join(parts)


def _row(judged: Conformance, criterion: Criterion) -> list[str]:
    name = f"{criterion.number} {criterion.caption()} ({criterion.level})"
    return [
        escape(name),
        escape(WORDS[judged.overall(criterion)]),
        escape(pages_by_status(judged.row(criterion))),
    ]


def _failed(judged: Conformance, criterion: Criterion) -> str:
    items = [
        f"{escape(outcome.page.name)} (page {outcome.page.number}): {_evidence(outcome)}"
        for outcome in judged.row(criterion)
        if outcome.status is Status.NC
    ]
    return f"<h3>{escape(criterion.number)} {escape(criterion.caption())}</h3>{listed(items)}"


def _evidence(outcome: Outcome) -> str:
    told = list(dict.fromkeys((f.rule, f.element, f.words) for f in outcome.failures))
    first = {(f.rule, f.element, f.words): f for f in reversed(outcome.failures)}
    items = [shown(first[key]) for key in told[:MOST_TOLD]]
    if len(told) > MOST_TOLD:
        items.append(f"and {len(told) - MOST_TOLD} more")
    return escape(outcome.why) + (listed(items) if items else "")


def pages(judged: Conformance) -> str:
    """A table of all pages: how many criteria have each status on each."""
    rows = [_page(judged, page) for page in judged.pages]
    heads = ("Page", *(status.value for status in Status))
    return f"<h2>Pages</h2>{tabled('Criteria with each status, page by page', heads, rows)}"


def _page(judged: Conformance, page: Page) -> list[str]:
    said = Counter(judged.at(criterion, page).status for criterion in judged.method.criteria)
    name = f"{page.number}. {escape(page.name)} <code>{escape(page.url)}</code>"
    return [name, *(str(said[status]) for status in Status)]

"""Rows of a conformance report: how far each criterion and clause is supported, and why."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from a11y.answers import Status
from a11y.conformance import Conformance, Outcome
from a11y.methods import Criterion
from a11y.reports.dossier import Dossier

SUPPORTS = "supports"
PARTLY = "partially-supports"
NOT = "does-not-support"
NOT_APPLICABLE = "not-applicable"
NOT_EVALUATED = "not-evaluated"
LABELS = {
    SUPPORTS: "Supports",
    PARTLY: "Partially Supports",
    NOT: "Does Not Support",
    NOT_APPLICABLE: "Not Applicable",
    NOT_EVALUATED: "Not Evaluated",
}
MOST_TOLD = 5


@dataclass(frozen=True, slots=True)
class Row:
    """One line. adherence: one of the five words of the catalogue."""

    number: str
    caption: str
    level: str
    adherence: str
    remarks: str


def criteria(dossier: Dossier) -> list[Row]:
    """The success criteria of WCAG 2.2, levels A and AA."""
    judged = dossier.by("wcag22")
    return [_row(judged, criterion) for criterion in judged.method.criteria]


def clauses(dossier: Dossier) -> list[Row]:
    """The clauses of EN 301 549."""
    judged = dossier.by("en301549")
    return [_row(judged, criterion) for criterion in judged.method.criteria]


def engines(dossier: Dossier) -> str:
    return ", ".join(f"{name} {version}" for name, version in dossier.report.engines.items())


def draft(dossier: Dossier) -> str:
    """What a reader must know first: how much is still open, and that open is not supported."""
    total = dossier.by("wcag22").overall_totals
    left = total[Status.NT]
    if not left:
        return "Every criterion of levels A and AA has been judged."
    return (
        f"Draft: {left} of {sum(total.values())} success criteria are not judged to their end. "
        "They are “not evaluated” until a person has answered; a final report of this kind may "
        "say so of level AAA alone."
    )


def _row(judged: Conformance, criterion: Criterion) -> Row:
    row = judged.row(criterion)
    adherence = _adherence(judged.overall(criterion), row)
    return Row(
        criterion.number, criterion.caption(), criterion.level, adherence, _remarks(criterion, row)
    )


def _adherence(overall: Status, row: list[Outcome]) -> str:
    if overall is Status.NC:
        said = Counter(outcome.status for outcome in row)
        concerned = len(row) - said[Status.NA]
        return NOT if said[Status.NC] * 2 > concerned else PARTLY
    return {Status.C: SUPPORTS, Status.NA: NOT_APPLICABLE}.get(overall, NOT_EVALUATED)


def _remarks(criterion: Criterion, row: list[Outcome]) -> str:
    failed = [outcome for outcome in row if outcome.status is Status.NC]
    left = [outcome for outcome in row if outcome.status is Status.NT]
    told = []
    if failed:
        pages = f"{len(failed)} of {len(row)} pages"
        said = dict.fromkeys(
            (finding.words for outcome in failed for finding in outcome.failures),
        )
        words = list(said)[:MOST_TOLD] or [failed[0].why]
        told.append(f"Not met on {pages}: {' '.join(words)}")
    if left:
        told.append(f"Left to judge on {len(left)} of {len(row)} pages: {criterion.question()}")
    if row and not failed and not left:
        told.append(row[0].why)
    return " ".join(told)

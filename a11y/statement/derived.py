"""What a statement says, derived from the run: status, failures, what is open, and how it came."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from a11y.about import UNKNOWN, About, AboutError, Exempt
from a11y.answers import Status
from a11y.conformance import Conformance
from a11y.methods import Criterion, barriers
from a11y.reports.dossier import TOOL, Dossier, tool_version

FULL, PARTIAL, NONE = "full", "partial", "none"
STANDARD = "EN 301 549 V3.2.1"
MODEL = "Commission Implementing Decision (EU) 2018/1523"


@dataclass(frozen=True, slots=True)
class Barrier:
    """One criterion that is not met. words: language -> what that means.  pages: their names."""

    criterion: str
    clauses: tuple[str, ...]
    words: Mapping[str, str]
    pages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """All facts of a statement, in no language.

    unchecked: how many clauses are not judged to their end.  made_on: when the run was.
    answers: of people.  pages: how many were examined.
    """

    about: About
    status: str
    barriers: tuple[Barrier, ...]
    unchecked: int
    made_on: date
    pages: int
    answers: int
    tools: str

    def exempt(self, why: str) -> tuple[Exempt, ...]:
        """Content that the operator excuses: "burden" or "scope"."""
        return tuple(one for one in self.about.exempt if one.why == why)


def derived(dossier: Dossier) -> Statement:
    """The facts of a statement. Raises AboutError when the operator has not said who answers."""
    _check(dossier.about)
    law, wcag = dossier.by("en301549"), dossier.by("wcag22")
    known = [_barrier(wcag, c) for c in _failed(wcag)]
    known += [_barrier(law, c) for c in _failed(law) if not c.wcag]
    engines = ", ".join(f"{name} {version}" for name, version in dossier.report.engines.items())
    return Statement(
        dossier.about,
        status_of(law),
        tuple(known),
        law.overall_totals[Status.NT],
        dossier.report.on,
        len(wcag.pages),
        len(dossier.report.answers),
        ", ".join(filter(None, (f"{TOOL} {tool_version()}", engines))),
    )


def status_of(law: Conformance) -> str:
    """Full only when every clause is judged and met; none when most that apply are not met."""
    said = law.overall_totals
    concerned = sum(said.values()) - said[Status.NA]
    if said[Status.NC] * 2 > concerned:
        return NONE
    return PARTIAL if said[Status.NC] or said[Status.NT] else FULL


def _failed(judged: Conformance) -> list[Criterion]:
    return [c for c in judged.method.criteria if judged.overall(c) is Status.NC]


def _barrier(judged: Conformance, criterion: Criterion) -> Barrier:
    pages = [o.page.name for o in judged.row(criterion) if o.status is Status.NC]
    number = criterion.wcag[0] if criterion.wcag else ""
    words = barriers()[number] if number else criterion.captions
    return Barrier(number, criterion.en, words, tuple(pages))


def _check(about: About) -> None:
    """A statement that names nobody to turn to helps nobody."""
    operator = about.operator
    if operator.name == UNKNOWN:
        raise AboutError("[operator]: name is missing; say who answers for the site.")
    if not any((operator.email, operator.phone, operator.website, operator.post)):
        raise AboutError("[operator]: give email, phone, website or post, so people can reach you.")
    if about.enforcement.name == UNKNOWN:
        raise AboutError("[enforcement]: name is missing; say which authority people can turn to.")

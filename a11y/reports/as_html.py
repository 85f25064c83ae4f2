"""Everything found, for people; itself accessible and audited."""

from __future__ import annotations

from html import escape
from itertools import groupby

from a11y import wcag
from a11y.rates import told
from a11y.report import Report
from a11y.reports import by_criterion
from a11y.reports.document import document, listed
from a11y.reports.dossier import Dossier
from a11y.reports.evidence import shown
from a11y.rules import BY_ID
from a11y.verdict import Finding

NOTHING = "<p>None.</p>"
ASIDE = (
    "Advice that names no criterion of level A or AA, what engines ask of nearly every page, and "
    "what is wrong more often than right."
)
SHOWN_PLACES = 12


def as_html(report: Report) -> str:
    """The report as one page without script, where nobody said more about the product."""
    return dossier_html(Dossier(report))


def dossier_html(dossier: Dossier) -> str:
    """One page without script: what blocks first, what needs a person, then all criteria."""
    report, conformance = dossier.report, dossier.by("wcag22")
    judged = report.judgement
    sections = [
        _summary(report),
        f"<h2>How far this can be trusted</h2>{listed(map(escape, told()))}",
        _sentences("Not looked at", report.unfinished),
        _sentences("Waivers that no longer hold", judged.complaints),
        f"<h2>Failures</h2>{_by_rule(judged.blocking)}",
        f"<h2>Needs a person</h2>{_by_rule(judged.open)}",
        f"<h2>Looked at and signed</h2>{_by_rule(judged.signed)}",
        f"<h2>Waived</h2>{_by_rule(judged.waived)}",
        f"<h2>Known before</h2>{_by_rule(judged.known)}" if report.known else "",
        f"<h2>Failures that do not block</h2>{_by_rule(judged.reported)}",
        _aside(report),
        by_criterion.criteria(conformance),
        by_criterion.pages(conformance),
        f"<h2>What was looked at</h2>{_views(report)}",
    ]
    return document("Accessibility report", "\n".join(sections))


def _summary(report: Report) -> str:
    judged = report.judgement
    outcome = "This must not be merged yet." if report.blocks else "Nothing stands in the way."
    engines = ", ".join(f"{name} {version}" for name, version in report.engines.items())
    facts = [
        f"{len(report.views)} views, on {report.on.isoformat()}",
        f"{len(judged.blocking)} failures, {len(judged.open)} need a person",
        f"Engines: {escape(engines)}",
    ]
    return f"<p><strong>{outcome}</strong></p>{listed(facts)}"


def _sentences(heading: str, sentences: tuple[str, ...]) -> str:
    if not sentences:
        return ""
    return f"<h2>{heading}</h2>{listed([escape(sentence) for sentence in sentences])}"


def _by_rule(findings: tuple[Finding, ...]) -> str:
    ordered = sorted(findings, key=lambda f: (f.rule, f.element, f.words, f.page))
    parts = [_rule(rule, list(found)) for rule, found in groupby(ordered, key=lambda f: f.rule)]
    return "".join(parts) or NOTHING


def _rule(rule: str, findings: list[Finding]) -> str:
    criteria = ", ".join(wcag.named(number) for number in findings[0].criteria)
    ours = BY_ID.get(rule)
    affects = f"<p>{escape(ours.affects)}</p>" if ours else ""
    items = [
        f"{shown(one[0])}{_places(one)}"
        for one in (list(found) for _, found in groupby(findings, key=_what))
    ]
    return f"<h3>{escape(rule)}: {escape(criteria or 'good practice')}</h3>{affects}{listed(items)}"


def _what(finding: Finding) -> tuple[str, str]:
    return finding.element, finding.words


def _places(findings: list[Finding]) -> str:
    places = [f"<code>{escape(finding.page)}</code>" for finding in findings[:SHOWN_PLACES]]
    rest = len(findings) - len(places)
    return listed(places + ([f"and {rest} more"] if rest else []))


def _aside(report: Report) -> str:
    items = []
    for rule, said in report.aside().items():
        (first, one), views = said[0], len(said)
        times = sum(one.places for _, one in said)
        items.append(
            f"<code>{escape(rule)}</code>: {escape(one.words)} "
            f"({times} times in {views} of the views, first in <code>{escape(first)}</code>)"
        )
    return f"<h2>Said by engines and not counted</h2><p>{ASIDE}</p>{listed(items)}" if items else ""


def _views(report: Report) -> str:
    return listed([f"<code>{escape(view.id)}</code>" for view in report.views])

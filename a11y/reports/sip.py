"""The audit file that Luxembourg's accessibility observatory takes in (SIP audit schema)."""

from __future__ import annotations

import json
from typing import Any

from a11y.answers import Status
from a11y.conformance import Conformance, Outcome, Page
from a11y.reports.dossier import Dossier
from a11y.reports.sample import picked

# The schema's own limit.
MOST_PAGES = 20
MOST_FAILURES_TOLD = 10
CONTROL = {"raweb1": "Complet", "simple1": "Simplifié"}


def sip(dossier: Dossier) -> str:
    """The full audit by RAWeb 1: 136 criteria on up to 20 pages."""
    return _audit(dossier, "raweb1")


def sip_simple(dossier: Dossier) -> str:
    """The simplified audit: 53 criteria on up to 20 pages."""
    return _audit(dossier, "simple1")


def _audit(dossier: Dossier, method: str) -> str:
    judged = dossier.by(method)
    pages = picked(judged.pages, MOST_PAGES)
    about = dossier.about
    whole = {
        "auditor": about.auditor.name,
        "context": _context(dossier, judged, pages),
        "audited_at": dossier.report.on.isoformat(),
        "inventory": {"name": about.product.inventory or about.product.name},
        "platform": {"name": "Web"},
        "audit_reference": {"name": "RAWeb", "version": "1"},
        "control_type": {"name": CONTROL[method]},
        "assessed_level": {"name": "AA"},
        "pages": [_page(judged, page, number) for number, page in enumerate(pages, 1)],
    }
    return json.dumps(whole, ensure_ascii=False, indent=1)


def _context(dossier: Dossier, judged: Conformance, pages: tuple[Page, ...]) -> str:
    total = judged.totals
    said = [
        dossier.about.auditor.context,
        "Contrôle automatique complété par les réponses de personnes ; ce qui n’a pas été vu "
        "jusqu’au bout est NT, jamais C.",
        f"Toutes les pages ({len(judged.pages)}) : "
        + ", ".join(f"{total[status]} {status.value}" for status in Status)
        + ".",
    ]
    if len(pages) < len(judged.pages):
        said.append(f"Les {len(pages)} pages ci-dessous sont celles qui ont le plus d’échecs.")
    return " ".join(said)


def _page(judged: Conformance, page: Page, number: int) -> dict[str, Any]:
    criteria = judged.method.criteria
    return {
        "number": number,
        "uri": page.url,
        "assessments": [_assessment(judged.at(criterion, page)) for criterion in criteria],
    }


def _assessment(outcome: Outcome) -> dict[str, Any]:
    return {
        "criterion": {"number": outcome.criterion.number},
        "status": {"name": outcome.status.value},
        "exemption": False,
        "exemption_comment": "",
        "changes_to_do": _to_do(outcome),
        "patches_follow_up": "",
    }


def _to_do(outcome: Outcome) -> str:
    """What must change for a criterion that is not met; what is left to see for an open one."""
    if outcome.status is Status.NT:
        return f"Reste à voir : {outcome.criterion.question('fr')}"
    if outcome.status is not Status.NC:
        return ""
    told = dict.fromkeys(f"{f.words} [{f.element or 'page'}]" for f in outcome.failures)
    shown = list(told)[:MOST_FAILURES_TOLD]
    rest = len(told) - len(shown)
    return "\n".join(shown + ([f"(+ {rest})"] if rest else [])) or outcome.why

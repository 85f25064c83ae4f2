"""Everything found, for machines."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from a11y.rates import told
from a11y.report import Report
from a11y.reports.dossier import Dossier
from a11y.reports.grid import grid
from a11y.verdict import Finding


def as_json(report: Report) -> str:
    """The report as JSON. Findings carry their criteria; dates are ISO 8601, durations seconds."""
    return json.dumps(_told(report), ensure_ascii=False, indent=1)


def dossier_json(dossier: Dossier) -> str:
    """The same, with every criterion of WCAG and EN 301 549 on every page."""
    grids = {method: grid(dossier.by(method)) for method in ("wcag22", "en301549")}
    return json.dumps({**_told(dossier.report), **grids}, ensure_ascii=False, indent=1)


def _told(report: Report) -> dict[str, Any]:
    judged = report.judgement
    return {
        "on": report.on.isoformat(),
        "base": report.base,
        "engines": report.engines,
        "complete": report.complete,
        "blocks": report.blocks,
        "unfinished": list(report.unfinished),
        "complaints": list(judged.complaints),
        "blocking": [_finding(f) for f in judged.blocking],
        "waived": [_finding(f) for f in judged.waived],
        "open": [_finding(f) for f in judged.open],
        "signed": [_finding(f) for f in judged.signed],
        "known": [_finding(f) for f in judged.known],
        "reported": [_finding(f) for f in judged.reported],
        "views": [
            {
                "id": v.id,
                "url": v.url,
                "passed": list(v.passed),
                "duration_s": v.duration_s,
                "notes": list(v.notes),
                "aside": [asdict(one) for one in v.aside],
            }
            for v in report.views
        ],
        "rates": told(),
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "page": finding.page,
        "rule": finding.rule,
        "verdict": finding.verdict.value,
        "also": list(finding.also),
        "element": finding.element,
        "words": finding.words,
        "criteria": list(finding.criteria),
        "measured": dict(finding.evidence.measured),
        "keys": list(finding.evidence.keys),
    }

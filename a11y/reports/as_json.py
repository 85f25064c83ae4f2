"""Everything found, for machines."""

from __future__ import annotations

import json
from typing import Any

from a11y.report import Report
from a11y.verdict import Finding


def as_json(report: Report) -> str:
    """The report as JSON. Findings carry their criteria; dates are ISO 8601, durations seconds."""
    judged = report.judgement
    whole = {
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
        "views": [
            {"id": v.id, "url": v.url, "passed": list(v.passed), "duration_s": v.duration_s}
            for v in report.views
        ],
    }
    return json.dumps(whole, ensure_ascii=False, indent=1)


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "page": finding.page,
        "rule": finding.rule,
        "verdict": finding.verdict.value,
        "element": finding.element,
        "words": finding.words,
        "criteria": list(finding.criteria),
    }

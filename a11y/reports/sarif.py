"""Findings as SARIF 2.1.0, the form that code review and build systems show beside the code."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from a11y import wcag
from a11y.report import Report
from a11y.reports.dossier import TOOL, Dossier, tool_version
from a11y.rules import BY_ID
from a11y.verdict import Finding, Verdict

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
KINDS = {Verdict.FAIL: "fail", Verdict.PERSON: "review"}


def sarif(dossier: Dossier) -> str:
    """One run; a failure is an error, what a person must judge is for review."""
    report = dossier.report
    rules = {rule: at for at, rule in enumerate(dict.fromkeys(f.rule for f in report.findings))}
    addresses = {view.id: view.url for view in report.views}
    criteria = {finding.rule: finding.criteria for finding in report.findings}
    run = {
        "tool": {
            "driver": {
                "name": TOOL,
                "version": tool_version(),
                "rules": [_rule(rule, criteria[rule]) for rule in rules],
            },
            "extensions": [
                {"name": name, "version": version} for name, version in report.engines.items()
            ],
        },
        "columnKind": "utf16CodeUnits",
        "artifacts": [{"location": {"uri": url}} for url in dict.fromkeys(addresses.values())],
        "invocations": [_invocation(report)],
        "results": [_result(f, rules[f.rule], addresses, report) for f in report.findings],
    }
    whole = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(whole, ensure_ascii=False, indent=1)


def _rule(rule: str, criteria: tuple[str, ...]) -> Mapping[str, Any]:
    known = [number for number in criteria if number in wcag.CRITERIA]
    ours = BY_ID.get(rule)
    told: dict[str, Any] = {
        "id": rule,
        "shortDescription": {"text": ours.failed if ours else f"Rule {rule}"},
        "properties": {"tags": ["accessibility", *(f"WCAG {number}" for number in known)]},
    }
    if ours:
        told["help"] = {"text": ours.affects}
    if known:
        told["helpUri"] = f"https://www.w3.org/WAI/WCAG22/Understanding/{wcag.slug(known[0])}"
    return told


def _invocation(report: Report) -> Mapping[str, Any]:
    told: dict[str, Any] = {
        "executionSuccessful": not report.unfinished,
        "toolExecutionNotifications": [
            {"level": "error", "message": {"text": words}} for words in report.unfinished
        ],
    }
    for name, moment in (("startTimeUtc", report.started_at), ("endTimeUtc", report.ended_at)):
        if moment is not None:
            told[name] = moment.isoformat().replace("+00:00", "Z")
    return told


def _result(
    finding: Finding, index: int, addresses: Mapping[str, str], report: Report
) -> Mapping[str, Any]:
    told: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": index,
        "kind": KINDS[finding.verdict],
        # The standard allows a level other than "none" for failures alone.
        "level": "error" if finding.verdict is Verdict.FAIL else "none",
        "message": {"text": finding.words},
        "locations": [
            {
                "physicalLocation": {"artifactLocation": {"uri": addresses[finding.page]}},
                "logicalLocations": [
                    {
                        "name": finding.element or "page",
                        "fullyQualifiedName": f"{finding.page} {finding.element}".strip(),
                        "kind": "element",
                    }
                ],
            }
        ],
        "partialFingerprints": {"elementAndRule/v1": _fingerprint(finding, addresses)},
        "properties": {"view": finding.page, "also": list(finding.also)},
    }
    if report.known:
        told["baselineState"] = "unchanged" if finding in report.judgement.known else "new"
    return told


def _fingerprint(finding: Finding, addresses: Mapping[str, str]) -> str:
    told = "\n".join((addresses[finding.page], finding.rule, finding.element))
    return hashlib.sha256(told.encode()).hexdigest()

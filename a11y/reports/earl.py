"""The run as EARL 1.0 in JSON-LD: what was asserted, by whom, of which page and criterion."""

from __future__ import annotations

import json
from typing import Any

from a11y.answers import Status
from a11y.conformance import Outcome
from a11y.reports.dossier import TOOL, Dossier, tool_version
from a11y.verdict import Finding, Verdict
from a11y.wcag import slug

CONTEXT: dict[str, Any] = {
    "earl": "http://www.w3.org/ns/earl#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "doap": "http://usefulinc.com/ns/doap#",
    "ptr": "http://www.w3.org/2009/pointers#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "assertedBy": {"@id": "earl:assertedBy", "@type": "@id"},
    "subject": {"@id": "earl:subject", "@type": "@id"},
    "test": {"@id": "earl:test", "@type": "@id"},
    "mode": {"@id": "earl:mode", "@type": "@id"},
    "result": "earl:result",
    "outcome": {"@id": "earl:outcome", "@type": "@id"},
    "info": "earl:info",
    "pointer": "earl:pointer",
    "expression": "ptr:expression",
    "title": "dct:title",
    "description": "dct:description",
    "date": {"@id": "dct:date", "@type": "xsd:date"},
    "source": {"@id": "dct:source", "@type": "@id"},
    "isPartOf": {"@id": "dct:isPartOf", "@type": "@id"},
    "name": "foaf:name",
    "release": "doap:release",
    "revision": "doap:revision",
}
OUTCOMES = {Status.C: "passed", Status.NC: "failed", Status.NA: "inapplicable"}
WCAG = "https://www.w3.org/TR/WCAG22/#"
ASSERTOR = "_:suite"


def earl(dossier: Dossier) -> str:
    """One assertion for each criterion × page, and one for each finding, as JSON-LD."""
    judged = dossier.by("wcag22")
    on = dossier.report.on.isoformat()
    people = {o.answer.by for o in judged.outcomes if o.answer is not None}
    graph: list[dict[str, Any]] = [
        _suite(dossier),
        *({"@id": _person(name), "@type": "foaf:Person", "name": name} for name in sorted(people)),
        *(
            {
                "@id": page.url,
                "@type": ["earl:TestSubject", "foaf:Document"],
                "title": page.name,
                "source": page.url,
            }
            for page in judged.pages
        ),
        *(
            {
                "@id": WCAG + slug(criterion.number),
                "@type": "earl:TestRequirement",
                "title": f"{criterion.number} {criterion.caption()} ({criterion.level})",
            }
            for criterion in judged.method.criteria
        ),
        *(_judged(outcome, on) for outcome in judged.outcomes),
        *(_found(finding, page.url, on) for page in judged.pages for finding in page.findings),
    ]
    return json.dumps({"@context": CONTEXT, "@graph": graph}, ensure_ascii=False, indent=1)


def outcome_of(outcome: Outcome) -> str:
    """The outcome in EARL's words; what was seen without being decided “cannot be told”."""
    undecided = "cantTell" if outcome.open else "untested"
    return OUTCOMES.get(outcome.status, undecided)


def _suite(dossier: Dossier) -> dict[str, Any]:
    engines = ", ".join(f"{name} {version}" for name, version in dossier.report.engines.items())
    return {
        "@id": ASSERTOR,
        "@type": ["earl:Software", "earl:Assertor"],
        "title": TOOL,
        "description": f"With {engines}." if engines else TOOL,
        "release": {"revision": tool_version()},
    }


def _person(name: str) -> str:
    return "_:person-" + name.encode().hex()


def _judged(outcome: Outcome, on: str) -> dict[str, Any]:
    answer = outcome.answer
    return {
        "@type": "earl:Assertion",
        "assertedBy": ASSERTOR if answer is None else _person(answer.by),
        "subject": outcome.page.url,
        "test": WCAG + slug(outcome.criterion.number),
        "mode": "earl:automatic" if answer is None else "earl:manual",
        "result": {
            "@type": "earl:TestResult",
            "outcome": f"earl:{outcome_of(outcome)}",
            "info": outcome.why,
            "date": on if answer is None else answer.on.isoformat(),
        },
    }


def _found(finding: Finding, url: str, on: str) -> dict[str, Any]:
    failed = finding.verdict is Verdict.FAIL
    told: dict[str, Any] = {
        "@type": "earl:Assertion",
        "assertedBy": ASSERTOR,
        "subject": url,
        "test": {
            "@type": "earl:TestCase",
            "title": finding.rule,
            "isPartOf": [WCAG + slug(number) for number in finding.criteria],
        },
        "mode": "earl:automatic",
        "result": {
            "@type": "earl:TestResult",
            "outcome": "earl:failed" if failed else "earl:cantTell",
            "description": finding.words,
            "info": finding.page,
            "date": on,
        },
    }
    if finding.element:
        told["result"]["pointer"] = {
            "@type": "ptr:CSSSelectorPointer",
            "expression": finding.element,
        }
    return told

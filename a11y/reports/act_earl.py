"""The W3C's report of an ACT implementation: what each of our rules says of each test case.

EARL 1.0 as JSON-LD, in the shape that the W3C's collection of implementations reads: one test
subject for each case, and below it one assertion for each rule that stands for the case's rule.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from a11y.act import UNTESTED, Outcome

CONTEXT = "https://www.w3.org/WAI/content-assets/wcag-act-rules/earl-context.json"
ASSERTOR = "_:assertor"
NAME = "Stepfree a11y"


def as_act_earl(outcomes: Sequence[Outcome], engines: dict[str, str], on: date) -> str:
    """The report as JSON-LD text. engines: name -> version, told in the assertor's description."""
    assertor = {
        "@id": ASSERTOR,
        "@type": ["Assertor", "Software"],
        "name": NAME,
        "release": {"@type": "Version", "revision": _own_version()},
        "description": ", ".join(f"{name} {which}" for name, which in engines.items()),
    }
    subjects = [_subject(outcome, on) for outcome in outcomes]
    return json.dumps(
        {"@context": CONTEXT, "@graph": [assertor, *subjects]}, ensure_ascii=False, indent=1
    )


def _subject(outcome: Outcome, on: date) -> dict[str, Any]:
    by = outcome.by or {"nothing": UNTESTED}
    return {
        "@type": ["TestSubject", "WebPage"],
        "source": outcome.case.url,
        "assertions": [
            {
                "@type": "Assertion",
                "assertedBy": ASSERTOR,
                "mode": "earl:automatic",
                "result": {
                    "@type": "TestResult",
                    "outcome": {"@id": f"earl:{said}"},
                    "date": on.isoformat(),
                },
                "test": {
                    "@type": "TestCase",
                    "title": rule,
                    "isPartOf": [
                        {"@type": "TestRequirement", "title": f"WCAG2: {number}"}
                        for number in outcome.criteria.get(rule, ())
                    ],
                },
            }
            for rule, said in by.items()
        ],
    }


def _own_version() -> str:
    try:
        return version("stepfree")
    except PackageNotFoundError:  # run from its folder, where nothing has been installed
        return "unreleased"

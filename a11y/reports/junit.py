"""Criteria as JUnit XML: a suite for each page, a case for each success criterion."""

from __future__ import annotations

import re
from collections import Counter
from xml.etree import ElementTree as Xml

from a11y.answers import Status
from a11y.conformance import Conformance, Outcome, Page
from a11y.reports.dossier import TOOL, Dossier
from a11y.wcag import named

# Signs that XML 1.0 cannot hold, whatever a page may say.
UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def junit(dossier: Dossier) -> str:
    """NC is a failure; NA and NT are skipped with their reason, so that open never looks passed."""
    judged = dossier.by("wcag22")
    root = Xml.Element("testsuites", {"name": TOOL, **_counts(list(judged.outcomes))})
    for page in judged.pages:
        root.append(_suite(judged, page))
    for words in dossier.report.unfinished:
        suite = Xml.SubElement(
            root, "testsuite", name=_safe(words), tests="1", errors="1", failures="0", skipped="0"
        )
        case = Xml.SubElement(suite, "testcase", name="looked at", classname=_safe(words))
        Xml.SubElement(case, "error", message=_safe(words), type="unfinished")
    Xml.indent(root)
    return Xml.tostring(root, encoding="unicode", xml_declaration=True)


def _suite(judged: Conformance, page: Page) -> Xml.Element:
    outcomes = [judged.at(criterion, page) for criterion in judged.method.criteria]
    spent_s = sum(view.duration_s for view in page.views)
    suite = Xml.Element(
        "testsuite",
        {"name": _safe(page.url), "time": f"{spent_s:.3f}", "errors": "0", **_counts(outcomes)},
    )
    for outcome in outcomes:
        number = outcome.criterion.number
        case = Xml.SubElement(suite, "testcase", name=named(number), classname=_safe(page.url))
        if outcome.status is Status.NC:
            failure = Xml.SubElement(case, "failure", message=_safe(outcome.why), type=number)
            failure.text = _safe(
                "\n".join(f"{f.rule}: {f.words} [{f.element or 'page'}]" for f in outcome.failures)
            )
        elif outcome.status is not Status.C:
            words = f"{outcome.status.value}: {outcome.why}"
            Xml.SubElement(case, "skipped", message=_safe(words))
    return suite


def _counts(outcomes: list[Outcome]) -> dict[str, str]:
    said = Counter(outcome.status for outcome in outcomes)
    return {
        "tests": str(len(outcomes)),
        "failures": str(said[Status.NC]),
        "skipped": str(said[Status.NA] + said[Status.NT]),
    }


def _safe(words: str) -> str:
    return UNWRITABLE.sub("\N{REPLACEMENT CHARACTER}", words)

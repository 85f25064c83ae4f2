"""The evaluation as a file that the W3C's WCAG-EM Report Tool opens as it is."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote, urlsplit, urlunsplit

from a11y import wcag
from a11y.answers import Status
from a11y.conformance import Conformance, Outcome, Page
from a11y.reports.dossier import TOOL, Dossier, tool_version
from a11y.reports.earl import OUTCOMES, outcome_of

# Names that the tool reads a file by. WCAG22 stays without an address, as in the tool's own files:
# it takes the word after the last colon for the id of the criterion. A date without a type is
# read by nobody there.
CONTEXT: dict[str, Any] = {
    "wcagem": "http://www.w3.org/TR/WCAG-EM/#",
    "Evaluation": "wcagem:procedure",
    "defineScope": "wcagem:step1",
    "scope": "wcagem:step1a",
    "conformanceTarget": "wcagem:step1b",
    "accessibilitySupportBaseline": "wcagem:step1c",
    "additionalEvaluationRequirements": "wcagem:step1d",
    "exploreTarget": "wcagem:step2",
    "essentialFunctionality": "wcagem:step2b",
    "pageTypeVariety": "wcagem:step2c",
    "technologiesReliedUpon": "wcagem:step2d",
    "selectSample": "wcagem:step3",
    "structuredSample": "wcagem:step3a",
    "randomSample": "wcagem:step3b",
    "Website": "wcagem:website",
    "Webpage": "wcagem:webpage",
    "auditSample": "wcagem:step4",
    "reportFindings": "wcagem:step5",
    "commissioner": "wcagem:commissioner",
    "evaluator": "wcagem:evaluator",
    "evaluationSpecifics": "wcagem:step5b",
    "version": "wcagem:version",
    "WAI": "http://www.w3.org/WAI/",
    "wcagVersion": "WAI:standards-guidelines/wcag/#versions",
    "earl": "http://www.w3.org/ns/earl#",
    "Assertion": "earl:Assertion",
    "TestRequirement": "earl:TestRequirement",
    "TestSubject": "earl:TestSubject",
    "TestResult": "earl:TestResult",
    "OutcomeValue": "earl:OutcomeValue",
    "Pass": "earl:Pass",
    "Fail": "earl:Fail",
    "CannotTell": "earl:CannotTell",
    "NotApplicable": "earl:NotApplicable",
    "NotTested": "earl:NotTested",
    "assertedBy": "earl:assertedBy",
    "mode": {"@id": "earl:mode", "@type": "@id"},
    "result": "earl:result",
    "subject": "earl:subject",
    "test": "earl:test",
    "outcome": "earl:outcome",
    "dcterms": "http://purl.org/dc/terms/",
    "title": "dcterms:title",
    "description": "dcterms:description",
    "summary": "dcterms:summary",
    "date": {"@id": "dcterms:date", "@type": "W3CDTF"},
    "W3CDTF": "http://www.w3.org/TR/NOTE-datetime",
    "hasPart": "dcterms:hasPart",
    "isPartOf": "dcterms:isPartOf",
    "id": "@id",
    "type": "@type",
    "language": "@language",
}
KINDS = {
    "passed": "Pass",
    "failed": "Fail",
    "cantTell": "CannotTell",
    "inapplicable": "NotApplicable",
    "untested": "NotTested",
}
# What the tool takes for an address; it stops at the first sign that is not in the last brackets.
ADDRESS = re.compile(r"https?://[\da-z.-]+\.[a-z.]{2,6}[-\w@:%+.~#?,&/=]+", re.ASCII)
STANDS_IN = "page.example"
MOST_TOLD = 10
WEBSITE = "_:website"


def wcag_em(dossier: Dossier) -> str:
    """The evaluation of every criterion of A and AA on every page, as JSON-LD."""
    judged = dossier.by("wcag22")
    website = dossier.about.product.website
    subjects = {page.number: _subject(page, website) for page in judged.pages}
    whole = {
        "@context": CONTEXT,
        "type": "Evaluation",
        "language": "en",
        "defineScope": _scope(dossier),
        "exploreTarget": {
            "id": "_:exploreTarget",
            "technologiesReliedUpon": ["HTML", "CSS", "WAI-ARIA", "JavaScript"],
            "essentialFunctionality": dossier.about.product.description,
            "pageTypeVariety": "",
        },
        "selectSample": {
            "id": "_:selectSample",
            "structuredSample": list(subjects.values()),
            "randomSample": [],
        },
        "auditSample": [
            *(_assertion(o, subjects[o.page.number]) for o in _told(judged)),
            *_of_all(judged),
        ],
        "reportFindings": _findings(dossier, judged),
    }
    return json.dumps(whole, ensure_ascii=False, indent=1)


def _told(judged: Conformance) -> Iterator[Outcome]:
    """What there is to say; the tool itself shows all else as not checked."""
    return (o for o in judged.outcomes if o.status is not Status.NT or o.open)


def _scope(dossier: Dossier) -> Mapping[str, Any]:
    product = dossier.about.product
    return {
        "id": "_:defineScope",
        "scope": {
            "id": WEBSITE,
            "type": ["TestSubject", "Website"],
            "title": _title(product.name),
            "description": f"All pages below {product.website or dossier.report.base}",
        },
        "wcagVersion": "2.2",
        "conformanceTarget": "AA",
        "accessibilitySupportBaseline": ", ".join(
            f"{name} {version}" for name, version in dossier.report.engines.items()
        ),
        "additionalEvaluationRequirements": "",
    }


def _subject(page: Page, website: str) -> dict[str, Any]:
    """A page of the sample. The tool knows it again by the address in its description."""
    address = recognised(page, website)
    words = page.name if address == page.url else f"{page.name} ({page.url})"
    return {
        "id": address,
        "type": ["TestSubject", "Webpage"],
        "title": _title(f"{page.number}. {words}"),
        "description": address,
    }


def recognised(page: Page, website: str) -> str:
    """The page's address in a form that the tool takes for one, whole and in normal form.

    It overlooks addresses of this machine: there the public website stands in, or a name that
    is kept for examples. Signs at which it stops are written as percent codes.
    """
    parts = urlsplit(page.url)
    path = quote(parts.path or "/", safe="/-_.~:@%+,&=")
    asked, place = (quote(text, safe="/-_.~:@%+,&=?") for text in (parts.query, parts.fragment))
    origin = (parts.scheme, parts.netloc.lower())
    address = urlunsplit((*origin, path, asked, place))
    if ADDRESS.fullmatch(address):
        return address
    public = urlsplit(website)
    host = public.netloc.lower() if ADDRESS.fullmatch(f"https://{public.netloc}/") else STANDS_IN
    return urlunsplit(("https", host, path, asked, place))


def _title(words: str) -> str:
    """Words that the tool cannot take for an address: it would prefer it to the description."""
    return re.sub(r"(https?):", r"\1 ", words)


def _assertion(outcome: Outcome, subject: Mapping[str, Any]) -> dict[str, Any]:
    return _said(
        outcome.criterion.number,
        {"id": subject["id"], "type": ["TestSubject", "Webpage"]},
        outcome_of(outcome),
        _description(outcome),
        TOOL if outcome.answer is None else outcome.answer.by,
        "earl:automatic" if outcome.answer is None else "earl:manual",
    )


def _of_all(judged: Conformance) -> Iterator[dict[str, Any]]:
    """What is said of all pages together, which is what the tool counts and shows first."""
    for criterion in judged.method.criteria:
        row = judged.row(criterion)
        overall = judged.overall(criterion)
        grave = [outcome for outcome in row if outcome.status is overall]
        asked = any(outcome.open for outcome in grave)
        if overall is Status.NT and not asked:
            continue
        counted = Counter(outcome.status.value for outcome in row)
        pages = ", ".join(f"{n} {status}" for status, n in counted.items())
        where = "; ".join(_place(outcome.page) for outcome in grave[:MOST_TOLD])
        rest = f" and {len(grave) - MOST_TOLD} more" if len(grave) > MOST_TOLD else ""
        yield _said(
            criterion.number,
            {"id": WEBSITE, "type": ["TestSubject", "Website"]},
            OUTCOMES.get(overall, "cantTell"),
            f"Of {len(row)} pages: {pages}.\n\n{overall.value}: {where}{rest}.",
            TOOL,
            "earl:semiAuto" if any(outcome.answer for outcome in row) else "earl:automatic",
        )


def _place(page: Page) -> str:
    return f"{page.number}. {page.name}"


def _said(
    number: str, subject: Mapping[str, Any], said: str, words: str, by: str, mode: str
) -> dict[str, Any]:
    return {
        "type": "Assertion",
        "assertedBy": by,
        "mode": mode,
        "subject": subject,
        "test": {"id": f"WCAG22:{wcag.slug(number)}", "type": "TestRequirement"},
        "result": {
            "type": "TestResult",
            "outcome": {"id": f"earl:{said}", "type": ["OutcomeValue", KINDS[said]]},
            "description": words,
        },
    }


def _description(outcome: Outcome) -> str:
    seen = outcome.failures or outcome.open
    told = list(dict.fromkeys(f"{f.words} [{f.element or 'page'}] ({f.rule})" for f in seen))
    rest = len(told) - MOST_TOLD
    listed = [*told[:MOST_TOLD], *([f"and {rest} more"] if rest > 0 else [])]
    # The tool shows it as Markdown: a list stays a list there, and in its field for text.
    return "\n".join([outcome.why, *([""] if listed else []), *(f"* {one}" for one in listed)])


def _findings(dossier: Dossier, judged: Conformance) -> Mapping[str, Any]:
    auditor, total = dossier.about.auditor, judged.overall_totals
    said = ", ".join(f"{total[status]} {status.value}" for status in Status)
    return {
        "id": "_:reportFindings",
        "title": f"Accessibility of {dossier.about.product.name}",
        "date": dossier.report.on.isoformat(),
        "evaluator": auditor.name,
        "commissioner": dossier.about.operator.name,
        "summary": f"Of {len(judged.method.criteria)} criteria over all pages: {said}. "
        "What no machine could judge and nobody answered yet is not checked.",
        "evaluationSpecifics": f"{TOOL} {tool_version()}",
    }

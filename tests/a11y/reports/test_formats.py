"""Every form on one rich report: it can be read back, and says what the others say."""

from __future__ import annotations

import csv
import io
import json
import os
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from a11y import audit
from a11y.answers import Status
from a11y.conditions import BY_NAME as CONDITIONS
from a11y.conditions import DEFAULT
from a11y.report import Report, ViewResult
from a11y.reports.dossier import Dossier
from a11y.reports.earl import OUTCOMES
from a11y.reports.formats import BY_NAME, FORMATS
from a11y.targets import Visit
from a11y.verdict import Ledger
from tests.a11y.conftest import Site
from tests.a11y.reports.sample import DOSSIER, HOME, REPORT, TODAY

DATA = os.environ.get("A11Y_DATA", "")
official = pytest.mark.skipif(
    not DATA, reason="A11Y_DATA names no folder: REPORTS ARE NOT CHECKED AGAINST THE SCHEMAS"
)

VIEWS = (DEFAULT, CONDITIONS["narrow_320"], CONDITIONS["text_200"])


def written(name: str, dossier: Dossier = DOSSIER) -> Any:
    return json.loads(BY_NAME[name].write(dossier))


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.name)
def test_every_form_also_tells_of_nothing(form: Any) -> None:
    """A run that saw no page gives a file in every form, and raises nothing."""
    assert form.write(Dossier(Report(TODAY, "https://a.example", {}, ())))


def test_names_and_endings_of_forms_are_their_own() -> None:
    """No two forms share a name, or would overwrite each other's file."""
    assert len({form.name for form in FORMATS}) == len(FORMATS)
    assert len({form.ending for form in FORMATS}) == len(FORMATS)


@pytest.mark.gate
@pytest.mark.parametrize("name", ["vpat-html", "raweb-html"])
def test_tables_for_people_pass_their_own_gate(name: str, site: Site) -> None:
    """Tables have no barrier, wide, narrow and enlarged; the whole report is tried elsewhere."""
    site.put(BY_NAME[name].write(DOSSIER), f"/states/report/{name}/default")
    visit = Visit(f"report/{name}/default", "", "en", VIEWS)

    own = audit([visit], site.base, on=TODAY, ledger=Ledger())

    assert own.lines()[:-1] == []


def test_csv_has_a_row_for_each_finding() -> None:
    """The table has all findings, and no cell that a table program would run."""
    rows = list(csv.DictReader(io.StringIO(BY_NAME["csv"].write(DOSSIER))))

    assert len(rows) == len(REPORT.findings)
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row.values())


def test_earl_has_each_criterion_on_each_page_once() -> None:
    """EARL asserts each criterion of each page with the outcome of our own judgement."""
    graph = written("earl")["@graph"]
    judged = DOSSIER.by("wcag22")

    asserted = [
        node
        for node in graph
        if node["@type"] == "earl:Assertion" and isinstance(node["test"], str)
    ]
    outcomes = Counter(node["result"]["outcome"] for node in asserted)

    assert len({(node["subject"], node["test"]) for node in asserted}) == len(asserted) == 3 * 55
    for status, outcome in OUTCOMES.items():
        assert outcomes[f"earl:{outcome}"] == judged.totals[status]
    assert {n["mode"] for n in asserted if n["assertedBy"] != "_:suite"} == {"earl:manual"}


@pytest.mark.parametrize(("form", "method"), [("sip", "raweb1"), ("sip-simple", "simple1")])
def test_the_audit_file_has_every_criterion_of_every_page(form: str, method: str) -> None:
    """The observatory's file states for each page and criterion what we judged."""
    audit, judged = written(form), DOSSIER.by(method)

    told = Counter(a["status"]["name"] for page in audit["pages"] for a in page["assessments"])

    assert told == {s.value: n for s, n in judged.totals.items() if n}
    assert [page["number"] for page in audit["pages"]] == [1, 2, 3]


@official
@pytest.mark.parametrize("form", ["sip", "sip-simple"])
def test_the_audit_file_is_valid(form: str) -> None:
    """The file keeps the observatory's schema."""
    schema = json.loads((Path(DATA) / "sip/schema.json").read_text("utf-8"))

    Draft202012Validator(schema, format_checker=FormatChecker()).validate(written(form))


def test_the_audit_file_holds_twenty_pages_and_hides_no_failure() -> None:
    """Of a larger site the pages with failures are taken first, and the file says so."""
    plain = tuple(ViewResult(f"p{n}", f"https://a.lu/{n}", (), (), 0.1) for n in range(30))
    report = Report(date(2026, 1, 2), "https://a.lu", {}, (*plain, *REPORT.views))

    audit = written("sip", Dossier(report))

    assert len(audit["pages"]) == 20
    assert HOME in {page["uri"] for page in audit["pages"]}
    assert "20 pages ci-dessous" in audit["context"]


def test_automation_alone_meets_nothing_but_what_is_complete() -> None:
    """Without answers, no form says of an incomplete check that it is met."""
    audit = written("sip", Dossier(replace(REPORT, answers=())))

    met = {
        a["criterion"]["number"]
        for page in audit["pages"]
        for a in page["assessments"]
        if a["status"]["name"] == Status.C.value
    }

    assert met == {"6.2", "8.1", "8.3", "8.5"}

"""Reports that say everything, and are accessible themselves."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from a11y.baseline import Known, normalised
from a11y.conditions import CONDITIONS, DEFAULT
from a11y.report import Report, ViewResult
from a11y.reports.as_html import as_html
from a11y.reports.as_json import as_json
from a11y.reports.formats import BY_NAME
from a11y.reports.gallery import index_page
from a11y.run import audit
from a11y.targets import Visit
from a11y.verdict import Finding, Ledger, Signed, Verdict, Waiver
from tests.a11y.conftest import Site
from tests.a11y.reports.sample import DOSSIER

TODAY = date(2026, 11, 21)
PAGE = "start/sign_in/default/en/default"


def finding(rule: str, verdict: Verdict, words: str) -> Finding:
    return Finding(PAGE, rule, verdict, "#main > p:nth-of-type(2)", words, ("1.4.10",))


@pytest.fixture
def report() -> Report:
    """A report with something in every section."""
    found = (
        finding("reflow", Verdict.FAIL, "It sticks out by <b>14</b> px."),
        finding("axe:region", Verdict.FAIL, "Text stands outside the landmarks."),
        finding("focus_seen", Verdict.PERSON, "The mark is small."),
        finding("keyboard_path", Verdict.PERSON, "It stands above."),
    )
    ledger = Ledger(
        (Waiver("axe:region", "*", "The cure is on its way.", "Ada", TODAY),),
        (Signed("focus_seen", "*", "A dot of 12 px.", "Ada", TODAY),),
    )
    views = (ViewResult(PAGE, "http://127.0.0.1/x", found, ("page_title",), 0.5),)
    engines = {"axe-core": "4.14.1"}
    return Report(TODAY, "http://127.0.0.1", engines, views, ("A page hangs.",), True, ledger)


def test_json_says_everything(report: Report) -> None:
    """Machines get each finding once, under what follows from it, with version and date."""
    said = json.loads(as_json(report))

    rules = {
        key: [f["rule"] for f in said[key]] for key in ("blocking", "waived", "open", "signed")
    }
    assert rules == {
        "blocking": ["reflow"],
        "waived": ["axe:region"],
        "open": ["keyboard_path"],
        "signed": ["focus_seen"],
    }
    assert (said["on"], said["engines"]) == ("2026-11-21", {"axe-core": "4.14.1"})
    assert said["unfinished"] == ["A page hangs."]


def test_what_does_not_block_is_told_as_well(report: Report) -> None:
    """Failures of level AAA, and those that were known before, stand in both reports."""
    aaa = replace(finding("link_alone", Verdict.FAIL, "It says “here”."), gates=False)
    view = replace(report.views[0], findings=(*report.views[0].findings, aaa))
    known = Known(PAGE, "reflow", normalised("#main > p:nth-of-type(2)"), "", "Seen.", TODAY)
    whole = replace(report, views=(view,), known=(known,))

    said = json.loads(as_json(whole))

    assert [one["rule"] for one in said["reported"]] == ["link_alone"]
    assert [one["rule"] for one in said["known"]] == ["reflow"]
    html = as_html(whole)
    assert (
        html.index("<h2>Known before</h2>")
        < html.index("<h3>reflow")
        < html.index("<h2>Failures that do not block</h2>")
        < html.index("<h3>link_alone")
    )


def test_html_escapes_what_pages_say(report: Report) -> None:
    """Nothing of an audited page becomes mark-up of the report."""
    assert "<b>14</b>" not in as_html(report)
    assert "&lt;b&gt;14&lt;/b&gt;" in as_html(report)


def test_equal_findings_are_told_once(report: Report) -> None:
    """The same words on the same element are one line with a count."""
    twice = (*report.views, replace(report.views[0], id="other"))

    lines = replace(report, views=twice).lines()

    assert sum("It sticks out" in line for line in lines) == 1
    assert any(line.endswith("and 1 more") for line in lines)


@pytest.mark.gate
def test_the_report_passes_its_own_gate(site: Site) -> None:
    """The report for people has no barrier under any viewing condition."""
    site.put(BY_NAME["html"].write(DOSSIER), "/states/report/as_html/default")
    visit = Visit("report/as_html/default", "", "en", CONDITIONS)

    own = audit([visit], site.base, on=TODAY, ledger=Ledger())

    assert own.lines()[:-1] == []


@pytest.mark.gate
def test_the_gallery_passes_its_own_gate(site: Site) -> None:
    """The page of pictures has no barrier under any viewing condition."""
    shown = [Visit("start/sign_in/default", "Say who you are.", "en", (DEFAULT,))]
    site.put(index_page(shown), "/states/report/gallery/default")
    visit = Visit("report/gallery/default", "", "en", CONDITIONS)

    own = audit([visit], site.base, on=TODAY, ledger=Ledger())

    assert own.lines()[:-1] == []


def test_every_condition_of_a_visit_is_shown() -> None:
    """The gallery has a picture for each condition, with words that tell them apart."""
    html = index_page([Visit("start/sign_in/default", "Say who you are.", "en", CONDITIONS)])

    assert html.count("<img ") == len(CONDITIONS)
    assert 'src="start/sign_in--default--en--dark.png"' in html

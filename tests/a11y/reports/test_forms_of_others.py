"""Forms that other people's tools read: each by the rules of its reader."""

from __future__ import annotations

import csv
import io
import json
import os
import re
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as Xml

import pytest
import yaml
from jsonschema import Draft7Validator

from a11y import wcag
from a11y.answers import Status
from a11y.conformance import Page
from a11y.rates import MEASURED, UNMEASURED, rates, told
from a11y.reports.acr import NOT_EVALUATED, SUPPORTS
from a11y.reports.dossier import Dossier
from a11y.reports.formats import BY_NAME, GRIDS
from a11y.reports.wcag_em import CONTEXT, KINDS, WEBSITE, recognised
from a11y.verdict import Verdict
from tests.a11y.reports.sample import DOSSIER, FORM, HOME, REPORT, finding

DATA = os.environ.get("A11Y_DATA", "")
official = pytest.mark.skipif(
    not DATA, reason="A11Y_DATA names no folder: REPORTS ARE NOT CHECKED AGAINST THE SCHEMAS"
)
JUDGED = DOSSIER.by("wcag22")


def written(name: str, dossier: Dossier = DOSSIER) -> Any:
    return json.loads(BY_NAME[name].write(dossier))


class TestReportToolOfTheW3C:
    """What its program does when it opens a file, read in its source."""

    @pytest.fixture
    def file(self) -> Any:
        return written("wcag-em")

    def test_it_finds_each_page_again(self, file: Any) -> None:
        """The tool makes a page's id from its title, then its description; both lead to ours.

        It knows the page of an assertion again by its title: no two have the same.
        """
        seen = re.compile(r"https?://[\da-z.-]+\.[a-z.]{2,6}[-\w@:%_+.~#?,&/=]+", re.ASCII)

        for page in file["selectSample"]["structuredSample"]:
            assert seen.search(page["title"]) is None
            assert seen.findall(page["description"]) == [page["id"]]
        titles = [page["title"] for page in file["selectSample"]["structuredSample"]]
        assert len(titles) == len(set(titles)) == len(JUDGED.pages)

    def test_each_assertion_is_about_a_page_and_a_criterion_it_knows(self, file: Any) -> None:
        """Subject, test and outcome are objects with ids, as its matching needs them."""
        subjects = {page["id"] for page in file["selectSample"]["structuredSample"]} | {WEBSITE}
        slugs = {wcag.slug(number) for number in wcag.CRITERIA}

        for assertion in file["auditSample"]:
            assert assertion["subject"]["id"] in subjects
            assert assertion["test"]["id"].split(":")[-1] in slugs
            assert assertion["result"]["outcome"]["id"].removeprefix("earl:") in KINDS

    def test_the_prefix_of_criteria_has_no_address(self) -> None:
        """With an address for WCAG22, the tool would look for a criterion named after it."""
        assert "WCAG22" not in CONTEXT

    def test_it_says_what_we_judged(self, file: Any) -> None:
        """Outcomes are as many as we have of each: of pages, and of all pages together."""
        said = Counter(
            (a["subject"]["id"] == WEBSITE, a["result"]["outcome"]["id"])
            for a in file["auditSample"]
        )

        for of_all, totals in ((False, JUDGED.totals), (True, JUDGED.overall_totals)):
            assert said[of_all, "earl:failed"] == totals[Status.NC] > 0
            assert said[of_all, "earl:passed"] == totals[Status.C]
            assert said[of_all, "earl:inapplicable"] == totals[Status.NA]

    def test_what_is_said_of_all_pages_names_the_gravest(self, file: Any) -> None:
        """The tool counts what is said of the whole website; there the page is named."""
        (found,) = (
            a
            for a in file["auditSample"]
            if (a["subject"]["id"], a["test"]["id"]) == (WEBSITE, "WCAG22:focus-visible")
        )

        assert found["result"]["outcome"]["id"] == "earl:failed"
        assert found["result"]["description"] == "Of 3 pages: 2 NT, 1 NC.\n\nNC: 2. Order."

    def test_its_date_has_the_type_by_which_it_is_read(self) -> None:
        """The tool reads the value of a typed date, and no other."""
        assert CONTEXT["date"] == {"@id": "dcterms:date", "@type": "W3CDTF"}
        assert CONTEXT["W3CDTF"] == "http://www.w3.org/TR/NOTE-datetime"

    @pytest.mark.parametrize(
        ("url", "address"),
        [
            ("https://a.lu", "https://a.lu/"),
            ("https://a.lu/x?y=1#z", "https://a.lu/x?y=1#z"),
            ("https://a.lu/l'été;1", "https://a.lu/l%27%C3%A9t%C3%A9%3B1"),
            ("http://127.0.0.1:8000/states/a?language=en", "https://shop.lu/states/a?language=en"),
            ("http://localhost/", "https://shop.lu/"),
        ],
    )
    def test_addresses_it_would_overlook_are_written_so_that_it_does_not(
        self, url: str, address: str
    ) -> None:
        """Addresses of this machine, and signs at which it stops, are written another way."""
        assert recognised(Page(1, url, "", (), {}), "https://shop.lu/about") == address

    def test_without_a_website_another_name_stands_in(self) -> None:
        """An audit of this machine alone still opens."""
        page = Page(1, "http://127.0.0.1/a", "", (), {})

        assert recognised(page, "") == "https://page.example/a"


class TestConformanceReport:
    @pytest.fixture
    def file(self) -> Any:
        return yaml.safe_load(BY_NAME["openacr"].write(DOSSIER))

    @official
    def test_openacr_keeps_its_schema(self, file: Any) -> None:
        """The file is valid by OpenACR's schema."""
        schema = json.loads((Path(DATA) / "openacr/schema-0.1.0.json").read_text("utf-8"))

        Draft7Validator(schema).validate(file)

    @official
    def test_openacr_names_only_what_its_catalogue_has(self, file: Any) -> None:
        """Chapters, criteria, components and levels are those of the catalogue."""
        path = Path(DATA) / "openacr/catalog-2.5-wcag-2.2-508-eu-en.yaml"
        catalogue = yaml.safe_load(path.read_text("utf-8"))
        chapters = {
            chapter["id"]: {
                one["id"]: set(one["components"]) for one in chapter.get("criteria") or ()
            }
            for chapter in catalogue["chapters"]
        }
        levels = {term["id"] for term in catalogue["terms"]}

        assert set(file["chapters"]) <= set(chapters)
        for name, chapter in file["chapters"].items():
            for criterion in chapter.get("criteria", ()):
                components = {component["name"] for component in criterion["components"]}
                assert components <= chapters[name][criterion["num"]], (name, criterion["num"])
                for component in criterion["components"]:
                    assert component["adherence"]["level"] in levels

    def test_without_people_nothing_is_supported_that_is_not_complete(self) -> None:
        """Automation alone never says “supports” of a criterion whose check is not complete."""
        alone = Dossier(replace(REPORT, answers=()))

        file = yaml.safe_load(BY_NAME["openacr"].write(alone))

        levels = {
            criterion["num"]: criterion["components"][0]["adherence"]["level"]
            for chapter in file["chapters"].values()
            for criterion in chapter.get("criteria", ())
        }
        assert SUPPORTS not in levels.values()
        assert levels["1.1.1"] == "does-not-support"
        assert levels["2.4.7"] == "partially-supports"
        assert levels["2.4.4"] == NOT_EVALUATED
        assert file["notes"].startswith("Draft: ")

    def test_tables_say_the_same_in_html_and_markdown(self) -> None:
        """Both have each criterion and clause, with the same level."""
        html, text = BY_NAME["vpat-html"].write(DOSSIER), BY_NAME["vpat-md"].write(DOSSIER)

        count = 55 + len(DOSSIER.by("en301549").method.criteria)
        assert html.count('<th scope="row">') == count
        assert len(re.findall(r"^\| \d", text, re.MULTILINE)) == count
        for label in ("Supports", "Does Not Support", "Not Applicable", "Not Evaluated"):
            assert html.count(f"<td>{label}</td>") == text.count(f" | {label} | ")

    def test_markdown_holds_no_mark_up_of_audited_pages(self) -> None:
        """Words of a page stay words."""
        bad = finding("home/default", "axe:image-alt", "1.1.1", words="a | b <script> [x](y)")
        report = replace(REPORT, views=(replace(REPORT.views[0], findings=(bad,)),))

        text = BY_NAME["vpat-md"].write(Dossier(report))

        assert r"a \| b \<script\> \[x\](y)" in text


@pytest.mark.parametrize(("name", "method"), [(name, m) for name, (m, _) in GRIDS.items()])
def test_a_grid_is_the_same_in_three_forms(name: str, method: str) -> None:
    """CSV, JSON and HTML have every criterion of the method, and the same statuses."""
    judged = DOSSIER.by(method)
    rows = list(csv.reader(io.StringIO(BY_NAME[f"{name}-csv"].write(DOSSIER))))[1:]
    data = written(f"{name}-json")
    html = BY_NAME[f"{name}-html"].write(DOSSIER)

    in_rows = Counter(cell for row in rows for cell in row[6:])
    in_data = Counter(page["status"] for one in data["criteria"] for page in one["pages"])

    assert len(rows) == len(data["criteria"]) == len(judged.method.criteria)
    assert in_rows == in_data == {s.value: n for s, n in judged.totals.items() if n}
    assert html.count('<th scope="row">') == len(rows)
    assert judged.method.source in html


def test_sarif_has_its_required_parts() -> None:
    """Each result names a rule of the driver, and an address; only failures have a level."""
    log = written("sarif")
    (run,) = log["runs"]
    driver = run["tool"]["driver"]

    assert (log["version"], log["$schema"].rsplit("/", 1)[-1]) == ("2.1.0", "sarif-2.1.0.json")
    assert driver["name"]
    assert len({rule["id"] for rule in driver["rules"]}) == len(driver["rules"])
    assert len(run["results"]) == len(REPORT.findings)
    for result in run["results"]:
        assert driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["message"]["text"]
        assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        assert (result["level"] == "none") is (result["kind"] != "fail")
        assert result["level"] in {"none", "note", "warning", "error"}
    assert run["invocations"][0]["executionSuccessful"] is False


def test_junit_never_passes_what_is_open() -> None:
    """A case passes for C alone; the counts are those of its cases, unfinished pages are errors."""
    root = Xml.fromstring(BY_NAME["junit"].write(DOSSIER))

    cases = root.findall("testsuite/testcase")
    passed = [case for case in cases if not len(case)]

    assert len(passed) == JUDGED.totals[Status.C]
    assert (
        len(root.findall(".//failure")) == JUDGED.totals[Status.NC] == int(root.get("failures", 0))
    )
    assert len(root.findall(".//error")) == len(REPORT.unfinished)
    for suite in root.findall("testsuite"):
        assert int(suite.get("tests", 0)) == len(suite.findall("testcase"))


def test_junit_can_hold_what_any_page_says() -> None:
    """Control signs in the words of a page do not break the file."""
    bad = finding("home/default", "axe:image-alt", "1.1.1", words="a\x00b\x0b<]]>\ud800")
    report = replace(REPORT, views=(replace(REPORT.views[0], findings=(bad,)),))

    root = Xml.fromstring(BY_NAME["junit"].write(Dossier(report)).encode())

    assert "a\N{REPLACEMENT CHARACTER}b" in (root.findtext(".//failure") or "")


def test_html_shows_pages_criteria_and_pictures() -> None:
    """The page for people names each page, each criterion that is not met, and its evidence."""
    html = BY_NAME["html"].write(DOSSIER)

    for url in (HOME, FORM):
        assert f"<code>{url}</code>" in html
    assert "<h3>2.4.7 Focus Visible</h3>" in html
    assert "data:image/png;base64," in html
    assert "<kbd>Tab</kbd>" in html
    assert "contrast: 2.1:1" in html
    assert "<script>" not in html


def test_every_form_for_people_says_how_far_it_can_be_trusted() -> None:
    """Detection is told with false alarms, or that neither was measured."""
    html, data = BY_NAME["html"].write(DOSSIER), written("json")

    assert data["rates"] == told()
    assert all(sentence in html for sentence in told())


def test_a_detection_rate_never_stands_alone(tmp_path: Path) -> None:
    """A measurement is one sentence with both figures; without any, that is said."""
    file = tmp_path / "measured.toml"
    file.write_text(
        '[[rate]]\nwhat = "Examples"\nfound = 3\nof = 4\nfalse = 1\nsound = 200\non = 2026-01-02\n'
    )

    (sentence, _) = told(file)

    assert sentence == (
        "Examples: 3 of 4 barriers found automatically (75%), 1 false alarms on 200 sound "
        "examples (0.5%); measured on 2026-01-02."
    )
    (tmp_path / "none.toml").write_text("")
    assert told(tmp_path / "none.toml")[0] == UNMEASURED
    assert all(0 <= rate.found <= rate.of and rate.sound for rate in rates(MEASURED))


def test_all_forms_state_the_same_failures() -> None:
    """Whoever reads whichever form learns of the same criteria that are not met."""
    failed = {(o.page.url, o.criterion.number) for o in JUDGED.outcomes if o.status is Status.NC}
    slugs = {wcag.slug(number): number for number in wcag.CRITERIA}

    earl = {
        (n["subject"], slugs[n["test"].rpartition("#")[2]])
        for n in written("earl")["@graph"]
        if isinstance(n.get("test"), str) and n["result"]["outcome"] == "earl:failed"
    }
    tool = {
        (a["subject"]["id"], slugs[a["test"]["id"].rpartition(":")[2]])
        for a in written("wcag-em")["auditSample"]
        if a["result"]["outcome"]["id"] == "earl:failed" and a["subject"]["id"] != WEBSITE
    }
    junit = {
        (case.get("classname"), (case.get("name") or "").split()[0])
        for case in Xml.fromstring(BY_NAME["junit"].write(DOSSIER)).findall(".//testcase")
        if case.find("failure") is not None
    }
    grid = {
        (written("wcag-json")["pages"][page["page"] - 1]["url"], one["number"])
        for one in written("wcag-json")["criteria"]
        for page in one["pages"]
        if page["status"] == "NC"
    }

    assert failed == earl == tool == junit == grid
    assert sum(f.verdict is Verdict.FAIL for f in REPORT.findings) == 5

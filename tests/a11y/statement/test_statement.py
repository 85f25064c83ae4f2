"""The statement: all parts of the model, in order, true, in four languages, and accessible."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from a11y import audit
from a11y.about import NOBODY, AboutError, load_about
from a11y.answers import Status
from a11y.commands._frame import main
from a11y.conditions import BY_NAME, DEFAULT
from a11y.conformance import conformance
from a11y.methods import METHODS, barriers
from a11y.report import Report
from a11y.reports.dossier import Dossier
from a11y.statement.derived import FULL, NONE, PARTIAL, Statement, derived, status_of
from a11y.statement.page import LANGUAGES, as_data, as_page, day, words
from a11y.store import save
from a11y.targets import Visit
from a11y.verdict import Answer, Ledger
from tests.a11y.conftest import Site
from tests.a11y.reports.sample import ABOUT, DOSSIER, REPORT, TODAY

ORDER = ("status", "content", "failures", "burden", "out", "preparation", "feedback", "enforcement")
ABOUT_FILE = """
reviewed_on = 2026-11-20
law = { en = "the law of 28 May 2019", lb = "d’Gesetz vum 28. Mee 2019" }
[product]
name = "Shop"
[operator]
name = "Shop Ltd"
email = "help@example.lu"
[enforcement]
name = "The authority"
[[exempt]]
why = "burden"
what = { en = "Old maps." }
"""


@pytest.fixture
def statement() -> Statement:
    return derived(DOSSIER)


def answered(status: Status) -> Report:
    """A sound page on which people have judged all that is left to them."""
    report = replace(REPORT, views=(replace(REPORT.views[0], findings=()),), answers=())
    judged = conformance(report, METHODS["en301549"]())
    answers = tuple(
        Answer(*o.question[:2], status.value, "Seen.", "Ada", TODAY)
        for o in judged.outcomes
        if o.question
    )
    return replace(report, answers=answers)


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_parts_stand_in_the_order_of_the_model(language: str, statement: Statement) -> None:
    """Status, content in three classes, preparation, feedback, enforcement, then what is free."""
    page = as_page(statement, language)

    headings = re.findall(r"<h[23]>(.*?)</h[23]>", page)

    assert headings == [words()[language][name] for name in (*ORDER, "more")]
    assert f'<html lang="{language}">' in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_says_every_sentence(language: str) -> None:
    """No language lacks a sentence or a place in it, and no two are the same text."""
    english, other = words()["en"], words()[language]

    assert set(other) == set(english)
    for name, sentence in other.items():
        assert set(re.findall(r"{\w+}", sentence)) == set(re.findall(r"{\w+}", english[name]))
    assert all(barrier[language] for barrier in barriers().values())


def test_failures_become_the_list(statement: Statement) -> None:
    """Each criterion that is not met is told in people's words, with clause and pages."""
    page = as_page(statement, "de")

    assert barriers()["1.1.1"]["de"] in page
    assert "EN 301 549, Abschnitt 9.1.1.1" in page
    assert "The shop: welcome" in page


def test_dates_are_true(statement: Statement) -> None:
    """The day of the run is the day of preparation; the operator says when it was reviewed."""
    later = replace(statement, about=replace(ABOUT, reviewed_on=date(2027, 3, 1)))

    page = as_page(later, "fr")

    assert "Elle a été établie le 21 novembre 2026." in page
    assert "Elle a été revue pour la dernière fois le 1 mars 2027." in page


def test_the_method_is_true(statement: Statement) -> None:
    """Third party or self-assessment, how many pages, with what, and how many answers."""
    page = as_page(statement, "en")
    alone = as_page(replace(statement, about=replace(ABOUT, auditor=NOBODY.auditor)), "en")

    assert "examined 3 pages independently" in page
    assert "axe 4.14.1" in page
    assert "answered 4 questions" in page
    assert "for the operator itself" in alone


@pytest.mark.parametrize(("given", "status"), [(Status.C, FULL), (Status.NC, NONE)])
def test_the_status_follows_from_the_results(given: Status, status: str) -> None:
    """Full needs every clause judged and met; where most are not met, it is none."""
    judged = conformance(answered(given), METHODS["en301549"]())

    assert status_of(judged) == status


def test_what_nobody_has_judged_is_never_full() -> None:
    """A run without a failure is in part as long as something is open, and says how much."""
    sound = replace(answered(Status.C), answers=())

    statement = derived(Dossier(sound, ABOUT))

    assert statement.status == PARTIAL
    assert f"{statement.unchecked} requirements have not been checked" in as_page(statement, "en")


def test_the_data_say_the_same(statement: Statement) -> None:
    """Machines get every part: status, three classes of content, preparation, ways, authority."""
    data = json.loads(as_data(statement))

    assert data["status"] == statement.status == PARTIAL
    assert {b["wcag"] for b in data["not_accessible"]["not_compliant"]} == {
        b.criterion for b in statement.barriers
    }
    assert data["not_accessible"]["disproportionate_burden"][0]["what"]["lb"] == "Al Kaarten."
    assert data["preparation"]["made_on"] == "2026-11-21"
    assert data["enforcement"]["name"] == "The authority"
    assert data["feedback"]["email"] == "help@example.lu"


def test_words_of_operator_and_pages_stay_words() -> None:
    """Nothing of the file or of an audited page becomes mark-up, and no link runs a script."""
    operator = replace(ABOUT.operator, name="<b>Us</b>", website="javascript:alert(1)")
    view = replace(REPORT.views[0], title="<i>Home</i>")
    dossier = Dossier(replace(REPORT, views=(view,)), replace(ABOUT, operator=operator))

    page = as_page(derived(dossier), "en")

    assert "<b>" not in page
    assert "<i>" not in page
    assert 'href="javascript' not in page


@pytest.mark.parametrize(
    ("gone", "said"),
    [
        ('name = "Shop Ltd"', r"\[operator\]: name is missing"),
        ('email = "help@example.lu"', "so people can reach you"),
        ('name = "The authority"', r"\[enforcement\]: name is missing"),
    ],
)
def test_a_statement_names_who_answers(gone: str, said: str, tmp_path: Path) -> None:
    """Without operator, way to reach them, or authority there is no statement."""
    file = tmp_path / "about.toml"
    file.write_text(ABOUT_FILE.replace(gone, ""), encoding="utf-8")

    with pytest.raises(AboutError, match=said):
        derived(Dossier(REPORT, load_about(file)))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[product", "cannot be read"),
        ("[operator]\nfax = 1", "unknown entry “fax”"),
        ('[[exempt]]\nwhy = "mood"\nwhat = {}', "say “burden” or “scope”"),
        ("[[exempt]]\nwhat = {}", "why"),
    ],
)
def test_a_wrong_file_is_refused_with_its_place(text: str, said: str, tmp_path: Path) -> None:
    """The error names the table and what is wrong in it."""
    file = tmp_path / "about.toml"
    file.write_text(text, encoding="utf-8")

    with pytest.raises(AboutError, match=said):
        load_about(file)


def test_the_command_writes_pages_and_data(tmp_path: Path) -> None:
    """Four pages and one file of data; the operator's law stands in the language that has it."""
    store, about = tmp_path / "s.sqlite3", tmp_path / "about.toml"
    save(store, REPORT)
    about.write_text(ABOUT_FILE, encoding="utf-8")
    out = tmp_path / "out"

    result = CliRunner().invoke(
        main, ["statement", str(store), "--about", str(about), "--out", str(out)]
    )

    assert result.exit_code == 0, result.output
    assert {file.name for file in out.iterdir()} == {
        "statement.json",
        *(f"statement.{code}.html" for code in LANGUAGES),
    }
    assert "d’Gesetz vum 28. Mee 2019" in (out / "statement.lb.html").read_text("utf-8")
    assert '<span lang="en">Old maps.</span>' in (out / "statement.fr.html").read_text("utf-8")


def test_days_are_written_as_people_write_them() -> None:
    """Each language has its own form of a date."""
    assert [day(TODAY, code) for code in LANGUAGES] == [
        "21 November 2026",
        "21 novembre 2026",
        "21. November 2026",
        "21. November 2026",
    ]


@pytest.mark.gate
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_statement_passes_its_own_gate(language: str, site: Site) -> None:
    """The statement has no barrier in any language, wide or narrow."""
    views = tuple(replace(view, title="") for view in REPORT.views)
    statement = derived(Dossier(replace(REPORT, views=views), replace(ABOUT, measures={})))
    site.put(as_page(statement, language), "/states/statement/page/default")
    visit = Visit("statement/page/default", "", language, (DEFAULT, BY_NAME["narrow_320"]))

    own = audit([visit], site.base, on=TODAY, ledger=Ledger())

    assert own.lines()[:-1] == []

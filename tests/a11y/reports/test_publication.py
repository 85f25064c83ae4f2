"""The evidence of a release is whole, can be read without us, and claims nothing from a part."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from a11y.commands._frame import main
from a11y.conditions import DEFAULT
from a11y.report import Report
from a11y.reports.formats import FORMATS
from a11y.reports.publication import IncompleteError, Material, audited, publish
from a11y.run import audit
from a11y.store import save
from a11y.targets import Visit
from a11y.verdict import Ledger
from flows.help.evidence import last_audit
from tests.a11y.conftest import Site
from tests.a11y.reports.sample import DOSSIER
from tests.a11y.reports.test_reports import TODAY

COMPLETE = replace(DOSSIER.report, complete=True, unfinished=())


@pytest.fixture
def material(tmp_path: Path) -> Material:
    """A transcript, a gallery of one page, and one more file."""
    records, gallery = tmp_path / "templates", tmp_path / "gallery"
    (records / "start" / "transcripts" / "lb").mkdir(parents=True)
    (records / "start/transcripts/lb/sign_in.transcript").write_text("opens: <h1>", "utf-8")
    gallery.mkdir()
    (gallery / "index.html").write_text("<title>Pictures</title>", encoding="utf-8")
    (tmp_path / "act.json").write_text("{}", encoding="utf-8")
    return Material(records, gallery, ((tmp_path / "act.json", "The W3C’s cases"),))


def test_everything_is_there(material: Material, tmp_path: Path) -> None:
    """Every form of the results, every record, the pictures and the licence are linked."""
    out = tmp_path / "out"

    text = publish(DOSSIER, material, out).read_text(encoding="utf-8")

    files = {file.relative_to(out).as_posix() for file in out.rglob("*") if file.is_file()}
    wanted = {f"results{form.ending}" for form in FORMATS}
    wanted |= {"start.transcript.html", "gallery/index.html", "act.json"}
    assert files == {*wanted, "index.html"}
    assert [name for name in wanted if f'href="{name}"' not in text] == []
    assert "CC0 1.0" in text


def test_a_record_is_text_and_no_markup(material: Material, tmp_path: Path) -> None:
    """What a page says is shown as it was said, and never becomes a part of the page."""
    publish(DOSSIER, material, tmp_path / "out")

    page = (tmp_path / "out/start.transcript.html").read_text(encoding="utf-8")

    assert "opens: &lt;h1&gt;" in page


def test_the_statement_can_read_the_figures(tmp_path: Path) -> None:
    """The figures that are written are those that the product's statement reads."""
    file = tmp_path / "audited.toml"
    file.write_text(audited(COMPLETE), encoding="utf-8")

    read = last_audit(file)

    assert read is not None
    assert read.on == COMPLETE.on
    assert read.views == len(COMPLETE.views)
    assert read.failures == len(COMPLETE.judgement.blocking) + len(COMPLETE.judgement.waived)
    assert tomllib.loads(file.read_text(encoding="utf-8"))["audit"]["languages"] >= 1


@pytest.mark.parametrize(
    "part", [replace(COMPLETE, complete=False), replace(COMPLETE, unfinished=("A page hangs.",))]
)
def test_a_part_claims_nothing(part: Report) -> None:
    """An audit of some pages, or with one that could not be seen, gives no figures."""
    with pytest.raises(IncompleteError, match="Only a complete audit"):
        audited(part)


def test_the_command_publishes_a_store(tmp_path: Path) -> None:
    """The command writes the site and the figures from a store, and names the first page."""
    save(tmp_path / "audit.sqlite3", COMPLETE)
    out, figures = tmp_path / "out", tmp_path / "audited.toml"
    asked = ["evidence", "--store", str(tmp_path / "audit.sqlite3"), "--out", str(out)]

    said = CliRunner().invoke(main, [*asked, "--statement", str(figures)])

    assert said.output.strip() == str(out / "index.html"), said.output
    assert figures.is_file()


def test_a_missing_store_is_told(tmp_path: Path) -> None:
    """Without a store, one sentence says what to do."""
    said = CliRunner().invoke(main, ["evidence", "--store", str(tmp_path / "none.sqlite3")])

    assert said.exit_code == 3
    assert "There is no store" in said.output


@pytest.mark.gate
def test_the_site_is_accessible(material: Material, site: Site, tmp_path: Path) -> None:
    """The first page and the pages of records pass the suite themselves."""
    publish(DOSSIER, material, tmp_path / "out")
    names = ("index.html", "start.transcript.html")
    for name in names:
        site.put((tmp_path / "out" / name).read_text(encoding="utf-8"), f"/states/a/b/{name}")
    visits = [Visit(f"a/b/{name}", "Evidence.", "en", (DEFAULT,)) for name in names]

    report = audit(visits, site.base, on=TODAY, ledger=Ledger())

    assert not report.blocks, report.lines()

"""The command line of the suite."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from a11y.commands._frame import main
from a11y.rules import RULES
from idp.pages import load_states
from tests.a11y.conftest import Site

PAGE = '<!doctype html><html lang="en"><title>Sign in</title><main><h1>Sign in</h1>{}</main></html>'


def first_state() -> str:
    return load_states()[0].id


def test_explain_covers_every_rule() -> None:
    """Every rule can be explained: criterion, whom it affects, and the verdicts."""
    result = CliRunner().invoke(main, ["explain"])

    assert result.exit_code == 0
    for rule in RULES:
        assert rule.id in result.output
        assert rule.affects in result.output


@pytest.mark.gate
def test_a_rule_of_an_engine_is_explained_by_itself() -> None:
    """An engine's own words, criteria and ACT rules are read from it, and nothing is copied."""
    result = CliRunner().invoke(main, ["explain", "axe:image-alt"])

    assert result.exit_code == 0, result.output
    assert "1.1.1 Non-text Content (A)" in result.output
    assert "23a2a8" in result.output
    assert "dequeuniversity.com" in result.output


@pytest.mark.parametrize(
    ("rule", "words"),
    [("reflo", "Near it: reflow"), ("nobody:x", "There is no engine “nobody”")],
)
def test_a_rule_that_is_not_there_is_told(rule: str, words: str) -> None:
    """A slip gives what is near it, or which engines there are."""
    result = CliRunner().invoke(main, ["explain", rule])

    assert result.exit_code == 2
    assert words in result.output


def test_every_command_can_be_asked_for_help() -> None:
    """Each file of the commands is a command of its name, with words of its own."""
    runner = CliRunner()
    told = runner.invoke(main, ["--help"])

    for name in ("audit", "explain", "gallery", "list"):
        assert f"\n  {name} " in told.output
        assert runner.invoke(main, [name, "--help"]).exit_code == 0


def test_list_names_every_view() -> None:
    """The list has a line for each state in each condition of one language."""
    result = CliRunner().invoke(main, ["list", "--language", "en", "--condition", "dark"])

    assert result.output.split() == [f"{state.id}/en/dark" for state in load_states()]


def test_nothing_chosen_is_one_sentence() -> None:
    """A choice that matches nothing ends with one sentence and the status of a wrong question."""
    result = CliRunner().invoke(main, ["list", "--only", "nothing/*"])

    assert result.exit_code == 2
    assert result.output.endswith("Error: There is no page state like “nothing/*”.\n")


@pytest.mark.gate
@pytest.mark.parametrize(("body", "status"), [("<p>Words.</p>", 0), ("<input>", 1)])
def test_audit_ends_with_what_it_found(body: str, status: int, site: Site, tmp_path: Path) -> None:
    """The status is 0 when nothing blocks and 1 when something does; the report is written."""
    site.put(PAGE.format(body), f"/states/{first_state()}")
    out = tmp_path / "deep" / "report.json"
    choice = ["--only", first_state(), "--language", "en", "--condition", "default"]

    kept = ["--store", str(tmp_path / "audit.sqlite3"), "--json", str(out)]
    result = CliRunner().invoke(main, ["audit", "--base", site.base, *choice, *kept])

    assert result.exit_code == status, result.output
    assert json.loads(out.read_text(encoding="utf-8"))["blocks"] is bool(status)
    assert "axe 4.14.1" in result.output.splitlines()[-1]


@pytest.mark.gate
def test_gallery_writes_pictures_and_an_index(site: Site, tmp_path: Path) -> None:
    """Each state becomes a picture named for it, shown on an index page."""
    site.put(PAGE.format("<p>Words.</p>"), f"/states/{first_state()}")
    choice = ["--only", first_state(), "--language", "en", "--condition", "dark"]
    flow, page, state = first_state().split("/")

    result = CliRunner().invoke(
        main, ["gallery", "--base", site.base, *choice, "--out", str(tmp_path)]
    )

    assert result.exit_code == 0, result.output
    picture = f"{flow}/{page}--{state}--en--dark.png"
    assert (tmp_path / picture).read_bytes().startswith(b"\x89PNG")
    assert f'src="{picture}"' in (tmp_path / "index.html").read_text(encoding="utf-8")

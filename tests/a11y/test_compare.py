"""Comparing what two runs found."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from a11y.commands._frame import main
from a11y.report import Report, ViewResult
from a11y.store import save
from a11y.verdict import Finding, Verdict
from tests.a11y.test_store import REPORT, VIEW

LABEL = Finding(VIEW.id, "axe:label", Verdict.FAIL, "li:nth-of-type(1) > a", "No label.", ())
IMAGE = replace(LABEL, rule="axe:image-alt", element="#logo", words="No words.")


def holding(*findings: Finding, view: ViewResult = VIEW) -> Report:
    return replace(REPORT, views=(replace(view, findings=findings),), unfinished=())


@pytest.fixture
def before(tmp_path: Path) -> Path:
    save(tmp_path / "before.sqlite3", holding(LABEL))
    return tmp_path / "before.sqlite3"


def compared(before: Path, report: Report, *options: str) -> Result:
    after = before.with_name("after.sqlite3")
    save(after, report)
    return CliRunner().invoke(main, ["compare", str(before), str(after), *options])


def test_what_is_new_ends_with_1(before: Path) -> None:
    """A finding that was not there before is listed, and the status is 1."""
    result = compared(before, holding(LABEL, IMAGE))

    assert result.exit_code == 1
    assert "New:\n  axe:image-alt: No words." in result.output
    assert "1 findings new, 0 gone, 1 the same." in result.output


def test_what_is_gone_is_told(before: Path) -> None:
    """A finding that is not there any more is listed, and all is well."""
    result = compared(before, holding())

    assert result.exit_code == 0
    assert "Gone:\n  axe:label: No label." in result.output


def test_another_place_is_the_same(before: Path) -> None:
    """An element that only moved is no new finding; what is the same is listed when asked."""
    result = compared(before, holding(replace(LABEL, element="li:nth-of-type(9) > a")), "--same")

    assert result.exit_code == 0
    assert "The same:\n  axe:label" in result.output


def test_what_one_of_them_did_not_look_at_is_no_news(before: Path) -> None:
    """A page that only one run looked at is neither new nor gone, and that is said."""
    other = replace(VIEW, id="https://example.org/new (dark)")
    found = replace(IMAGE, page=other.id)

    result = compared(before, holding(found, view=other))

    assert result.exit_code == 0
    assert "0 views compared, 2 in one of them alone: 0 findings new, 0 gone" in result.output


def test_a_store_that_is_not_there_ends_with_2(before: Path) -> None:
    """A slip in the name gives a sentence."""
    result = CliRunner().invoke(main, ["compare", str(before), "none.sqlite3"])

    assert result.exit_code == 2
    assert "There is no store none.sqlite3" in result.output

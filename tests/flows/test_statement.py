"""The statement tells of the last audit and of every defect, the cured ones too (HF-12)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from flask import Flask

from flows.help.evidence import Audit, defects, last_audit
from tests.visitor import Person

TEMPLATE = Path(__file__).resolve().parents[2] / "templates/help/statement.html"
AUDIT = """[audit]
on = 2026-11-28
pages = 41
states = 174
languages = 4
views = 1566
failures = 0
questions = 12
tools = "axe 4.14.1"
"""


def test_the_last_audit_is_read(tmp_path: Path) -> None:
    """What the evidence of a release says is what the statement gets."""
    file = tmp_path / "audited.toml"
    file.write_text(AUDIT, encoding="utf-8")

    assert last_audit(file) == Audit(
        on=date(2026, 11, 28),
        pages=41,
        states=174,
        languages=4,
        views=1566,
        failures=0,
        questions=12,
        tools="axe 4.14.1",
    )


def test_without_an_audit_nothing_is_claimed(tmp_path: Path) -> None:
    """A file without an audit gives none, and an incomplete audit is an error."""
    file, half = tmp_path / "none.toml", tmp_path / "half.toml"
    file.write_text("# nothing yet\n", encoding="utf-8")
    half.write_text("[audit]\npages = 41\n", encoding="utf-8")

    assert last_audit(file) is None
    with pytest.raises(TypeError, match="missing"):
        last_audit(half)


def test_every_defect_has_a_number_and_words() -> None:
    """No number stands for two defects, and the page has words for each key."""
    listed = defects()
    words = TEMPLATE.read_text(encoding="utf-8")

    assert len({defect.number for defect in listed}) == len(listed) > 0
    assert [defect.key for defect in listed if f'"{defect.key}": (' not in words] == []


def test_cured_defects_stay_listed_at_the_end() -> None:
    """What is cured is not forgotten, and comes after what is not."""
    closed = [defect.closed_on is not None for defect in defects()]

    assert closed == sorted(closed)
    assert any(closed)


def test_the_statement_shows_them(app: Flask) -> None:
    """The page that people read names every defect by its number."""
    person = Person(app)

    person.opens("/help/statement")

    assert [d.number for d in defects() if f"Number {d.number}" not in person.text] == []

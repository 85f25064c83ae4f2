"""The file that keeps what an audit found."""

from __future__ import annotations

import sqlite3
from dataclasses import MISSING, fields, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from a11y.baseline import Known
from a11y.conditions import BY_NAME, CONDITIONS, DEFAULT
from a11y.judging import Bar
from a11y.report import Report, ViewResult
from a11y.store import Asked, StoreError, load, open_store, save
from a11y.targets import Visit
from a11y.verdict import Answer, Aside, Evidence, Finding, Ledger, Signed, Verdict, Waiver

TODAY = date(2026, 11, 21)
NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
FINDING = Finding(
    "https://example.org/ (dark)",
    "focus_seen",
    Verdict.FAIL,
    "#go",
    "The focus cannot be seen.",
    ("2.4.7",),
    ("axe:focus",),
    Evidence((("contrast", "1.2:1"),), ("Tab",), b"\x89PNG"),
    gates=False,
)
VIEW = ViewResult(
    FINDING.page,
    "https://example.org/",
    (FINDING, replace(FINDING, verdict=Verdict.PERSON, element="", evidence=Evidence())),
    ("reflow",),
    1.5,
    "Example",
    {"links": [{"name": "Home", "url": "/"}]},
    "https://example.org/",
    "fr",
    "dark",
    "The first page.",
    404,
    NOW,
    ("It answered with status 404.",),
    (Aside("axe:region", "Text stands outside the landmarks.", 2),),
)
REPORT = Report(
    TODAY,
    "http://127.0.0.1:1",
    {"axe": "4.14.1"},
    (VIEW,),
    ("https://example.org/gone: nobody answers.",),
    True,
    Ledger(
        (Waiver("reflow", "start/*", "The cure is on its way.", "Ada", TODAY),),
        (Signed("focus_seen", "*", "A dot.", "Ada", TODAY),),
    ),
    NOW,
    NOW.replace(hour=10),
    {"urls": ["https://example.org/"]},
    (Answer("1.1.1", "https://example.org/", "C", "The picture is told.", "Ada", TODAY, "#a"),),
    (Known("https://example.org/", "axe:label", "#a", "default", "Old.", TODAY),),
    Bar(frozenset({Verdict.PERSON}), ("AA",)),
    {"axe:label": ("wcag2a", "RGAA-11.1.1", "act-e086e5")},
)
VISIT = Visit("start/sign_in/default", "Who?", "en", CONDITIONS)


def _left_as_it_was(value: Any) -> list[str]:
    """Fields of a value that hold what they hold when nobody gives them."""
    return [
        f.name
        for f in fields(value)
        if getattr(value, f.name)
        == (f.default_factory() if f.default_factory is not MISSING else f.default)
    ]


def test_a_report_comes_back_as_it_went_in(tmp_path: Path) -> None:
    """Everything that a report says is there again when the file is read, pictures too."""
    for value in (REPORT, VIEW, FINDING, FINDING.evidence, REPORT.answers[0]):
        assert _left_as_it_was(value) == []  # else a field that is not kept would not be noticed

    save(tmp_path / "deep" / "audit.sqlite3", REPORT)

    assert load(tmp_path / "deep" / "audit.sqlite3") == REPORT


def test_what_is_missing_can_be_told(tmp_path: Path) -> None:
    """Of a page that was half looked at, only the other views are due."""
    with open_store(tmp_path / "audit.sqlite3") as store:
        run = store.begin(Asked("", TODAY, NOW), [VISIT, replace(VISIT, language="fr")])
        for condition in CONDITIONS[1:]:
            store.seen(run, replace(VIEW, id=VISIT.view_id(condition)))

        due = store.missing(run)

    assert due == (replace(VISIT, conditions=(DEFAULT,)), replace(VISIT, language="fr"))


def test_a_view_seen_again_is_there_once(tmp_path: Path) -> None:
    """A second look at a view takes the place of the first, with its findings."""
    with open_store(tmp_path / "audit.sqlite3") as store:
        run = store.begin(Asked("", TODAY, NOW))
        store.seen(run, VIEW)
        store.seen(run, replace(VIEW, findings=()))

        assert store.load(run).findings == ()


def test_a_run_has_ended_when_every_page_was_looked_at(tmp_path: Path) -> None:
    """A page that could not be looked at keeps the run open until it was."""
    with open_store(tmp_path / "audit.sqlite3") as store:
        run = store.begin(Asked("", TODAY, NOW), [VISIT])
        store.missed(run, VISIT.name, "Nobody answers.")
        store.end(run, NOW)

        assert not store.ended(run)
        store.done(run, VISIT.name)
        assert store.ended(run)


def test_the_last_answer_counts(tmp_path: Path) -> None:
    """Who answers a question again has changed their mind; both answers stay in the file."""
    first = REPORT.answers[0]
    path = tmp_path / "audit.sqlite3"
    with open_store(path) as store:
        store.answer(first)
        store.answer(replace(first, verdict="NC"))
        store.answer(replace(first, element="#b"))

        answers = store.answers()

    assert [(a.element, a.verdict) for a in answers] == [("#a", "NC"), ("#b", "C")]
    assert sqlite3.connect(path).execute("SELECT count(*) FROM answer").fetchone() == (3,)


def test_runs_stand_side_by_side(tmp_path: Path) -> None:
    """A file holds many runs; the last one is read unless another is named."""
    path = tmp_path / "audit.sqlite3"
    first = save(path, REPORT)
    save(path, replace(REPORT, views=(), base="http://127.0.0.1:2"))

    assert load(path).base == "http://127.0.0.1:2"
    assert load(path, first).views == REPORT.views


@pytest.mark.parametrize("content", [b"", b"no database", None])
def test_what_is_no_store_is_said(content: bytes | None, tmp_path: Path) -> None:
    """A missing, empty or foreign file gives one sentence that names it."""
    path = tmp_path / "audit.sqlite3"
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(StoreError, match=r"audit\.sqlite3"):
        load(path)


def test_a_store_of_another_version_is_left_alone(tmp_path: Path) -> None:
    """A file that this version did not make is neither read nor changed."""
    path = tmp_path / "audit.sqlite3"
    other = sqlite3.connect(path)
    other.execute("PRAGMA user_version = 99")
    other.close()

    with pytest.raises(StoreError, match="Name another file"):
        open_store(path)


def test_conditions_are_kept_by_name() -> None:
    """Every viewing condition can be found again by its name, so a run can go on."""
    assert {c.name for c in CONDITIONS} <= set(BY_NAME)

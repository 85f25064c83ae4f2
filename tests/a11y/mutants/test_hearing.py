"""Only a story that sounds otherwise than its record counts against a fault."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.a11y.mutants import hearing
from tests.a11y.mutants.mutation import Mutant, Outcome, load

FAULT = next(mutant for mutant in load() if mutant.name == "news_of_the_mail_silent")
SURVIVES = Outcome(FAULT, ())
DIFFERENT = "FAILED tests/orca/test_transcripts.py::test_what_is_heard[magic_link/news-english]"
BROKEN = "ERROR tests/orca/test_transcripts.py::test_what_is_heard[magic_link/news-english]"


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the stories print; the folder that they are told in holds the fault."""
    lines: list[str] = []

    def tell(mutant: Mutant, folder: Path) -> str:
        assert mutant.old not in (folder / "templates" / mutant.file).read_text(encoding="utf-8")
        assert (folder / hearing.STORIES).is_file()
        return lines.pop()

    monkeypatch.setattr(hearing, "missing", list)
    monkeypatch.setattr(hearing, "_told", tell)
    return lines


def test_a_story_that_differs_kills(told: list[str]) -> None:
    """The fault is heard, and the story is named."""
    told.append(f"..\n{DIFFERENT}\n1 failed")

    (outcome,) = hearing.by_ear([SURVIVES])

    assert (outcome.killers, outcome.where) == (("transcripts",), "magic_link/news-english")


@pytest.mark.parametrize("said", [f"{BROKEN}\n1 error", "9 passed"])
def test_a_story_that_could_not_begin_kills_nothing(said: str, told: list[str]) -> None:
    """A rig that does not start says nothing of the fault."""
    told.append(said)

    assert hearing.by_ear([SURVIVES]) == [SURVIVES]


def test_what_was_seen_is_not_heard_again(told: list[str]) -> None:
    """A fault needs to be seen once."""
    seen = Outcome(FAULT, ("landmarks",), "there")

    assert hearing.by_ear([seen]) == [seen]
    assert told == []


def test_without_a_reader_all_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    """The score is taken from what could look."""
    monkeypatch.setattr(hearing, "missing", lambda: ["orca"])

    assert hearing.by_ear([SURVIVES]) == [SURVIVES]

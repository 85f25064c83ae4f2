"""Only a story that comes to another end twice counts against a fault."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.a11y.mutants import stories
from tests.a11y.mutants.mutation import Mutant, Outcome, load

FAULT = next(mutant for mutant in load() if mutant.name == "news_of_the_mail_silent")
SURVIVES = Outcome(FAULT, ())
HEARD = "tests/orca/test_transcripts.py::test_what_is_heard[magic_link/news-english]"
WALKED = "tests/journeys/test_ways.py::test_keyboard_alone"


class Rig:
    """Stands for the tests: says what was put in, in turn, and keeps what was asked for."""

    def __init__(self) -> None:
        self.says: list[str] = []
        self.asked: list[tuple[str, ...]] = []

    def tell(self, way: stories.Stories, folder: Path, *tests: str) -> str:
        """The next answer, of a folder that holds the fault."""
        assert FAULT.old not in (folder / "templates" / FAULT.file).read_text(encoding="utf-8")
        assert (folder / way.tests).exists()
        self.asked.append(tests)
        return self.says.pop(0)


@pytest.fixture
def rig(monkeypatch: pytest.MonkeyPatch) -> Rig:
    """The reader is there, and the tests say what they are told to."""
    one = Rig()
    monkeypatch.setattr(stories, "missing", list)
    monkeypatch.setattr(stories.Stories, "told", lambda *given: one.tell(*given))
    return one


def test_a_story_that_sounds_otherwise_twice_kills(rig: Rig) -> None:
    """The fault is heard, the story is named, and told once more alone."""
    rig.says = [f"..\nFAILED {HEARD} - x\n1 failed"] * 2

    (outcome,) = stories.by_stories([SURVIVES])

    assert (outcome.killers, outcome.where) == (("transcripts",), HEARD)
    assert rig.asked[0][0] == "tests/orca/test_transcripts.py"
    assert rig.asked[1] == (HEARD,)


def test_a_journey_that_ends_otherwise_twice_kills(rig: Rig) -> None:
    """Who cannot get to the end meets a fault that sounds right."""
    rig.says = ["9 passed", *[f"FAILED {WALKED}\n1 failed"] * 2]

    (outcome,) = stories.by_stories([SURVIVES])

    assert (outcome.killers, outcome.where) == (("journeys",), WALKED)


def test_a_story_that_fails_once_kills_nothing(rig: Rig) -> None:
    """A busy machine is no fault of the page."""
    rig.says = [f"FAILED {HEARD}\n1 failed", "1 passed", f"FAILED {WALKED}", "1 passed"]

    assert stories.by_stories([SURVIVES]) == [SURVIVES]


def test_a_story_that_could_not_begin_kills_nothing(rig: Rig) -> None:
    """A rig that does not start says nothing of the fault."""
    rig.says = [f"ERROR {HEARD}\n1 error", "33 passed"]

    assert stories.by_stories([SURVIVES]) == [SURVIVES]


def test_what_was_seen_is_not_met_again(rig: Rig) -> None:
    """A fault needs to be seen once."""
    seen = Outcome(FAULT, ("landmarks",), "there")

    assert stories.by_stories([seen]) == [seen]
    assert rig.asked == []


def test_without_a_reader_the_journeys_are_walked(
    rig: Rig, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The score is taken from what could look."""
    monkeypatch.setattr(stories, "missing", lambda: ["orca"])
    rig.says = ["33 passed"]

    assert stories.by_stories([SURVIVES]) == [SURVIVES]
    assert rig.asked[0][0] == "tests/journeys"


def test_the_reader_tells_the_stories_of_the_flow() -> None:
    """Other flows' stories cannot tell of it."""
    fault = Mutant("x", "", "", "", "", ("passkey/ask/default", "account/*"))

    assert stories.HEARD.chosen(fault) == "english and (account or passkey)"

"""What is asked, and what an answer settles."""

from __future__ import annotations

from dataclasses import replace

import pytest

from a11y.answers import ANSWERED, Status
from a11y.conformance import conformance
from a11y.manual.answering import Sitting
from a11y.manual.questions import FINDING, Ask, questions, with_answers
from a11y.methods import METHODS
from a11y.verdict import Answer
from tests.a11y.reports.sample import HOME, REPORT, TODAY, answer


def ask(number: str, url: str = HOME, method: str = "wcag22") -> Ask:
    (found,) = (
        one
        for one in questions(REPORT, method)
        if one.number == number and (one.page is None or one.page.url == url)
    )
    return found


@pytest.mark.parametrize("method", METHODS)
def test_everything_left_open_is_asked_once(method: str) -> None:
    """Each NT has its question; one about the site stands for all pages."""
    judged = conformance(REPORT, METHODS[method]())
    left = {o.question for o in judged.outcomes if o.status is Status.NT}

    asked = [one for one in questions(REPORT, method) if not one.id[0].startswith(FINDING)]

    assert len({one.id for one in asked}) == len(asked)
    assert {one.id for one in asked} == left


def test_a_question_shows_what_must_be_looked_at() -> None:
    """Doubts of the checks are its instances, and it is asked in two languages."""
    one = ask("1.4.3")

    assert [finding.rule for finding in one.instances] == ["axe:color-contrast"]
    assert one.asked("en") != one.asked("fr")
    assert one.heading("en") == "1.4.3 Contrast (Minimum)"


def test_a_doubt_under_no_criterion_is_asked_too() -> None:
    """What an engine only recommends is a question of its own."""
    (loose,) = (one for one in questions(REPORT) if one.id[0].startswith(FINDING))

    assert (loose.number, len(loose.instances)) == ("axe:region", 1)


def test_what_is_answered_is_not_asked_again() -> None:
    """A list that is taken up again goes on where it was left."""
    before = questions(REPORT)
    given = answer("wcag", "1.4.3", HOME, Status.C, "Enough.")

    after = questions(replace(REPORT, answers=(*REPORT.answers, given)))

    assert {one.id for one in before} - {one.id for one in after} == {("wcag 1.4.3", HOME, "")}


@pytest.mark.parametrize(("status", "settled"), [(Status.C, True), (Status.NC, False)])
def test_an_answer_signs_the_doubts_under_it(status: Status, settled: bool) -> None:
    """Met or not applying closes the doubts of that criterion on that page; not met does not."""
    given = answer("wcag", "1.4.3", HOME, status, "Looked.")
    doubt = REPORT.views[0].findings[1]

    report = with_answers(replace(REPORT, answers=(given,)))

    assert (doubt in report.judgement.signed) is settled


class TestSitting:
    @pytest.fixture
    def kept(self) -> list[Answer]:
        return []

    @pytest.fixture
    def sitting(self, kept: list[Answer]) -> Sitting:
        return Sitting((ask("1.4.3"), ask("2.4.4")), kept.append, lambda: TODAY)

    def test_each_answer_is_kept_at_once(self, sitting: Sitting, kept: list[Answer]) -> None:
        """An answer has its question, name and day, and goes to the store before the next."""
        sitting.answer(sitting.asks[0], "NC", " Grey on grey. ", " Ada ")

        assert kept == [Answer("wcag 1.4.3", HOME, "NC", "Grey on grey.", "Ada", TODAY)]
        assert (sitting.left, sitting.by) == (1, "Ada")

    @pytest.mark.parametrize(
        ("status", "note", "by", "missing"),
        [
            ("", "", "", ["answer", "name"]),
            ("NT", "x", "Ada", ["answer"]),
            ("NC", " ", "Ada", ["note"]),
            ("C", "", " ", ["name"]),
        ],
    )
    def test_half_an_answer_is_none(
        self, status: str, note: str, by: str, missing: list[str], sitting: Sitting
    ) -> None:
        """Without answer, name, or words on what is wrong, nothing is kept."""
        assert sitting.wrong(status, note, by) == missing
        with pytest.raises(ValueError, match=missing[0]):
            sitting.answer(sitting.asks[0], status, note, by)
        assert sitting.said == {}


def test_no_answer_says_not_tested() -> None:
    """A person says met, not met or does not apply; leaving it open is no answer."""
    assert Status.NT not in ANSWERED

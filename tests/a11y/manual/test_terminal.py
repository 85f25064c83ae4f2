"""Answering in a terminal: one question at a time, back, skip, stop, and go on later."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from a11y.commands._frame import main
from a11y.store import load, save
from tests.a11y.reports.sample import REPORT


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "audit.sqlite3"
    save(path, REPORT)
    return path


def manual(store: Path, typed: str = "", *more: str) -> Result:
    return CliRunner().invoke(main, ["manual", str(store), *more], input=typed)


def first(result: Result) -> str:
    """The line that names the first question."""
    return next(line for line in result.output.splitlines() if line.startswith("Question 1"))


def test_answers_are_kept_and_not_asked_again(store: Path) -> None:
    """After a stop, the list goes on with what is left."""
    before = manual(store, "q\n")

    result = manual(store, "c\nFine.\nAda\nq\n")
    after = manual(store, "q\n")

    assert result.exit_code == 0
    (given,) = set(load(store).answers) - set(REPORT.answers)
    assert (given.verdict, given.words, given.by) == ("C", "Fine.", "Ada")
    assert first(before).split(":")[1] != first(after).split(":")[1]


def test_not_met_needs_words_and_the_name_is_asked_once(store: Path) -> None:
    """What is wrong must be said; the name holds for the whole sitting."""
    manual(store, "n\n\nGrey.\nAda\nn\nSmall.\nq\n")

    given = set(load(store).answers) - set(REPORT.answers)
    assert {(one.verdict, one.words, one.by) for one in given} == {
        ("NC", "Grey.", "Ada"),
        ("NC", "Small.", "Ada"),
    }


def test_one_can_go_back_and_answer_anew(store: Path) -> None:
    """The later answer to a question counts."""
    manual(store, "c\n\nb\nn\nNo.\nq\n", "--by", "Ada")

    (given,) = set(load(store).answers) - set(REPORT.answers)
    assert given.verdict == "NC"


def test_skipping_leaves_a_question_open(store: Path) -> None:
    """What is skipped is asked the next time."""
    before = first(manual(store, "q\n"))

    manual(store, "s\nq\n")

    assert first(manual(store, "q\n")) == before


def test_the_list_can_be_printed(store: Path) -> None:
    """All questions of a method, in the language that was asked for."""
    result = manual(store, "", "--list", "--method", "simple1", "--language", "fr")

    assert result.exit_code == 0
    assert "| Tout le site |" in manual(store, "", "--list", "--language", "fr").output
    assert "Est-ce le cas" in result.output


def test_a_missing_store_is_one_sentence(tmp_path: Path) -> None:
    """A file that is not there is named, with what to do."""
    result = manual(tmp_path / "none")

    assert result.exit_code == 3
    assert "There is no store" in result.output


def test_reports_are_written_from_the_store(store: Path, tmp_path: Path) -> None:
    """The command writes every form, or prints a single one."""
    about = tmp_path / "about.toml"
    about.write_text('[product]\nname = "Shop"\n', encoding="utf-8")
    runner = CliRunner()

    whole = runner.invoke(main, ["report", str(store), "--out", str(tmp_path / "out")])
    one = runner.invoke(main, ["report", str(store), "--format", "vpat-md", "--about", str(about)])

    assert whole.exit_code == one.exit_code == 0
    assert all(Path(line).is_file() for line in whole.output.splitlines())
    assert one.output.startswith("# Accessibility conformance of Shop")


def test_a_wrong_file_about_the_product_is_one_sentence(store: Path, tmp_path: Path) -> None:
    """An entry that nobody knows is named."""
    about = tmp_path / "about.toml"
    about.write_text('[product]\nmood = "good"\n', encoding="utf-8")

    result = CliRunner().invoke(
        main, ["report", str(store), "--format", "csv", "--about", str(about)]
    )

    assert result.exit_code == 3
    assert "[product]: unknown entry “mood”." in result.output

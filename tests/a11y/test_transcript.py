"""Transcripts are written for people, read back without loss, and compared word for word."""

from __future__ import annotations

import pytest

from a11y.screen_reader.speech import SpeechFile, Utterance
from a11y.screen_reader.transcript import (
    PAGE,
    Step,
    Transcript,
    difference,
    masked,
    read,
    without_prelude,
    written,
)

STEPS = (
    Step("opens start/sign_in", ("Sign in", "(heading level 1)", "[fr] Bonjour", "x" * 100)),
    Step("types ada", ()),
    Step("Tab", ("Send me a mail", "(push button.)")),
)


def test_a_transcript_is_read_back_as_it_was_written() -> None:
    """Long steps, short ones and silence come back from the file unchanged."""
    kept = Transcript({"Story": "Signing in: by mail.", "Language": "en"}, STEPS)

    back = read(kept.text())

    assert back.steps == STEPS
    assert back.about == kept.about


def test_a_line_that_is_no_step_is_named() -> None:
    """Who edits a transcript by hand is told which line is wrong."""
    with pytest.raises(ValueError, match="line 1: “Tab Send”"):
        read("Tab Send\n")


@pytest.mark.parametrize(
    ("said", "line"),
    [
        (Utterance("Anmelden", "de"), "Anmelden"),
        (Utterance("Bonjour", "fr"), "[fr] Bonjour"),
        (Utterance("push button"), "(push button)"),
        (Utterance("a | b", "de"), "a ¦ b"),
    ],
)
def test_the_language_of_an_utterance_is_seen(said: Utterance, line: str) -> None:
    """Words of the story's language stand bare, others are marked, the reader's own in brackets."""
    assert written(said, "de") == line


def test_a_difference_names_the_utterance() -> None:
    """What is missing and what is new stand on lines of their own; the same is no difference."""
    heard = (*STEPS[:2], Step("Tab", ("Send", "(push button.)")))

    found = difference(STEPS, heard).splitlines()

    assert "-    Send me a mail" in found
    assert "+    Send" in found
    assert difference(STEPS, STEPS) == ""


def test_the_longest_value_is_named_first() -> None:
    """A value within a longer one does not tear that apart."""
    names = {"14:05": "{time}", "at 14:05 today": "{moment}"}

    assert masked("It was at 14:05 today, not 14:05.", names) == "It was {moment}, not {time}."


@pytest.mark.parametrize(
    ("expected", "heard", "kept"),
    [
        (("(Finished loading A.)", "A"), ("A", "(Finished loading A.)", "A"), 2),
        (("A", "(Finished loading A.)"), ("B", "A", "(Finished loading A.)"), 3),
        (("(Finished loading A.)", "A"), ("A", "(Finished loading B.)"), 2),
        ((), ("A",), 1),
        (("A", "(Finished loading B.)"), ("B", *PAGE, "A", "(Finished loading B.)"), 2),
        (("A", "(Finished loading B.)"), ("B", *PAGE, "(Finished loading B.)"), 4),
        (("A", "B"), ("B", *PAGE, "A", "B"), 5),
    ],
)
def test_only_what_is_said_before_a_page_has_come_is_left_out(
    expected: tuple[str, ...], heard: tuple[str, ...], kept: int
) -> None:
    """Where a page moves the focus at once, what Orca says of it before may be there or not."""
    found = without_prelude(Step("Enter", heard), Step("Enter", expected))

    assert found.said == heard[len(heard) - kept :]


READS = "(Browse mode)"


@pytest.mark.parametrize(
    ("heard", "is_same"),
    [
        (("B", PAGE[0], READS, PAGE[1], "A", "(Finished loading B.)"), True),
        (("B", READS, PAGE[0], "A", "(Finished loading B.)"), True),
        (("B", *PAGE, "A", "(Finished loading B.)"), False),
        (("B", PAGE[0], READS, "A", READS, "(Finished loading B.)"), False),
        (("B", READS, "C", "A", "(Finished loading B.)"), False),
        (("A", "(Finished loading B.)"), False),
    ],
)
def test_that_it_reads_now_is_said_once(heard: tuple[str, ...], is_same: bool) -> None:
    """It goes over to reading before the page or with it, but it does, and says so once."""
    expected = Step("Enter", ("A", READS, "(Finished loading B.)"))

    assert (without_prelude(Step("Enter", heard), expected) == expected) is is_same


def test_speech_is_taken_once_and_by_whole_lines(tmp_path) -> None:  # type: ignore[no-untyped-def]
    """A line that is still being written waits; chatter that comes by chance is left out."""
    file = tmp_path / "speech.jsonl"
    speech = SpeechFile(file)
    line = '{"at": 1, "kind": "%s", "text": "%s", "tongue": "en"}\n'
    file.write_text(
        line % ("say", "Sign in") + line % ("say", "Loading.  Please wait.") + line % ("idle", "3")
        + '{"at": 2, "ki'
    )  # fmt: skip

    speech.read_on()

    assert speech.take() == [Utterance("Sign in", "en")]
    assert speech.take() == []
    assert speech.answered == 3

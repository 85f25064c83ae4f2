"""What a blind person hears on each page of each flow, in each language, word for word."""

from __future__ import annotations

import pytest

from a11y.screen_reader import transcript
from a11y.screen_reader.reader import Reader, Told
from a11y.screen_reader.transcript import Transcript
from a11y.screen_reader.versions import heard_by
from tests.orca.stories import STORIES
from tests.orca.told import LANGUAGES, NAMES, RECORDING, RUNS, Story

EACH = [
    pytest.param(story, language, id=f"{story.id}-{language}")
    for story in STORIES
    for language in LANGUAGES
]


@pytest.mark.parametrize(("story", "language"), EACH)
def test_what_is_heard(
    story: Story, language: str, reader: Reader, request: pytest.FixtureRequest
) -> None:
    """A story sounds as its golden transcript says, utterance for utterance."""
    world = request.getfixturevalue("stage" if story.is_live else "states")
    for _ in range(RUNS):
        golden = () if RECORDING else read(story, language).steps
        reader.begin(language)
        told = Told(reader, language, golden, is_live=story.is_live)
        story.tell(told, world)
        if RECORDING:
            record(story, language, told, reader)
        else:
            assert not (found := transcript.difference(golden, told.steps)), found


def read(story: Story, language: str) -> Transcript:
    """The golden transcript. Fails the test where there is none yet."""
    file = story.file(language)
    if not file.exists():
        pytest.fail(f"{file} is missing: `make transcripts` records it.")
    return transcript.read(file.read_text(encoding="utf-8"))


def record(story: Story, language: str, told: Told, reader: Reader) -> None:
    about = {
        "Story": story.about,
        "Language": f"{language} ({NAMES[language]})",
        "Heard by": heard_by(reader.browser.version),
    }
    file = story.file(language)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(Transcript(about, tuple(told.steps)).text(), encoding="utf-8")

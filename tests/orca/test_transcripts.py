"""What a blind person hears on each page of each flow, in each language, word for word."""

from __future__ import annotations

import pytest

from a11y.screen_reader import transcript
from a11y.screen_reader.reader import Reader
from a11y.screen_reader.telling import Told
from a11y.screen_reader.versions import heard_by
from tests.orca import journeys, pages
from tests.orca.conftest import TOLD
from tests.orca.told import NAMES, RECORDING, RUNS, Story

# The long ones first, so that no process has one left when the others are done.
STORIES = (*journeys.STORIES, *pages.STORIES)
EACH = [
    pytest.param(story, language, id=f"{story.id}-{NAMES[language].lower()}")
    for story in STORIES
    for language in NAMES
]


@pytest.mark.parametrize(("story", "language"), EACH)
def test_what_is_heard(
    story: Story, language: str, reader: Reader, request: pytest.FixtureRequest
) -> None:
    """A story sounds as its golden transcript says, utterance for utterance."""
    world = request.getfixturevalue("stage" if story.is_live else "states")

    for run in range(1, RUNS + 1):
        golden = () if RECORDING else story.golden(language).steps
        told = Told(reader, language, golden, is_live=story.is_live)
        request.node.stash[TOLD] = told
        reader.begin(language, reads_pages=not story.is_live)
        story.tell(told, world)
        if RECORDING:
            story.keep(language, told, heard_by(reader.browser.version))
        else:
            found = transcript.difference(golden, told.steps)
            assert not found, f"In run {run} of {RUNS}:\n{found}"
    request.node.user_properties.append(("identical", RUNS))

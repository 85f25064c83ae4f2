"""The same pages in Firefox, which tells a screen reader some things that Chromium hides."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pytest

from a11y.screen_reader import desk, firefox, transcript
from a11y.screen_reader.firefox import Firefox
from a11y.screen_reader.reader import Reader
from a11y.screen_reader.telling import Told
from a11y.screen_reader.transcript import Step
from a11y.screen_reader.versions import heard_by
from tests.orca import pages
from tests.orca.conftest import TOLD, keeping_evidence, need
from tests.orca.journeys import passkey_in_firefox
from tests.orca.told import RECORDING, RUNS, Story

NAME = "firefox"
# Firefox makes Orca say these at one moment or another of a page that comes, or not at all.
BY_CHANCE = {"(Browse mode)", "(Focus mode)", "(alert.)"}
STORIES = (
    Story("start/sign_in", "The sign-in page: opened, by Tab, by headings.", pages.sign_in),
    Story("magic_link/error", "An address that is none.", pages.error),
    Story("passkey_setup/add", "Adding a passkey.", passkey_in_firefox, is_live=True),
)


@pytest.fixture(scope="session")
def firefox_rig() -> Iterator[Reader]:
    """A person at a desk of their own, with Orca and Firefox."""
    need(desk.missing(desk.PROGRAMS | firefox.PROGRAMS))
    with Reader(Firefox) as reader:
        yield reader


@pytest.fixture
def in_firefox(firefox_rig: Reader, request: pytest.FixtureRequest) -> Iterator[Reader]:
    yield from keeping_evidence(firefox_rig, request.node)


@pytest.mark.parametrize("story", [pytest.param(story, id=story.id) for story in STORIES])
def test_what_is_heard_in_firefox(
    story: Story, in_firefox: Reader, request: pytest.FixtureRequest
) -> None:
    """In Firefox too, a story sounds as its own golden transcript says."""
    world = request.getfixturevalue("stage" if story.is_live else "states")

    for run in range(1, RUNS + 1):
        golden = () if RECORDING else story.golden("en", NAME).steps
        told = Told(in_firefox, "en", is_live=story.is_live)
        request.node.stash[TOLD] = told
        in_firefox.begin("en", reads_pages=not story.is_live)
        story.tell(told, world)
        told.steps = list(normalised(told.steps))
        if RECORDING:
            story.keep("en", told, heard_by(in_firefox.browser.version), NAME)
        else:
            found = transcript.difference(golden, told.steps)
            assert not found, f"In run {run} of {RUNS}:\n{found}"
    request.node.user_properties.append(("identical", RUNS))


def normalised(steps: Iterable[Step]) -> Iterator[Step]:
    """Without what Firefox makes Orca say by chance."""
    for step in steps:
        yield Step(step.did, tuple(one for one in step.said if one not in BY_CHANCE))

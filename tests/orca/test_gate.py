"""The gate hears: a page with one fault no longer sounds like its golden transcript."""

from __future__ import annotations

import pytest
import requests

from a11y.screen_reader.reader import Reader
from a11y.screen_reader.telling import DifferentError, Told
from a11y.screen_reader.transcript import Step
from tests.orca.broken import NO_FAULT, Fault, served
from tests.orca.pages import STORIES
from tests.orca.told import Story

BY_ID = {story.id: story for story in STORIES}
SIGN_IN, ERROR, NEWS = "start/sign_in", "magic_link/error", "magic_link/news"
STATE = {
    SIGN_IN: "start/sign_in/default",
    ERROR: "magic_link/ask/email_not_an_address",
    NEWS: "magic_link/check_inbox/sent_again",
}
FAULTS = [
    (SIGN_IN, Fault("label not bound", '<label for="email">', "<label>")),
    (SIGN_IN, Fault("wrong language", '<html lang="en"', '<html lang="de"')),
    (SIGN_IN, Fault("name of the portal without its language", 'lang="fr">MyG', ">MyG")),
    (SIGN_IN, Fault("heading that only looks like one", '<h2 id="with-mail">', "<h2 role=none>")),
    (SIGN_IN, Fault("focus torn away", 'id="email"', 'id="email" autofocus')),
    (SIGN_IN, Fault("hint not tied", 'aria-describedby="email-hint"', "")),
    (ERROR, Fault("focus not led to the error", ' tabindex="-1" autofocus>', ' tabindex="-1">')),
    (ERROR, Fault("error not tied", 'aria-describedby="email-error"', "")),
    (ERROR, Fault("error leads nowhere", 'href="#email"', 'href="#nothing"')),
    (ERROR, Fault("title stale", "<title>Error: ", "<title>")),
    (NEWS, Fault("status not live", ' role="status"', "")),
]


@pytest.mark.parametrize(
    ("story", "fault"), [pytest.param(BY_ID[s], f, id=f.name.replace(" ", "-")) for s, f in FAULTS]
)
def test_a_fault_is_heard(story: Story, fault: Fault, reader: Reader, states: str) -> None:
    """A page with this one fault makes the comparison with its golden transcript fail."""
    assert fault.old in requests.get(f"{states}/states/{STATE[story.id]}", timeout=30).text
    golden = story.golden("en").steps

    with served(states, fault) as broken, pytest.raises(DifferentError) as found:
        tell(story, broken, reader, golden)

    assert "as it sounds now" in str(found.value)


def test_the_site_between_changes_nothing_by_itself(reader: Reader, states: str) -> None:
    """Without a fault the same site sounds as it should, so it is the fault that is heard."""
    story = BY_ID[ERROR]
    golden = story.golden("en").steps

    with served(states, NO_FAULT) as whole:
        heard = tell(story, whole, reader, golden)

    assert heard == golden


def test_a_page_that_comes_in_two_parts_sounds_the_same(reader: Reader, states: str) -> None:
    """A slow line does not take the reader away from the error, which has the focus at once."""
    story = BY_ID[ERROR]
    golden = story.golden("en").steps

    with served(states, NO_FAULT, pause_before="</h2>") as slow:
        heard = tell(story, slow, reader, golden)

    assert heard == golden


def tell(story: Story, states: str, reader: Reader, golden: tuple[Step, ...]) -> tuple[Step, ...]:
    """Up to the first step that sounds different, where DifferentError is raised."""
    reader.begin("en")
    told = Told(reader, "en", golden, stops=True)
    story.tell(told, states)
    return tuple(told.steps)

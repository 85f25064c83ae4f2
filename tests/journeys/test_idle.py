"""Whoever reads slowly is asked before the account closes, and stays with one press."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from selenium.webdriver.common.keys import Keys

from idp.demo.stage import Stage
from tests.journeys.person import Person
from tests.journeys.window import Window

# The clock of the page runs ahead as soon as it is told to; that of the server does not.
CLOCK = """
const real = Date.now.bind(Date);
window.ahead_s = 0;
Date.now = () => real() + window.ahead_s * 1000;
"""
AHEAD = """
window.ahead_s = arguments[0];
document.dispatchEvent(new Event("visibilitychange"));
"""
ENDS_S, WARNS_S = 1_740, 120
WARNING, ENDED = "Are you still there?", "You are signed out here"
BUTTON = "Sign out this browser"


@pytest.mark.parametrize(
    "stay",
    [lambda window: window.press("Stay signed in"), lambda window: window.keys(Keys.ESCAPE)],
    ids=["button", "escape"],
)
def test_one_press_goes_on_from_where_one_was(
    person: Person, stage: Stage, stay: Callable[[Window], None]
) -> None:
    """The warning has the focus; a press, or Escape, gives it back to where it was (TO-6)."""
    window = _in_the_account(person, stage)
    window.tab_to(BUTTON)

    _ahead(window, ENDS_S - WARNS_S - 60)
    assert not window.shows(WARNING)
    _ahead(window, ENDS_S - WARNS_S + 1)
    window.wait_until(lambda: window.focused == WARNING, "the warning")
    stay(window)

    window.wait_until(lambda: window.focused == BUTTON, "the page as it was")
    assert not window.shows(WARNING)


def test_few_times_are_spoken(person: Person, stage: Stage) -> None:
    """After the warning itself, a minute, thirty seconds and ten are said, and no tick (TO-5)."""
    window = _in_the_account(person, stage)
    said = []

    for left_s in (119, 90, 59, 45, 29, 20, 9):
        _ahead(window, ENDS_S - left_s)
        said.append(_status(window))

    spoken = ["", "", "1 minute left.", "1 minute left."]
    assert said == [*spoken, "30 seconds left.", "30 seconds left.", "10 seconds left."]


def test_the_end_is_told_and_moves_nobody(person: Person, stage: Stage) -> None:
    """What happened stands on the page, with a way on; nobody is taken elsewhere (GE-14)."""
    window = _in_the_account(person, stage)
    here = window.url

    _ahead(window, ENDS_S + 1)

    window.wait_until(lambda: window.focused == ENDED, "the words about the end")
    assert window.url == here
    assert window.offers("Sign in again")


def _in_the_account(person: Person, stage: Stage) -> Window:
    """Signed in, and looking at the own account under a clock that can be moved."""
    window = person.window
    person.sign_in_by_code(stage.portals[0])
    window.driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": CLOCK})
    window.press("Go to my sign-in account")
    window.expect("Your account")
    return window


def _ahead(window: Window, seconds: int) -> None:
    window.driver.execute_script(AHEAD, seconds)


def _status(window: Window) -> str:
    """What a screen reader was given to say last."""
    found = "return document.querySelector('#idle [role=status]').textContent"
    return str(window.driver.execute_script(found))

"""Over a slow line our pages come in parts; they are drawn, and focused, when all is there."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from a11y import service
from a11y.inspection import Inspector
from tests.orca.broken import NO_FAULT, Fault, served

pytestmark = pytest.mark.gate

STATE = "/states/magic_link/ask/email_not_an_address"
EXPECT = '<link rel="expect" href="#foot" blocking="render">'
PAUSE_S = 1.5
# Keeps whether the end of the page was there when it was drawn first, and first had a focus.
WATCH = """
window.whole = {};
const isWhole = () => document.querySelector("footer") !== null;
const look = () => {
  if (document.body) window.whole.drawn ??= isWhole();
  else requestAnimationFrame(look);
};
requestAnimationFrame(look);
addEventListener("focus", () => { window.whole.focused ??= isWhole(); }, true);
"""


@pytest.fixture(scope="module")
def states() -> Iterator[str]:
    """Address of the service that shows page states."""
    with service.running() as address:
        yield address


def whole_when(inspector: Inspector, states: str, fault: Fault) -> dict[str, bool]:
    """Was all of a page there when it was drawn first, and when something had the focus first?"""
    browser = inspector.browser
    watch = browser.cdp("Page.addScriptToEvaluateOnNewDocument", source=WATCH)
    try:
        with served(states, fault, pause_before="</h2>", pause_s=PAUSE_S) as slow:
            browser.open(slow + STATE)
            return dict(browser.evaluate("return window.whole;"))
    finally:
        browser.cdp("Page.removeScriptToEvaluateOnNewDocument", **watch)


def test_the_focus_is_led_to_an_error_when_the_whole_page_is_there(
    inspector: Inspector, states: str
) -> None:
    """A screen reader that is led into half a page loses its place when the rest comes."""
    assert whole_when(inspector, states, NO_FAULT) == {"drawn": True, "focused": True}


def test_a_page_without_that_wish_is_drawn_as_it_comes(inspector: Inspector, states: str) -> None:
    """So the test above would see it if the wish were lost."""
    found = whole_when(inspector, states, Fault("drawn as it comes", EXPECT, ""))

    assert found == {"drawn": False, "focused": False}

"""The line to an open page: answers, refusals, and what comes late or never."""

from __future__ import annotations

import pytest

from a11y.browser import Browser
from a11y.chromium import BrowserError, BrowserGone, BrowserMoved
from a11y.inspection import Inspector
from tests.a11y.conftest import Site

pytestmark = pytest.mark.gate

PAGE = "<!doctype html><html lang=en><title>Here</title><h1>Here</h1>"
TITLE = "return document.title;"
LATE = r"^A check did not finish in time\.$"


@pytest.fixture
def browser(inspector: Inspector) -> Browser:
    return inspector.browser


def test_a_refusal_is_told_in_the_browsers_words(browser: Browser) -> None:
    """A command that Chromium does not know becomes one sentence that holds its own words."""
    with pytest.raises(BrowserError, match=r"^No\.such failed: .*wasn't found\.?$"):
        browser.cdp("No.such")


def test_what_comes_late_is_no_answer_to_the_next_question(
    browser: Browser, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A question that takes too long is given up, and its answer is not taken for a later one."""
    browser.open(site.put(PAGE))
    with monkeypatch.context() as impatient:
        impatient.setattr(browser, "script_timeout_s", 0.1)
        with pytest.raises(BrowserError, match=LATE):
            browser.evaluate_async("setTimeout(() => arguments[0]('late'), 900);")

    later = "setTimeout(() => arguments[0](document.title), 600);"
    assert browser.evaluate_async(later) == "Here"


def test_a_script_that_never_ends_is_ended(
    browser: Browser, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A look that runs without end is stopped, and the page can be looked at again."""
    browser.open(site.put(PAGE))
    with monkeypatch.context() as impatient:
        impatient.setattr(browser, "script_timeout_s", 0.5)
        with pytest.raises(BrowserError, match=LATE):
            browser.look("for (;;);")

    assert browser.look(TITLE) == "Here"


def test_a_page_that_goes_elsewhere_is_told(browser: Browser, site: Site) -> None:
    """A question that a page does not stay for is answered with just that."""
    other = site.put(PAGE, "/other")
    browser.open(site.put(PAGE))

    with pytest.raises(BrowserMoved, match="the page went elsewhere"):
        browser.evaluate_async("location.href = arguments[0];", other)


def test_a_browser_that_ends_is_told(site: Site) -> None:
    """When the browser ends while its page is asked, the sentence says so."""
    with Browser() as browser:
        browser.open(site.put(PAGE))
        with pytest.raises(BrowserGone, match="the browser is gone"):
            browser.cdp("Browser.crash")


def test_a_proxy_is_not_asked(monkeypatch: pytest.MonkeyPatch, site: Site) -> None:
    """A proxy that this machine is told to use for other places is not asked for the browser."""
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    for name in ("no_proxy", "NO_PROXY"):
        monkeypatch.setenv(name, "localhost")  # by which name selenium calls the driver

    with Browser() as browser:
        browser.open(site.put(PAGE))
        assert browser.look(TITLE) == "Here"

"""Checks from within other people's tests, of a page that is open in their browser."""

from __future__ import annotations

import pytest

from a11y.browser import Browser
from a11y.checking import BarriersFound, Checker
from tests.a11y.conftest import Site

PAGE = """<!doctype html><html lang="en"><title>Search</title><main><h1>Search</h1>
<form action="/found"><label>Words <input name="{}"></label><button>Search</button></form></main>"""

LIVE = PAGE.format("words").replace(
    "</main>",
    "<button type='button' id='more'>More</button></main><script>"
    "more.onclick = () => more.after('More words');"
    "document.forms[0].onsubmit = event => event.preventDefault();</script>",
)
TRAP = PAGE.format("words").replace(
    "</main>",
    "<button type='button' id='a'>One</button><button type='button' id='b'>Two</button></main>"
    "<script>b.onkeydown = event => { event.preventDefault(); a.focus(); };</script>",
)
BROUGHT = "window.brought = true; document.querySelector('input').value = 'tea';"
STILL = "return [window.brought === true, document.querySelector('input').value];"


@pytest.mark.gate
def test_a_page_stays_where_its_test_has_brought_it(site: Site) -> None:
    """Nothing is loaded anew, sent or pressed; which rules would have is told."""
    with Browser() as browser:
        browser.driver.get(site.put(LIVE, "/live"))
        browser.driver.execute_script(BROUGHT)

        report = Checker(engines=("axe",)).check(browser.driver)

        assert browser.driver.execute_script(STILL) == [True, "tea"]
        (note,) = report.notes()
        assert "could not try it: " in note
        assert {"error_found", "status_message"} <= set(note.rstrip(".").split(": ")[1].split(", "))


@pytest.mark.gate
def test_a_trap_is_found_without_loading_the_page_anew(site: Site) -> None:
    """A page that Tab cannot leave fails, and stays as its test has brought it."""
    with Browser() as browser:
        browser.driver.get(site.put(TRAP, "/trap"))
        browser.driver.execute_script(BROUGHT)

        with pytest.raises(BarriersFound, match="keyboard_trap"):
            Checker(engines=("axe",)).check(browser.driver)

        assert browser.driver.execute_script(STILL) == [True, "tea"]


@pytest.mark.gate
def test_what_a_rule_cannot_judge_fails_the_check(site: Site) -> None:
    """A check that could not look everywhere says so, instead of passing."""
    with Browser() as browser:
        browser.driver.get(site.put(PAGE.format("words"), "/sound"))
        assert Checker(engines=("axe",)).check(browser.driver).unfinished == ()

        browser.driver.get(site.put(PAGE.format("closest"), "/odd"))
        with pytest.raises(BarriersFound, match="cannot judge it: TypeError"):
            Checker(engines=("axe",)).check(browser.driver)

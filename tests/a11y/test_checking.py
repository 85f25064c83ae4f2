"""Checks from within other people's tests, of a page that is open in their browser."""

from __future__ import annotations

import pytest

from a11y.browser import Browser
from a11y.checking import BarriersFound, Checker
from a11y.report import Report
from a11y.verdict import Verdict
from tests.a11y.conftest import Site

PAGE = """<!doctype html><html lang="en"><title>Search</title><main><h1>Search</h1>
<form action="/found"><label>Words <input name="{}"></label><button>Search</button></form></main>"""

LIVE = PAGE.format("words").replace(
    "</main>",
    "<button type='button' id='more'>More</button></main><script>"
    "more.onclick = () => more.after('More words');"
    "document.forms[0].onsubmit = event => event.preventDefault();</script>",
)
# Tab goes round between two fields; with a button between them, that one may tell the way out. All
# are large enough, whatever the letters of this machine.
TRAP = PAGE.format("words").replace(
    "</main>",
    "<style>input, button {{ min-height: 30px; }}</style>"
    "<label>Street <input id='a'></label>{}<label>Town <input id='b'></label></main><script>"
    "b.onkeydown = event => "
    "{{ if (event.key === 'Tab') {{ event.preventDefault(); a.focus(); }} }};"
    "</script>",
)
HELP = (
    "<button type='button' onclick=\"this.after('Press Ctrl+M to leave.')\">Keys</button>"
    "<script>addEventListener('keydown', event => { if (event.ctrlKey && event.key === 'm') "
    "document.querySelector('input').focus(); });</script>"
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
        browser.driver.get(site.put(TRAP.format(""), "/trap"))
        browser.driver.execute_script(BROUGHT)

        with pytest.raises(BarriersFound, match="keyboard_trap"):
            Checker(engines=("axe",)).check(browser.driver)

        assert browser.driver.execute_script(STILL) == [True, "tea"]


@pytest.mark.gate
def test_a_way_out_that_a_button_may_tell_is_asked_for(site: Site) -> None:
    """Where nothing may be pressed, a trap with a button is a question; else it is tried."""
    url = site.put(TRAP.format(HELP), "/told")
    with Browser() as browser:
        browser.driver.get(url)
        report = Checker(engines=("axe",)).check(browser.driver)
    tried = Checker(engines=("axe",)).check_pages(url)

    question = "Does one of its buttons tell the key that does?"
    assert of_the_trap(report) == [(Verdict.PERSON, question)]
    assert of_the_trap(tried) == []


def of_the_trap(report: Report) -> list[tuple[Verdict, str]]:
    """What the rule says, and its question, of a page that Tab does not leave."""
    found = [finding for finding in report.findings if finding.rule == "keyboard_trap"]
    return [(finding.verdict, finding.words.rpartition(". ")[2]) for finding in found]


@pytest.mark.gate
def test_what_a_rule_cannot_judge_fails_the_check(site: Site) -> None:
    """A check that could not look everywhere says so, instead of passing."""
    with Browser() as browser:
        browser.driver.get(site.put(PAGE.format("words"), "/sound"))
        assert Checker(engines=("axe",)).check(browser.driver).unfinished == ()

        browser.driver.get(site.put(PAGE.format("closest"), "/odd"))
        with pytest.raises(BarriersFound, match="cannot judge it: TypeError"):
            Checker(engines=("axe",)).check(browser.driver)

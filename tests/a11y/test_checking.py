"""Checks from within other people's tests, of a page that is open in their browser."""

from __future__ import annotations

import pytest

from a11y.browser import Browser
from a11y.checking import BarriersFound, Checker
from tests.a11y.conftest import Site

PAGE = """<!doctype html><html lang="en"><title>Search</title><main><h1>Search</h1>
<form action="/found"><label>Words <input name="{}"></label><button>Search</button></form></main>"""


@pytest.mark.gate
def test_what_a_rule_cannot_judge_fails_the_check(site: Site) -> None:
    """A check that could not look everywhere says so, instead of passing."""
    with Browser() as browser:
        browser.driver.get(site.put(PAGE.format("words"), "/sound"))
        assert Checker(engines=("axe",)).check(browser.driver).unfinished == ()

        browser.driver.get(site.put(PAGE.format("closest"), "/odd"))
        with pytest.raises(BarriersFound, match="cannot judge it: TypeError"):
            Checker(engines=("axe",)).check(browser.driver)

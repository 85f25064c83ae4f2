"""A browser that somebody else started is given back as it was."""

from __future__ import annotations

from contextlib import closing

import pytest
from selenium import webdriver
from selenium.webdriver.chrome.service import Service

from a11y.borrowed import NEEDED_FLAG, Borrowed
from a11y.chromium import find_engine
from a11y.conditions import BY_NAME
from a11y.headless import headless

SIZE = "return [innerWidth, innerHeight, matchMedia('(prefers-color-scheme: dark)').matches];"


@pytest.mark.gate
@pytest.mark.usefixtures("each_kind")
def test_the_size_is_back_before_the_next_line_of_their_test() -> None:
    """Size and colours are theirs again as soon as the browser is given back, each time."""
    chromium, driver = find_engine()
    options = headless(chromium, ("--no-sandbox", "--window-size=1000,700", NEEDED_FLAG))
    with webdriver.Chrome(options=options, service=Service(str(driver))) as theirs:
        theirs.get("data:text/html,<title>Tea</title><main>Tea</main>")
        before = theirs.execute_script(SIZE)
        for name in ("narrow_320", "dark", "default") * 3:
            with closing(Borrowed(theirs)) as browser:
                browser.view(BY_NAME[name])
                browser.settle()
                assert theirs.execute_script(SIZE) != before

            assert theirs.execute_script(SIZE) == before

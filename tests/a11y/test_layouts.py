"""Layouts are compared, and the page is given back as it was."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from a11y.conditions import DEFAULT
from a11y.inspection import Inspector
from a11y.layouts import layouts

# As design systems do: a script hides the button of the menu in wide windows.
MENU = """<nav><button id="menu" hidden>Menu</button><a href="#a">Prices</a></nav><p>Words</p>
<script>
const wide = matchMedia("(min-width: 700px)"), show = () => { menu.hidden = wide.matches; };
wide.addEventListener("change", show); show();</script>"""


@pytest.mark.gate
def test_what_scripts_do_for_a_width_is_done_when_the_window_is_given_back(
    page: Callable[[str], Inspector],
) -> None:
    """What looks at the page next sees it as a person does in the window that it has."""
    browser = page(MENU).browser
    for _ in range(3):
        layouts(browser, DEFAULT, compare=True)

        assert browser.look("return [innerWidth, menu.hidden];") == [1280, True]

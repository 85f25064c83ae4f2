"""What is remembered of a mark of the focus holds only where its surroundings are the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from a11y.browser import Browser
from a11y.conditions import DEFAULT
from a11y.focus_mark import CLEAR_SHARE, Known, Marker

PAGE = """<!doctype html><html lang="en"><title>Go</title>
<style>button:focus {{ outline: 3px solid #000; outline-offset: 3px }}</style>
<main><h1>Go</h1><div style="display: flex; {}"><button>Go on</button></div></main></html>"""


@pytest.mark.gate
def test_a_ring_that_is_cut_off_is_measured_anew(tmp_path: Path) -> None:
    """A button whose ring a box cuts off is not taken for one that was seen whole before."""
    known: Known = {}
    strong = []
    with Browser() as browser:
        for style in ("", "overflow: hidden"):
            file = tmp_path / "page.html"
            file.write_text(PAGE.format(style), encoding="utf-8")
            browser.open(file.as_uri())
            browser.settle()
            (mark,) = Marker(browser, known).marks(DEFAULT)
            strong.append(mark.strong)

    whole, cut = strong
    assert whole >= CLEAR_SHARE > cut

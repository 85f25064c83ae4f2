"""What a page does by itself is seen from its beginning, however long other checks took."""

from __future__ import annotations

import time
from collections.abc import Callable

from a11y.inspection import Inspector
from a11y.passing import let_time_pass

DIALOG = """
<!doctype html><html lang="en"><title>Concerts</title><main><h1>Concerts</h1></main>
<dialog id="d"><p>Two questions?</p><button onclick="d.close()">No</button></dialog>
<script>setTimeout(() => d.showModal(), 1000)</script></html>
"""


def test_what_came_before_a_check_looked_is_not_lost(page: Callable[[str], Inspector]) -> None:
    """A dialog that opened by itself while other checks ran is told as one that came by itself."""
    browser = page(DIALOG).browser
    time.sleep(1.3)

    told = let_time_pass(browser)

    assert told["opened"]["element"] == "#d"
    assert told["opened"]["at_ms"] >= 1000

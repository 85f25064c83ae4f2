"""A second window beside the page, in which links are followed while the page stays as it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from a11y.browser import Browser
from a11y.faults import explained


@contextmanager
def aside(browser: Browser, load_timeout_s: float) -> Iterator[Callable[[str], None]]:
    """Gives what loads an address there; it raises BrowserError when that does not come.

    Meanwhile scripts are evaluated in the second window. It is closed at the end.
    """
    driver = browser.driver
    own = driver.current_window_handle
    patience_s = driver.timeouts.page_load
    with explained("No second window opens", "A second window did not open in time"):
        driver.switch_to.new_window("tab")
    driver.set_page_load_timeout(load_timeout_s)

    def load(url: str) -> None:
        with explained(f"{url} cannot be opened", f"{url} did not finish loading in time"):
            driver.get(url)

    try:
        yield load
    finally:
        with explained("A second window does not close", "A window did not close in time"):
            driver.close()
            driver.switch_to.window(own)
            driver.set_page_load_timeout(patience_s)

"""How a browser that nobody sees is started, as selenium takes it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from selenium import webdriver

from a11y.chromium import PREFERENCES, is_shell


def headless(
    browser: Path, flags: Iterable[str], preferences: Mapping[str, Any] = PREFERENCES
) -> webdriver.ChromeOptions:
    """How a browser that nobody sees is started. Its engine alone knows no preferences."""
    options = webdriver.ChromeOptions()
    options.binary_location = str(browser)
    for flag in flags:
        options.add_argument(flag)
    if is_shell(browser):
        # By this name the driver knows that there are no windows to wait for.
        options.set_capability("browserName", "chrome-headless-shell")
    else:
        options.add_argument("--headless=new")
        options.add_experimental_option("prefs", dict(preferences))
    return options

"""How a browser is started, as selenium takes it; most are seen by nobody."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from selenium import webdriver
from selenium.common.exceptions import WebDriverException
from selenium.webdriver.chrome.service import Service

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


def started(
    options: webdriver.ChromeOptions, driver: Path, environment: Mapping[str, str] | None = None
) -> webdriver.Chrome:
    """A browser by its driver, whose path is given so that selenium looks for none on the network.

    Raises WebDriverException when it does not start.
    """

    def start() -> webdriver.Chrome:
        return webdriver.Chrome(options=options, service=Service(str(driver), env=environment))

    try:
        return start()
    except WebDriverException as error:
        # The driver's port was free when it was chosen; another program may have been faster.
        if "unexpectedly exited" not in str(error.msg):
            raise
        return start()

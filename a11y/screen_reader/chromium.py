"""A Chromium that a person sees and hears: with a window, and nothing remembered between pages."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from selenium import webdriver
from selenium.common.exceptions import WebDriverException

from a11y.chromium import NOBODY_ELSE, find_browser
from a11y.headless import started
from a11y.screen_reader.desk import Desk, ReaderError

FLAGS = (
    "--disable-gpu",
    "--force-renderer-accessibility",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-quic",
    "--disable-sync",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-extensions",
    "--password-store=basic",
    "--lang=en-US",
    "--ozone-platform=x11",
    "--window-size=1280,1000",
    "--window-position=0,0",
    "--force-prefers-reduced-motion",
    NOBODY_ELSE,
)
# A field that remembers, or a link that was visited, is read differently the second time.
PREFERENCES = {
    "history.saving_disabled": True,
    "autofill.profile_enabled": False,
    "credentials_enable_service": False,
    "profile.password_manager_enabled": False,
}
LOAD_S = 60
BLANK = "data:text/html,<!doctype html><html lang=en><title>Blank</title>"
# Two frames: what a press or an answer changed has been laid out, and told to the screen reader.
TWO_FRAMES = """
const [done] = arguments;
requestAnimationFrame(() => requestAnimationFrame(() => done()));
"""


class Chromium:
    """One window without bars, which fills the screen. Selenium only leads from page to page."""

    window_class = "chromium"
    blank = BLANK

    def __init__(self, desk: Desk) -> None:
        chromium, driver = find_browser()
        options = webdriver.ChromeOptions()
        options.binary_location = str(chromium)
        for flag in (*FLAGS, f"--user-data-dir={desk.folder / 'profile'}", f"--app={BLANK}"):
            options.add_argument(flag)
        if os.geteuid() == 0:
            options.add_argument("--no-sandbox")  # Chromium's sandbox refuses to run as root
        options.add_experimental_option("excludeSwitches", ["enable-automation"])
        options.add_experimental_option("prefs", PREFERENCES)
        self.driver = started(options, driver, desk.environment)
        self.driver.set_page_load_timeout(LOAD_S)
        self.driver.set_script_timeout(LOAD_S)

    @property
    def version(self) -> str:
        return f"Chromium {self.driver.capabilities['browserVersion']}"

    def close(self) -> None:
        self.driver.quit()

    def open(self, url: str) -> None:
        self.driver.get(url)

    def idle(self) -> None:
        """Returns once what happened so far has been laid out."""
        for last in (False, False, False, True):
            try:
                self.driver.execute_async_script(TWO_FRAMES)
                return
            except WebDriverException as error:  # the page was exchanged meanwhile
                if last:
                    raise ReaderError(f"Chromium does not come to rest: {error.msg}") from error

    def evaluate(self, script: str) -> Any:
        """What a script returns. Raises ReaderError, also when the page is just being exchanged."""
        try:
            return self.driver.execute_script(script)
        except WebDriverException as error:
            raise ReaderError(f"A script failed in Chromium: {error.msg}") from error

    def forget(self, language: str) -> None:
        """Begins as somebody new who reads this language."""
        self.driver.execute_cdp_cmd("Network.clearBrowserCookies", {})
        agent = self.driver.execute_script("return navigator.userAgent")
        self.driver.execute_cdp_cmd(
            "Network.setUserAgentOverride", {"userAgent": agent, "acceptLanguage": language}
        )

    def picture(self, file: Path) -> None:
        self.driver.save_screenshot(str(file))

    @contextmanager
    def in_every_page(self, script: str) -> Iterator[None]:
        """Runs a script before those of each page that is opened within the block."""
        added = self.driver.execute_cdp_cmd(
            "Page.addScriptToEvaluateOnNewDocument", {"source": script}
        )
        try:
            yield
        finally:
            self.driver.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", added)

    @contextmanager
    def without(self, *addresses: str) -> Iterator[None]:
        """Within the block nothing is fetched from these addresses; * stands for anything."""
        self.driver.execute_cdp_cmd("Network.enable", {})
        self.driver.execute_cdp_cmd("Network.setBlockedURLs", {"urls": list(addresses)})
        try:
            yield
        finally:
            self.driver.execute_cdp_cmd("Network.setBlockedURLs", {"urls": []})

"""A Chromium that a person sees and hears: with a window, and nothing remembered between pages."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.virtual_authenticator import (
    Protocol,
    Transport,
    VirtualAuthenticatorOptions,
)

from a11y.chromium import NOBODY_ELSE, find_browser
from a11y.screen_reader.desk import Desk

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
        service = Service(str(driver), env=desk.environment)
        self.driver = webdriver.Chrome(options=options, service=service)
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
        self.driver.execute_async_script(TWO_FRAMES)

    def evaluate(self, script: str, *arguments: Any) -> Any:
        return self.driver.execute_script(script, *arguments)

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
    def passkey_device(self) -> Iterator[webdriver.Chrome]:
        """A device with a lock that opens by itself; it keeps passkeys as long as the block."""
        self.driver.add_virtual_authenticator(
            VirtualAuthenticatorOptions(
                protocol=Protocol.CTAP2,
                transport=Transport.INTERNAL,
                has_resident_key=True,
                has_user_verification=True,
                is_user_consenting=True,
                is_user_verified=True,
            )
        )
        try:
            yield self.driver
        finally:
            self.driver.remove_virtual_authenticator()

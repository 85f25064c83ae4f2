"""A browser window, used as a person uses it: by what things are called."""

from __future__ import annotations

import json
import os
import re
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from selenium import webdriver
from selenium.common.exceptions import (
    NoSuchElementException,
    StaleElementReferenceException,
    WebDriverException,
)
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement

from a11y.chromium import PREFERENCES, find_engine
from a11y.headless import headless, started

WAIT_S = 15
FLAGS = (
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--no-default-browser-check",
    "--window-size=1280,1000",
    # Nothing beyond this machine, whatever a page asks for.
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE localhost , EXCLUDE 127.0.0.1",
)
PRESSABLE = "button, a[href], summary, input[type=checkbox], input[type=radio]"
WRITABLE = "input:not([type=hidden]):not([type=checkbox]):not([type=radio]), textarea"
GONE = (StaleElementReferenceException, NoSuchElementException)
EXCHANGED = "does not belong to the document"
# What Chromium writes of a page that was answered with 4xx on purpose (422 for a form's errors).
EXPECTED_LOG = re.compile(r"the server responded with a status of 4\d\d")


class Window:
    """One Chromium with a profile of its own. Names are accessible names, as a reader says them."""

    def __init__(self, *, script: bool = True, language: str = "en-GB") -> None:
        browser, driver = find_engine()
        self._profile = tempfile.TemporaryDirectory(
            prefix="stepfree-journey-", ignore_cleanup_errors=True
        )
        own = [f"--user-data-dir={self._profile.name}", f"--lang={language}"]
        own.append(f"--accept-lang={language}")
        if os.geteuid() == 0:
            own.append("--no-sandbox")  # Chromium's sandbox refuses to run as root
        preferences = {**PREFERENCES, "intl.accept_languages": language}
        options = headless(browser, (*FLAGS, *own), preferences)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
        self.driver = started(options, driver)
        self.driver.set_page_load_timeout(WAIT_S)
        if not script:
            self.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
        self._logged: list[dict[str, Any]] = []

    def close(self) -> None:
        """Ends the browser and forgets its profile."""
        self.driver.quit()
        self._profile.cleanup()

    # --- where am I

    @property
    def url(self) -> str:
        return self.driver.current_url

    @property
    def title(self) -> str:
        return self.driver.title

    @property
    def heading(self) -> str:
        """The text of the h1, "" on a page without one."""
        try:
            return self.driver.find_element(By.TAG_NAME, "h1").text.strip()
        except NoSuchElementException:
            return ""

    @property
    def text(self) -> str:
        """All that can be read on the page."""
        return self.driver.find_element(By.TAG_NAME, "body").text

    def shows(self, words: str) -> bool:
        """Whether these words can be read on the page, however its lines break."""
        return " ".join(words.split()) in " ".join(self.text.split())

    # --- doing

    def go(self, url: str) -> None:
        """Opens an address, as from a mail or a bookmark."""
        self.driver.get(url)

    def back(self) -> None:
        self.driver.back()

    def press(self, name: str) -> None:
        """Presses the button, link or box with this name, once it is there."""
        self._named(PRESSABLE, name).click()

    def write(self, label: str, text: str) -> None:
        """Writes into the field with this label, in place of what stands there."""
        field = self._named(WRITABLE, label)
        field.clear()
        field.send_keys(text)

    def written(self, label: str) -> str:
        """What stands in the field with this label."""
        return self._named(WRITABLE, label).get_attribute("value") or ""

    def offers(self, name: str) -> bool:
        """Whether something with this name can be pressed now."""
        return name in self.pressable()

    def pressable(self) -> list[str]:
        """The names of everything that can be pressed now, in reading order."""
        return [name for name, _ in self._visible(PRESSABLE)]

    def labels(self) -> list[str]:
        """The names of every field that can be written in now, in reading order."""
        return [name for name, _ in self._visible(WRITABLE)]

    def _named(self, kind: str, name: str) -> WebElement:
        found: list[WebElement] = []

        def there() -> bool:
            for element in self.driver.find_elements(By.CSS_SELECTOR, kind):
                # The name first: looking whether something is displayed takes the browser longer.
                if _name(element) == name and element.is_displayed():
                    found.append(element)
                    return True
            return False

        self.wait_until(there, f"something called “{name}”")
        return found[0]

    def _visible(self, kind: str) -> Iterator[tuple[str, WebElement]]:
        for element in self.driver.find_elements(By.CSS_SELECTOR, kind):
            if element.is_displayed():
                yield _name(element), element

    # --- waiting

    def expect(self, heading: str) -> None:
        """Waits until a page with this heading is there. Raises AssertionError when none comes."""
        self.wait_until(lambda: self.heading == heading, f"the page “{heading}”")

    def wait_until(self, holds: Callable[[], bool], what: str) -> None:
        """Waits until something holds; a page that changes under the look is looked at again."""
        until = time.monotonic() + WAIT_S
        while time.monotonic() < until:
            try:
                if holds():
                    return
            except WebDriverException as error:
                # The page was exchanged during the look: the next look sees the new one.
                if not isinstance(error, GONE) and EXCHANGED not in str(error.msg):
                    raise
            time.sleep(0.05)
        raise AssertionError(f"Waited for {what}, but {self._place()} is there:\n{self.text}")

    def _place(self) -> str:
        return f"“{self.heading}” ({urlsplit(self.url).path})"

    # --- the keyboard

    def keys(self, *keys: str) -> None:
        """Presses keys one after the other, wherever the focus is."""
        for key in keys:
            webdriver.ActionChains(self.driver).send_keys(key).perform()

    @property
    def focused(self) -> str:
        """The accessible name of what has the focus."""
        return _name(self.driver.switch_to.active_element)

    def tab_to(self, name: str, *, at_most: int = 40) -> int:
        """Presses Tab until this has the focus, and counts. Raises AssertionError without end."""
        passed = []
        for count in range(1, at_most + 1):
            self.keys(Keys.TAB)
            passed.append(self.focused)
            if passed[-1] == name:
                return count
        raise AssertionError(f"Tab never came to “{name}” on {self._place()}, but to {passed}.")

    # --- evidence

    def complaints(self) -> list[str]:
        """What the browser complained about so far: script errors and broken policies."""
        return [
            entry["message"]
            for entry in self.driver.get_log("browser")
            if entry["level"] == "SEVERE" and not EXPECTED_LOG.search(entry["message"])
        ]

    def hosts(self) -> set[str]:
        """Every host that pages asked for anything so far."""
        self._logged += [
            json.loads(e["message"])["message"] for e in self.driver.get_log("performance")
        ]
        urls = [
            message["params"]["request"]["url"]
            for message in self._logged
            if message["method"] == "Network.requestWillBeSent"
        ]
        return {urlsplit(url).hostname or "" for url in urls if url.startswith("http")}

    def picture(self, file: Path) -> None:
        """Writes what can be seen now as a PNG."""
        self.driver.save_screenshot(str(file))


def _name(element: WebElement) -> str:
    """The accessible name, as the browser computes it."""
    return " ".join(element.accessible_name.split())


@contextmanager
def open_window(*, script: bool = True, language: str = "en-GB") -> Iterator[Window]:
    """A window that is closed at the end, whatever happens."""
    window = Window(script=script, language=language)
    try:
        yield window
    finally:
        window.close()

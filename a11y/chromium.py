"""Where Chromium is, and with which flags it is started."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from urllib.parse import urlsplit

FLAGS = (
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--no-default-browser-check",
    "--hide-scrollbars",
    # What would start to play for some people starts here, without anybody hearing it.
    "--autoplay-policy=no-user-gesture-required",
    "--mute-audio",
    "--force-prefers-reduced-motion",
    # Names and roles as the browser itself tells them to a screen reader.
    "--enable-blink-features=ComputedAccessibilityInfo",
    # Each page in a new frame host of its own would be handed all that waits in pages anew; and a
    # process in reserve is made for nothing where all pages are of one site.
    "--disable-features=RenderDocument,BackForwardCache,SpareRendererForSitePerProcess",
)
# Chromium's engine alone, without the window and its bars, which nobody sees here: it starts in a
# quarter of the time. Debian's own command would start it as a child that outlives it.
SHELLS = ("/usr/lib/chromium/chromium-headless-shell", "chrome-headless-shell")
# The whole of Chromium starts with an empty page: its own first page takes a third of the
# start, and asks others.
PREFERENCES = {"session.restore_on_startup": 4, "session.startup_urls": ["about:blank"]}

NOBODY_ELSE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost"


class BrowserError(Exception):
    """The browser cannot do what was asked; the message says what, where and what to do."""


class BrowserGone(BrowserError):
    """The browser or its driver has ended by itself, whatever page was open."""


class PageError(BrowserError):
    """This page cannot be looked at; the browser itself is well."""


class NotAPage(PageError):
    """What is there is something else than a web page."""


class CheckFailed(BrowserError):
    """A script of ours did not get along with this page; others may."""


class CannotReturn(BrowserError):
    """The page that is open could not be had back, so nothing may be tried that changes it."""


class BrowserMoved(BrowserError):
    """The page went elsewhere while it was asked something."""


def find_browser() -> tuple[Path, Path]:
    """Chromium and its driver: CHROMIUM and CHROMEDRIVER, else those on the path.

    Raises BrowserError when one is missing. Nothing is ever downloaded.
    """
    return _found("chromium", "chrome")


def find_engine() -> tuple[Path, Path]:
    """The same for pages that nobody sees: where there is one, a Chromium without window."""
    return _found(*SHELLS, "chromium", "chrome")


def _found(*names: str) -> tuple[Path, Path]:
    there = filter(None, map(shutil.which, names))
    browser = os.environ.get("CHROMIUM") or next(there, None)
    driver = os.environ.get("CHROMEDRIVER") or shutil.which("chromedriver")
    if not browser or not driver:
        raise BrowserError(
            "Chromium or its driver is missing. Install both with: "
            "apt-get install chromium chromium-driver"
        )
    return Path(browser), Path(driver)


def is_shell(browser: Path) -> bool:
    """Is this Chromium without a window?"""
    return "headless-shell" in browser.name


def flags(profile: str, *, alone: bool) -> list[str]:
    """How one browser is started. profile: a folder of its own.  alone: see Driver."""
    chosen = [*FLAGS, f"--user-data-dir={profile}"]
    if alone:
        chosen.append(NOBODY_ELSE)
    if os.geteuid() == 0:
        # Chromium's sandbox refuses to run as root, and so would every container build.
        chosen.append("--no-sandbox")
    return chosen


def is_here(url: str) -> bool:
    """Is this an address of this machine itself?"""
    return urlsplit(url).hostname in {"127.0.0.1", "localhost"}

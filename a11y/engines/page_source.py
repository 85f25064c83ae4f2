"""Reads the source of a page as it was sent, and runs a whole script file in a page."""

from __future__ import annotations

import base64

from a11y.browser import Browser
from a11y.chromium import BrowserError


def source_of(browser: Browser) -> str | None:
    """The HTML that the page was made from, as it was sent; None when it is no HTML.

    Of a page that must not be kept (Cache-Control: no-store) it is what stands there now.
    """
    if browser.evaluate("return document.contentType;") != "text/html":
        return None
    frame = browser.cdp("Page.getFrameTree")["frameTree"]["frame"]
    try:
        given = browser.cdp("Page.getResourceContent", frameId=frame["id"], url=frame["url"])
    except BrowserError:
        now = browser.evaluate("return document.documentElement.outerHTML;")
        return f"<!doctype html>{now}"
    content = str(given["content"])
    if given["base64Encoded"]:
        return base64.b64decode(content).decode(errors="replace")
    return content


def run_file(browser: Browser, text: str) -> None:
    """Runs a whole script file in the page, as a script element would. Raises BrowserError."""
    told = browser.cdp("Runtime.evaluate", expression=text, silent=True)
    if "exceptionDetails" in told:
        raise BrowserError(f"A script failed: {told['exceptionDetails'].get('text', '')}")

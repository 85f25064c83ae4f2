"""Reads the source of a page as it was sent, and finds the elements that its tags became."""

from __future__ import annotations

import base64
import re
from collections.abc import Sequence
from dataclasses import dataclass

from a11y.browser import Browser
from a11y.chromium import BrowserError
from a11y.rule import PROBE

# What holds no tags, or only text that looks like them.
OPAQUE = re.compile(
    r"<!--.*?-->|<(script|style|textarea|title|template|noscript|iframe)\b[^>]*>(.*?)</\1",
    re.DOTALL | re.IGNORECASE,
)
TAG = re.compile(r"<([a-zA-Z][a-zA-Z0-9-]*)")


PLACES = f"""
const page = (() => {{{PROBE}}})();
return arguments[0].map(({{name, number, count}}) => {{
  const all = document.getElementsByTagName(name);
  return all.length === count && all[number] !== document.documentElement
    ? page.path(all[number]) : "";
}});
"""


@dataclass(frozen=True, slots=True)
class Tag:
    """An element by its kind. number: how many of its name come before it.  count: of all."""

    name: str
    number: int
    count: int


def source_of(browser: Browser) -> str | None:
    """The HTML that the page was made from, as it was sent; None when it is no HTML.

    Of a page that must not be kept (Cache-Control: no-store) it is what stands there now.
    """
    frame = browser.cdp("Page.getFrameTree")["frameTree"]["frame"]
    if frame["mimeType"] != "text/html":
        return None
    try:
        given = browser.cdp("Page.getResourceContent", frameId=frame["id"], url=frame["url"])
    except BrowserError:
        now = browser.look("return document.documentElement.outerHTML;")
        return f"<!doctype html>{now}"
    content = str(given["content"])
    if given["base64Encoded"]:
        return base64.b64decode(content).decode(errors="replace")
    return content


def places(browser: Browser, tags: Sequence[Tag | None]) -> list[str]:
    """Paths of the elements; "" where the page has other elements than its source, and for none."""
    wanted = [{"name": t.name, "number": t.number, "count": t.count} for t in tags if t]
    paths = iter(browser.look(PLACES, wanted) if wanted else ())
    return [next(paths) if tag else "" for tag in tags]


def tag_at(source: str, line: int, column: int) -> Tag | None:
    """The start tag that the place lies in or ends. line, column: from 1, as checkers count.

    None when there is no start tag.
    """
    lines = source.splitlines(keepends=True)
    if not 0 < line <= len(lines):
        return None
    offset = sum(len(before) for before in lines[: line - 1]) + column
    text = tags_alone(source)
    tags = [(found.start(), found[1].lower()) for found in TAG.finditer(text)]
    before = [tag for tag in tags if tag[0] < offset]
    if not before:
        return None
    name = before[-1][1]
    number = sum(tag[1] == name for tag in before) - 1
    return Tag(name, number, sum(tag[1] == name for tag in tags))


def tags_alone(source: str) -> str:
    """The same length; what only looks like tags is blank: in comments, scripts and text fields."""
    return OPAQUE.sub(_blanked, source)


def _blanked(found: re.Match[str]) -> str:
    """The same length without its tags; the start tag of an element that holds text stays."""
    whole = found[0]
    inner = found[2]
    if inner is None:
        return " " * len(whole)
    start = found.start(2) - found.start()
    return whole[:start] + " " * len(inner) + whole[start + len(inner) :]

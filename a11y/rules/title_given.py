"""The page has a title (WCAG 2.2 SC 2.4.2)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from a11y.rule import Remark, Rule, View, fails, passes

PROBE = """
const html = document.documentElement?.namespaceURI === "http://www.w3.org/1999/xhtml";
return html ? page.squeeze(document.title) : null;
"""


def check(seen: Any, view: View) -> Iterator[Remark]:
    """The title is what a screen reader says first, and what stands on the tab (SC 2.4.2)."""
    if seen is None:
        return  # a picture or another document that is no page
    yield passes() if seen else fails("", "There is no title, or an empty one.")


RULE = Rule(
    id="title_given",
    criteria=("2.4.2",),
    affects="People who listen, and people who have many tabs open.",
    passed="The page has a title.",
    failed="The page has no title.",
    check=check,
    words=True,
    probe=PROBE,
    conditions=frozenset({"default", "no_script"}),
    act=("2779a5",),
)

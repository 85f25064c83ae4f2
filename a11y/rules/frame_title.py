"""The name of a frame tells what it holds (WCAG 2.2 SC 4.1.2, 2.4.1; technique H64)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from a11y.rule import Remark, Rule, View, asks, fails, passes

# That it is a frame is heard without its name.
FRAME = (
    "frame",
    "iframe",
    "inner frame",
    "inline frame",
    "untitled",
    "no title",
    "rahmen",
    "cadre",
)
# What is so called may be known from what stands around it.
KIND = (
    *("embed", "embedded content", "content", "widget", "player", "object", "title", "test"),
    *("page", "window", "inhalt", "eingebetteter inhalt", "fenster", "titel", "ohne titel"),
    *("seite", "contenu", "contenu intégré", "fenêtre", "titre", "sans titre", "fënster"),
    *("säit", "ouni titel"),
)
# “frame2_content”, “google_ads_iframe_/1234/box_0”, “main.html”, “ember1042”.
MADE = re.compile(
    r"\S*[^\W_]_[^\W_]\S*|https?://\S+|\S+\.(?:html?|php|aspx?|jsp)(?:\?\S*)?|[^\W\d_]+\d{3,}\S*",
    re.IGNORECASE,
)


def _counted(words: tuple[str, ...]) -> re.Pattern[str]:
    """One of these words, with or without a number."""
    return re.compile(rf"(?:{'|'.join(map(re.escape, words))})?[\s#:._-]*\d*", re.IGNORECASE)


EMPTY, VAGUE = _counted(FRAME), _counted(KIND)

PROBE = """
return page.all("iframe, frame").filter(page.shown)
  .filter(frame => !frame.closest('[aria-hidden="true"], [inert]'))
  .map(frame => ({element: page.path(frame), name: page.squeeze(page.name(frame))}));
"""


def check(seen: Any, view: View) -> Iterator[Remark]:
    """Who lists the frames of a page hears the name alone (WCAG 2.2 SC 4.1.2, 2.4.1)."""
    for frame in seen:
        name = frame["name"]
        if not name:
            continue  # an engine says so
        if EMPTY.fullmatch(name):
            yield fails(frame["element"], f"Its name is “{name}”, which says nothing of it.")
        elif VAGUE.fullmatch(name) or MADE.fullmatch(name):
            yield asks(frame["element"], f"Its name is “{name}”. What is in it?")
        else:
            yield passes(frame["element"])


RULE = Rule(
    id="frame_title",
    criteria=("4.1.2", "2.4.1"),
    affects="People who listen, and choose by its name whether to enter a part of the page.",
    passed="The names of frames tell what they hold.",
    failed="The name of a frame tells nothing.",
    person="The name of a frame may tell nothing.",
    check=check,
    probe=PROBE,
    conditions=frozenset({"default"}),
)

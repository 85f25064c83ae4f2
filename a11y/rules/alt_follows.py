"""An image that a press exchanges has the name of the new one (WCAG 2.2 SC 1.1.1)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote, urlsplit

from a11y.browser import Browser
from a11y.pressing import press_each
from a11y.rule import Remark, Rule, View, asks, fails, passes
from a11y.verdict import Evidence

KEYS = Evidence(keys=("press it",))
# What names of files say of another form of one picture: its size, its colours, whether it moves.
FORM = re.compile(
    r"(?:^|[-_.@ ])(?:\d+x\d*|\d+[wx]|x\d+|[sml]|xl|xs|small|medium|large|big|full|original|thumb"
    r"(?:nail)?|tn|preview|zoom|hd|hi|lo|low|high|mobile|desktop|dark|light|day|night|white|black"
    r"|color|colour|grey|gray|bw|hover|active|on|off|static|still|paused?|play|animated|open|closed?"
    r"|scaled|crop(?:ped)?|q\d+|min|v\d+)(?=$|[-_.@ ])",
    re.IGNORECASE,
)
# It holds the place of a picture that comes when it is wanted.
PLACE = re.compile(
    r"^(data|blob):|blank|placeholder|spacer|lazy|loading|transparent", re.IGNORECASE
)


def observe(browser: Browser, view: View) -> list[dict[str, Any]]:
    """The images whose source was another one after a press."""
    told = press_each(browser, own=view.own)
    return told["exchanged"] if told else []


def check(seen: Any, view: View) -> Iterator[Remark]:
    """Who does not see the picture still hears of the first one (WCAG 2.2 SC 1.1.1)."""
    stale: dict[str, Any] = {}
    for one in seen:
        if PLACE.search(one["from"]) or _stem(one["from"]) == _stem(one["to"]):
            continue
        if one["named"] != one["name"]:
            yield passes(one["element"], KEYS)
        else:
            stale.setdefault(one["element"], one)
    for element, one in stale.items():
        note = f"Another picture comes when {one['button']} is pressed, and it is still called"
        # Elsewhere it may be called after what all of them show.
        says = fails if view.own else asks
        yield says(element, f"{note} “{one['name'][:60]}”. Does that fit both?", KEYS)


def _stem(source: str) -> str:
    """The name of the file without its ending and without what says its form.

    Services that make forms of pictures tell by the query which one it is.
    """
    parts = urlsplit(source)
    name = unquote(parts.path.rpartition("/")[2])
    return FORM.sub("", name.rpartition(".")[0] or f"{name}?{parts.query}").casefold()


RULE = Rule(
    id="alt_follows",
    criteria=("1.1.1",),
    affects="People who do not see images, and hear their names.",
    passed="An image that is exchanged is named anew.",
    failed="An image that is exchanged keeps the name of the one before.",
    person="An image that is exchanged may have the name of the one before.",
    check=check,
    observe=observe,
    conditions=frozenset({"default"}),
    sees="browser",
)

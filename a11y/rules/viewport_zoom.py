"""The page does not forbid zooming on touch screens (WCAG 2.2 SC 1.4.4, 1.4.10)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from a11y.rule import Remark, Rule, View, asks, fails, passes
from a11y.verdict import Evidence

LEAST_SCALE = 2.0
WIDE_PX = 600  # more than a phone held upright shows without zooming out

PROBE = """
// What is as wide as the page, and higher than a window: two fingers land on it.
const large = page.all("html, body, body > *, main").filter(element => page.seen(element)
  && element.clientWidth >= innerWidth * 0.9 && element.clientHeight >= innerHeight * 0.9);
const blocked = large.find(element => !/auto|manipulation|pinch-zoom/.test(
  getComputedStyle(element).touchAction) && !element.querySelector("canvas, [class*=map i]"));
return {
  touched: blocked ? {element: page.path(blocked),
    action: getComputedStyle(blocked).touchAction} : null,
  metas: page.all("meta[name=viewport i]").map(element =>
    ({element: page.path(element), content: element.content ?? ""})),
};
"""


def check(seen: Any, view: View) -> Iterator[Remark]:
    """Two fingers must be able to double the size (WCAG 2.2 SC 1.4.4, 1.4.10)."""
    if touched := seen["touched"]:
        note = f"“touch-action: {touched['action']}” takes two fingers away from the browser."
        yield fails(touched["element"], note).about()
    for meta in seen["metas"]:
        given = _properties(meta["content"])
        evidence = Evidence((("viewport", meta["content"]),))
        if (_number(given.get("width", "")) or 0) >= WIDE_PX:
            note = "It is laid out as wide as a desktop, and has tiny words on a phone."
            yield (fails if view.own else asks)(meta["element"], note, evidence).about()
        if not {"user-scalable", "maximum-scale"} & set(given):
            continue
        if not _scalable(given.get("user-scalable", "yes")):
            yield fails(meta["element"], "“user-scalable” forbids it.", evidence)
        elif _largest(given.get("maximum-scale", "10")) < LEAST_SCALE:
            yield fails(meta["element"], "“maximum-scale” is less than 2.", evidence)
        else:
            yield passes(meta["element"], evidence)


def _properties(content: str) -> dict[str, str]:
    """As CSS Device Adaptation reads it: pairs between commas, semicolons or spaces."""
    pairs = re.findall(r"([\w-]+)\s*=\s*([^\s,;=]+)", content.lower())
    return dict(pairs)


def _scalable(value: str) -> bool:
    if value in {"yes", "device-width", "device-height"}:
        return True
    number = _number(value)
    return number is not None and abs(number) >= 1


def _largest(value: str) -> float:
    if value in {"device-width", "device-height"}:
        return 10
    if value == "yes":
        return 1
    number = _number(value)
    if number is None:
        return 0.1
    return 10 if number < 0 else number


def _number(value: str) -> float | None:
    found = re.match(r"[+-]?\d*\.?\d+", value)
    return float(found[0]) if found else None


RULE = Rule(
    id="viewport_zoom",
    criteria=("1.4.4", "1.4.10"),
    affects="People who see little and spread two fingers to read.",
    passed="The page can be zoomed to twice its size and more.",
    failed="The page forbids zooming.",
    person="Can it be read on a phone without scrolling in two directions?",
    check=check,
    probe=PROBE,
    act=("b4f0c3",),
)

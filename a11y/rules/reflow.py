"""Text fits a window of 320 px without scrolling sideways (WCAG 2.2 SC 1.4.10, 1.4.4, 1.4.12)."""

from __future__ import annotations

from collections.abc import Iterator

from a11y.layouts import Layout, Layouts
from a11y.rule import Remark, Rule, View, asks, fails, passes

ALONE = "It scrolls sideways on its own. Only tables, maps and code may."
ROW = "One row of parts scrolls sideways. Do people see that there are more?"


def check(seen: Layouts, view: View) -> Iterator[Remark]:
    """Reading must not need two hands on two scroll bars (WCAG 2.2 SC 1.4.10, 1.4.4, 1.4.12)."""
    if "here" not in seen:
        return  # a picture is no page
    said: set[str] = set()
    for name in ("here", "narrow"):
        for remark in _judged(seen.get(name), strict=view.own and name == "here"):
            if remark.element not in said:
                said.add(remark.element)
                yield remark
    if not said:
        yield passes()


def _judged(layout: Layout | None, *, strict: bool) -> Iterator[Remark]:
    if layout is None:
        return
    for part in layout["spill"]:
        if strict or not part["table"]:
            yield fails(part["element"], _sticks_out(part["by"], layout["width"]))
    too_wide = layout["content"] > layout["width"]
    if strict and too_wide and not layout["spill"]:
        yield from (
            fails(box["element"], _sticks_out(box["by"], layout["width"]))
            for box in layout["boxes"]
        )
        if not layout["boxes"]:
            over = layout["content"] - layout["width"]
            yield fails("", f"The page is {over} px wider than the window.")
    for part in layout["inner"]:
        if part["row"] and part["text"] and not (strict or part["table"]):
            yield asks(part["element"], ROW)
        elif not part["table"] and (strict or part["text"]):
            yield fails(part["element"], ALONE)
        elif strict:
            yield asks(part["element"], ALONE)
    for part in layout["cut"]:
        if strict or (part["fresh"] and not part["helped"] and not part["soft"]):
            yield fails(part["element"], "Its text is cut off.")


def _sticks_out(by_px: int, width_px: int) -> str:
    return f"It sticks out by {by_px} px of a window that is {width_px} px wide."


RULE = Rule(
    id="reflow",
    criteria=("1.4.10", "1.4.4", "1.4.12"),
    affects="People who magnify, enlarge text or space it out, and all who hold a phone.",
    passed="Everything fits the width of the window.",
    failed="Part of the page is wider than the window, or cut off.",
    person="Part of the page scrolls sideways on its own.",
    check=check,
    sees="layouts",
)

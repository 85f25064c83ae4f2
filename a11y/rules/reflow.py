"""Nothing scrolls sideways and no text is cut off (WCAG 2.2 SC 1.4.10, 1.4.4, 1.4.12)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from a11y.rule import Remark, Rule, View, asks, fails, passes

PROBE = """
const root = document.scrollingElement ?? document.documentElement;
const width = root.clientWidth;
const style = element => getComputedStyle(element);
const keeps = value => ["auto", "scroll", "hidden", "clip"].includes(value);
const inKeeper = element => {
  for (let at = element.parentElement; at && at !== document.body; at = at.parentElement)
    if (keeps(style(at).overflowX)) return true;
  return false;
};
const visible = page.all("body *").filter(page.seen);
const over = visible.filter(element => {
  const box = element.getBoundingClientRect();
  return (box.right + scrollX > width + 0.5 || box.left + scrollX < -0.5) && !inKeeper(element);
});
const inside = (other, element) => other !== element && element.contains(other);
const spill = over.filter(element => !over.some(other => inside(other, element)));
const inner = visible.filter(element => /auto|scroll/.test(style(element).overflowX)
  && element.scrollWidth > element.clientWidth + 1 && !element.matches("input, textarea, select"));
const hides = value => value === "hidden" || value === "clip";
const cut = visible.filter(element => {
  if (!page.squeeze(element.innerText)) return false;
  if (element.matches("input, textarea, select, svg *")) return false;
  const own = style(element);
  return (hides(own.overflowX) && element.scrollWidth > element.clientWidth + 1)
    || (hides(own.overflowY) && element.scrollHeight > element.clientHeight + 1);
});
return {
  width, content: root.scrollWidth,
  spill: spill.map(element => {
    const box = element.getBoundingClientRect();
    const by = Math.ceil(Math.max(box.right + scrollX - width, -box.left - scrollX));
    return {element: page.path(element), by};
  }),
  inner: inner.map(element => ({element: page.path(element),
    table: Boolean(element.querySelector("table, pre, svg"))})),
  cut: cut.map(page.path),
};
"""


def check(seen: Any, view: View) -> Iterator[Remark]:
    """Reading must not need two hands on two scroll bars (WCAG 2.2 SC 1.4.10, 1.4.4, 1.4.12)."""
    too_wide = seen["content"] > seen["width"]
    if too_wide and not seen["spill"]:
        over = seen["content"] - seen["width"]
        yield fails("", f"The page is {over} px wider than the window.")
    for part in seen["spill"] if too_wide else ():
        yield fails(part["element"], f"It sticks out by {part['by']} px.")
    for element in seen["cut"]:
        yield fails(element, "Its text is cut off.")
    for part in seen["inner"]:
        note = "It scrolls sideways on its own. Only tables, maps and code may."
        yield asks(part["element"], note) if part["table"] else fails(part["element"], note)
    if not too_wide:
        yield passes()


RULE = Rule(
    id="reflow",
    criteria=("1.4.10", "1.4.4", "1.4.12"),
    affects="People who magnify, enlarge text or space it out, and all who hold a phone.",
    passed="Everything fits the width of the window.",
    failed="Part of the page is wider than the window, or cut off.",
    person="Part of the page scrolls sideways on its own.",
    check=check,
    probe=PROBE,
)

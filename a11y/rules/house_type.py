"""Text is set so that it is easy to read (a house rule on WCAG 2.2 SC 1.4.8, 1.4.12)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from a11y.rule import Remark, Rule, View, fails, passes

# As style guides for plain reading set it: 80 signs are the W3C's limit, and a list may indent.
LONGEST_LINE = 100
TIGHTEST_EM = -0.01
FEW_WORDS = 4

PROBE = """
// How many signs a line of the box has room for: the next text may be longer than this one.
const signs = box => {
  const range = document.createRange();
  range.selectNodeContents(box);
  const lines = [...range.getClientRects()].reduce((sum, line) => sum + line.width, 0);
  return box.clientWidth / Math.max(lines / page.squeeze(box.innerText).length, 1);
};
return page.texts().filter(page.seen).map(box => {
  const style = getComputedStyle(box), words = page.squeeze(box.innerText).split(" ").length;
  return {element: page.path(box), words, justified: style.textAlign === "justify",
    apart: (parseFloat(style.letterSpacing) || 0) / parseFloat(style.fontSize),
    capitals: style.textTransform === "uppercase", slanting: style.fontStyle === "italic",
    signs: words > 12 ? signs(box) : 0};
});
"""


def check(seen: Any, view: View) -> Iterator[Remark]:
    """Letters that touch and gaps that differ tire who reads with effort (WCAG 2.2 SC 1.4.8)."""
    for box in seen:
        if note := _fault(box):
            yield fails(box["element"], note)
        else:
            yield passes(box["element"])


def _fault(box: Any) -> str:
    if box["justified"]:
        return "It is justified: the gaps between its words differ from line to line."
    if box["apart"] < TIGHTEST_EM:
        return "Its letters stand closer than their type was drawn for."
    if box["signs"] > LONGEST_LINE:
        return f"Its lines hold about {box['signs']:.0f} signs. 80 are easy."
    if box["words"] >= FEW_WORDS and (box["capitals"] or box["slanting"]):
        return f"It is all in {'capitals' if box['capitals'] else 'slanting letters'}."
    return ""


RULE = Rule(
    id="house_type",
    criteria=("1.4.8", "1.4.12"),
    affects="People with dyslexia, and people who magnify what they read.",
    passed="Text is set for easy reading.",
    failed="Text is set so that it is hard to read.",
    check=check,
    probe=PROBE,
    conditions=frozenset({"default", "narrow_320"}),
    house=True,
)

"""Colours that a person forces on all pages are kept (house rule on WCAG 2.2 SC 1.4.3, 1.4.11)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from a11y.rule import Remark, Rule, View, fails, passes

PROBE = """
const {read, behind, parentOf} = page.colours;
// A button has words of its own, which show where it is.
const FIELD = "input:not([type=hidden], [type=submit], [type=button]), select, textarea";
const same = (one, other) => [0, 1, 2].every(at => Math.abs(one[at] - other[at]) < 8);
const edgeless = element => {
  if (!element.matches(FIELD)) return false;
  const style = getComputedStyle(element);
  if (element.matches("[type=checkbox], [type=radio]") && style.appearance !== "none") return false;
  const around = behind(parentOf(element) ?? element).colour;
  return ["Top", "Right", "Bottom", "Left"].every(side =>
    parseFloat(style[`border${side}Width`]) < 1 || /none|hidden/.test(style[`border${side}Style`])
    || same(read(style[`border${side}Color`]), around));
};
const own = element => [...element.childNodes].some(node => node.nodeType === Node.TEXT_NODE
  && node.data.trim());
return page.all("body *").filter(element => page.seen(element)
  && (own(element) || element.matches(FIELD))).map(element => ({element: page.path(element),
  kept: getComputedStyle(element).forcedColorAdjust !== "none", edgeless: edgeless(element)}));
"""


def check(seen: Any, view: View) -> Iterator[Remark]:
    """Who reads yellow on black reads nothing else (WCAG 2.2 SC 1.4.3, 1.4.11)."""
    for one in seen:
        if not one["kept"]:
            yield fails(one["element"], "Its style refuses the colours that the person forces.")
        elif one["edgeless"]:
            yield fails(one["element"], "In forced colours nothing shows where it begins and ends.")
        else:
            yield passes(one["element"])


RULE = Rule(
    id="own_colours",
    criteria=("1.4.3", "1.4.11"),
    affects="People who see only in colours that they chose.",
    passed="Text and fields keep to the colours that a person forces.",
    failed="Something does not keep to the colours that a person forces.",
    check=check,
    probe=PROBE,
    conditions=frozenset({"forced_colours"}),
    house=True,
)

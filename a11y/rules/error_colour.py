"""A field with an error differs by more than its colour (WCAG 2.2 SC 1.4.1, 3.3.1)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from a11y.errors import ERRORS, is_error
from a11y.rule import Remark, Rule, View, fails, passes

PROBE = f"""
{ERRORS}
const parts = ["borderTopColor", "borderBottomColor", "outlineColor", "backgroundColor"];
const isRed = colour => {{
  const [r, g, b, a = 1] = (colour.match(/[\\d.]+/g) ?? []).map(Number);
  return a > 0.1 && r > 150 && r > g + 50 && r > b + 50;
}};
const shownRed = field => {{
  const style = getComputedStyle(field);
  const there = {{borderTopColor: style.borderTopWidth, borderBottomColor: style.borderBottomWidth,
    outlineColor: style.outlineStyle === "none" ? "0" : style.outlineWidth, backgroundColor: "1"}};
  const pale = (style.backgroundColor.match(/[\\d.]+/g) ?? []).map(Number);
  const pink = pale.length === 3 && pale[0] > 230 && pale[1] < 225 && pale[2] < 230;
  return pink || parts.some(part => parseFloat(there[part]) > 0 && isRed(style[part]));
}};
const typed = fields.all.filter(field => page.seen(field) && !fields.pressed(field)
  && field.matches("input, select, textarea") && field !== document.activeElement);
const red = typed.filter(shownRed);
const words = field => [...fields.captions(field), ...fields.descriptions(field)]
  .filter(page.seen).map(page.written).join(" ");
// A box that is marked as wrong as a whole holds words that say why.
const BOX = "[class*=error i], [class*=invalid i], [class*=danger i]";
const boxed = field => {{
  const box = field.parentElement?.closest(BOX);
  return errors.list.some(text => box && text.red && text.marked && !text.caption
    && !text.element.includes(">>>") && box.contains(document.querySelector(text.element)));
}};
// It does not take what stands in it: all fields may be red, and this one is wrong.
const refused = field => Boolean(field.value) && !field.validity.valid;
return {{count: typed.length, list: errors.list, red: red.map(field => ({{element: page.path(field),
  described: fields.descriptions(field).length > 0, boxed: boxed(field), refused: refused(field),
  words: words(field)}}))}};
"""


def check(seen: Any, view: View) -> Iterator[Remark]:
    """Who does not see red sees no error (WCAG 2.2 SC 1.4.1, 3.3.1)."""
    alike = len(seen["red"]) == seen["count"]
    if not seen["red"] or (alike and not any(field["refused"] for field in seen["red"])):
        return  # it is how all fields look
    near = {text[key] for text in seen["list"] if is_error(text) for key in ("near", "tied")}
    for field in seen["red"]:
        if field["described"] or field["boxed"] or field["element"] in near:
            yield passes(field["element"])
        else:
            note = "It is told to be wrong by a red colour alone."
            yield fails(field["element"], note)


RULE = Rule(
    id="error_colour",
    criteria=("1.4.1", "3.3.1"),
    affects="People who do not tell red from other colours, and people who listen.",
    passed="Fields that are red say why in words.",
    failed="A field is marked by colour alone.",
    check=check,
    probe=PROBE,
    conditions=frozenset({"default"}),
)

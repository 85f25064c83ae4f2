"""Whether something is ticked can be seen (WCAG 2.2 SC 1.4.11)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from a11y.acting import act, look
from a11y.browser import Browser
from a11y.rule import Remark, Rule, View, fails, passes

MOST = 20
# What a browser draws by itself shows its state; what a style draws may forget to.
DRAWN = """
const drawn = (box) => {
  const style = getComputedStyle(box);
  return [box, ...(box.labels ?? [])].some(page.seen)
    && (style.appearance === "none" || Number(style.opacity) < 0.1 || !page.seen(box));
};
const boxes = page.all("[type=checkbox], [type=radio]").filter((box) => !box.disabled
  && drawn(box) && !(box.type === "radio" && box.checked)).slice(0, given.most);
"""
TRY = (
    DRAWN
    + r"""
const LOOK = ["color", "backgroundColor", "backgroundImage", "backgroundPosition", "borderTopColor",
  "borderTopWidth", "borderBottomColor", "borderBottomWidth", "boxShadow", "outlineStyle",
  "opacity", "visibility", "display", "content", "transform", "translate", "clipPath", "width",
  "height", "left", "fill", "stroke", "strokeDashoffset", "fontWeight", "textDecorationLine",
  "maskImage"];
// Of forced colours only how much shows through is left of the page's own, on the same ground.
const forced = matchMedia("(forced-colors: active)").matches;
const opaque = (value) => forced ? value.replace(/rgba\((.*), [^,]*\)/, "rgb($1)") : value;
const around = (box) => [box, ...(box.labels ?? []), box.nextElementSibling, box.parentElement]
  .filter(Boolean).flatMap((part) => part === box.parentElement ? [part]
    : [part, ...part.querySelectorAll("*")]);
const looks = (box) => {
  for (const one of document.getAnimations()) if (one instanceof CSSTransition) one.finish();
  return around(box).flatMap((part) => ["", "::before", "::after"].map((side) => {
    const style = getComputedStyle(part, side || null);
    return LOOK.map((name) => opaque(style[name] ?? "")).join()
      + (side ? "" : page.squeeze(part.textContent));
  })).join("|");
};
const told = [];
for (const box of boxes) {
  const was = box.checked, before = looks(box);
  box.click();
  await acting.wait(10);
  if (box.checked !== was) told.push({ element: page.path(box), seen: looks(box) !== before });
  if (box.type === "checkbox" && box.checked !== was) box.click();
}
return told;
"""
)


def observe(browser: Browser, view: View) -> Any:
    """Ticks each box that a style draws, and looks at it and its caption before and after."""
    if not browser.look("return Boolean(document.querySelector('[type=checkbox], [type=radio]'));"):
        return None
    drawn = look(browser, DRAWN + "return boxes.length > 0;", most=MOST)
    return act(browser, TRY, most=MOST) if drawn else None


def check(seen: Any, view: View) -> Iterator[Remark]:
    """Nobody agrees to what they did not see they ticked (WCAG 2.2 SC 1.4.11)."""
    for box in seen or ():
        if box["seen"]:
            yield passes(box["element"])
        else:
            yield fails(box["element"], "It looks the same with and without a tick.")


RULE = Rule(
    id="tick_seen",
    criteria=("1.4.11",),
    affects="Everybody who looks at a box to know whether it is ticked.",
    passed="A box that is ticked looks so.",
    failed="Nothing shows whether this is ticked.",
    check=check,
    observe=observe,
    conditions=frozenset({"default", "forced_colours"}),
    sees="browser",
)

"""Whether something is ticked can be seen (WCAG 2.2 SC 1.4.11)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from a11y.acting import act, look
from a11y.browser import Browser
from a11y.contrast import TOLERANCE
from a11y.rule import Remark, Rule, View, fails, passes
from a11y.verdict import Evidence

MOST = 20
LEAST = 3.0
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
// What changes with the tick, part by part, in the boxes around it too.
const UP = 4, INKS = /^(color|backgroundColor|border(Top|Bottom)Color|fill|stroke)$/;
const { read, over, contrast, behind, anew } = page.colours;
const partsOf = (box) => {
  const found = new Set(around(box));
  for (let at = box.parentElement, up = 0; at && up < UP; at = at.parentElement, up += 1)
    found.add(at);
  return [...found].filter((part) => part !== box || Number(getComputedStyle(box).opacity) > 0.1);
};
const dress = (box) => new Map(partsOf(box).map((part) => [part, ["", "::before", "::after"]
  .map((side) => {
    const style = getComputedStyle(part, side || null);
    return side && /^(none|normal)$/.test(style.content) ? [] : LOOK.map((name) => style[name]);
  })]));
// A colour that was, and one that is: the contrast that shows a tick, on what lies around the part.
const shows = (part, name, was, now) => {
  if (name === "boxShadow") [was, now] = [was, now].map((value) =>
    /(rgba?|color|oklch|oklab|lab|lch)\([^)]*\)/.exec(value)?.[0] ?? "rgba(0, 0, 0, 0)");
  const ground = behind(name === "color" ? part : part.parentElement ?? part);
  if (!ground.sure || ground.alpha < 1 || /^(url|none)/.test(was + now)) return Infinity;
  const [old, ink] = [was, now].map((value) => over(read(value), ground.colour));
  return Math.max(contrast(old, ink), contrast(ink, ground.colour));
};
// The best contrast of what shows a tick, where nothing but colours does; else null.
const colourAlone = (before, after) => {
  const found = [];
  for (const [part, sides] of after) for (const [side, values] of sides.entries()) {
    const was = before.get(part)?.[side] ?? [];
    if (was.length !== values.length) return null;
    for (const [at, value] of values.entries()) if (value !== was[at]) {
      if (!INKS.test(LOOK[at]) && LOOK[at] !== "boxShadow") return null;
      if (page.seen(part)) found.push(shows(part, LOOK[at], was[at], value));
    }
  }
  return found.length ? Math.max(...found) : null;
};
const wordsNow = () => [...acting.snapshot()].filter(([one]) => !one.matches("input"))
  .map(([, shown]) => shown).join("|");
const told = [];
for (const box of boxes) {
  const was = box.checked, before = looks(box), worn = dress(box), words = wordsNow();
  box.click();
  await acting.wait(10);
  const seen = looks(box) !== before;
  anew();
  const best = seen && !forced && wordsNow() === words ? colourAlone(worn, dress(box)) : null;
  if (box.checked !== was) told.push({ element: page.path(box), seen,
    best: best === Infinity ? null : best });
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
        best = box["best"]
        if box["seen"] and (best is None or best + TOLERANCE >= LEAST):
            yield passes(box["element"])
        elif box["seen"]:
            note = f"What shows the tick are colours that have {best:.1f}:1 at most and need 3:1."
            yield fails(box["element"], note, Evidence((("contrast", f"{best:.2f}:1"),)))
        else:
            yield fails(box["element"], "It looks the same with and without a tick.")


RULE = Rule(
    id="tick_seen",
    criteria=("1.4.11",),
    affects="Everybody who looks at a box to know whether it is ticked.",
    passed="A box that is ticked looks so.",
    failed="It can hardly be seen whether this is ticked.",
    check=check,
    observe=observe,
    conditions=frozenset({"default", "forced_colours"}),
    sees="browser",
)

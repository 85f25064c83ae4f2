"""What a swipe or a pinch does, single presses do too (WCAG 2.2 SC 2.5.1)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from a11y.acting import act, survey
from a11y.browser import Browser
from a11y.gestures import GESTURE, OTHER_WAY, SCRIPT
from a11y.rule import Remark, Rule, View, asks, fails, passes

MOST = 6
SMALLEST_PX = (100, 60)
TRY = (
    SCRIPT
    + """
const other = new RegExp(given.other, "i");
const [wide, high] = given.smallest;
const big = (e) => {
  const b = e.getBoundingClientRect();
  return b.width >= wide && b.height >= high;
};
const hears = (e, ...names) => names.every((name) => acting.listens(e).has(name));
const kind = (e) => hears(e, "gesturestart") || hears(e, "gesturechange") ? "two fingers"
  : hears(e, "touchstart", "touchmove") || hears(e, "touchstart", "touchend")
    || hears(e, "pointerdown", "pointermove") || hears(e, "mousedown", "mousemove")
    || hears(e, "pointerdown", "pointerup") || hears(e, "mousedown", "mouseup") ? "a stroke" : "";
// A control of its own is pressed, not stroked.
const list = page.all("*").filter((e) => usable(e) && big(e) && kind(e)
  && !e.matches(`${CONTROL}, a[href], label, [draggable=true], video, audio, [role=slider]`))
  .slice(0, given.most);
const picture = (e) => page.all("*", e).slice(0, 60).map((one) => {
  const b = one.getBoundingClientRect();
  return `${Math.round(b.left)} ${Math.round(b.top)} ${Math.round(b.width)} ${acting.really(one)}
    ${acting.ownWords(one)} ${one.currentSrc ?? ""}`;
}).join("\\n") + e.scrollLeft + acting.ownWords(e);
const stroke = (element, by) => holding(async (held) => {
  const was = picture(element), at = element.getBoundingClientRect(), [x, y] = middle(element);
  const touches = typeof TouchEvent === "function" && acting.listens(element).has("touchstart");
  const target = () => held() ?? element;
  if (touches) touch("touchstart", element, [x, y]);
  send(["pointerdown", "mousedown"], element, [x, y]);
  for (const part of by ? [0.3, 0.7, 1] : []) {
    if (touches) touch("touchmove", element, [x + by * part, y]);
    send(["pointermove", "mousemove"], target(), [x + by * part, y]);
  }
  if (touches) touch("touchend", element, [x + by, y]);
  send(["pointerup", "mouseup"], target(), [x + by, y]);
  if (!by) acting.pointer("click", element);
  await kept();
  await acting.nextFrame();
  const now = element.getBoundingClientRect();
  return Math.abs(now.left - at.left) < 1 && was !== picture(element);
});
const found = [];
for (const element of list) {
  if (!usable(element)) continue;
  const own = { element: page.path(element), kind: kind(element) };
  const region = regionOf(element), all = controlsIn(region, element);
  const whole = region === (document.body ?? document.documentElement);
  const inner = whole ? [] : page.all("a[href]", region).filter(usable);
  if (all.some((c) => other.test(words(c)))) { found.push({ ...own, other: true }); continue; }
  const pressed = own.kind === "a stroke" && await stroke(element, 0);
  const stroked = own.kind === "a stroke" && !pressed
    && (await stroke(element, -150) || await stroke(element, 150));
  // Scripts that only measure how people move do nothing by a stroke: no question is due.
  if (own.kind === "a stroke" && !stroked && element.localName !== "canvas") continue;
  found.push({ ...own, other: false, proven: stroked && !all.length && !inner.length
    && element.localName !== "canvas" });
}
return { tried: list.length, found };
"""
)


def observe(browser: Browser, view: View) -> Any:
    """Strokes what listens to strokes, and looks for buttons that do the same."""
    found = survey(browser)
    if found.near.isdisjoint(GESTURE):
        return None
    return act(browser, TRY, most=MOST, other=OTHER_WAY, smallest=SMALLEST_PX)


def check(seen: Any, view: View) -> Iterator[Remark]:
    """A stroke needs a sure hand, a pinch needs two fingers (WCAG 2.2 SC 2.5.1)."""
    if not seen or not seen["tried"]:
        return
    for one in seen["found"]:
        if one["other"]:
            yield passes(one["element"])
        elif one["proven"]:
            yield fails(one["element"], "A stroke changes it; no press and no control beside does.")
        else:
            note = f"It listens to {one['kind']}. Which single press does the same?"
            yield asks(one["element"], note)
    if not seen["found"]:
        yield passes()


RULE = Rule(
    id="pointer_path",
    criteria=("2.5.1",),
    affects="People with weak or trembling hands, with a head pointer, an eye tracker or a switch.",
    passed="What a stroke of the finger does, single presses do too.",
    failed="Something answers to strokes of the finger alone.",
    person="Something answers to strokes of the finger.",
    check=check,
    observe=observe,
    conditions=frozenset({"default"}),
    sees="browser",
)

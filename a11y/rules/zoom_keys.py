"""The page leaves the keys, the wheel and the fingers that zoom to the browser (1.4.4)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from a11y.acting import act, survey
from a11y.browser import Browser
from a11y.rule import Remark, Rule, View, asks, fails, passes
from a11y.verdict import Evidence

KEYS, WHEELS = ("keydown",), ("wheel", "mousewheel")
FINGERS = ("touchmove", "touchstart", "gesturestart", "gesturechange")
# At the page itself and at a text of it: a map or a drawing may zoom itself.
TRY = """
const text = page.all("main p, main li, p, li, td, h1").find((one) => acting.really(one)
  && !one.closest("canvas, [class*=map i], [role=application], [contenteditable], svg"));
const places = [document.body, text].filter(Boolean);
const taken = { keys: [], wheel: false, fingers: false };
const sizeOf = () => places.map((one) => `${getComputedStyle(one).fontSize}
  ${one.currentCSSZoom} ${getComputedStyle(one).scale} ${getComputedStyle(one).transform}`).join();
// It is taken at each of these places, and nothing that can be seen comes of it.
const wasted = async (send) => {
  if (places.some(send)) return false;
  const size = sizeOf();
  const e = await acting.effect(() => places.forEach(send), { until_ms: given.soon });
  return !e?.visible && sizeOf() === size;
};
const press = (name) => (one) => acting.key(name, one, { ctrlKey: true });
document.activeElement?.blur?.();
for (const name of given.keys ? ["+", "-"] : [])
  if (await wasted(press(name)) && (name === "-" || await wasted(press("="))))
    taken.keys.push(name);
const turn = (deltaY) => (one) => one.dispatchEvent(new WheelEvent("wheel", { deltaY, ctrlKey: true,
  bubbles: true, cancelable: true, composed: true, view: window }));
// A page that takes the wheel at all scrolls by its own script.
const scrolls = (one) => one.dispatchEvent(new WheelEvent("wheel", { deltaY: 1, bubbles: true,
  cancelable: true, composed: true, view: window }));
if (given.wheels) taken.wheel = await wasted(turn(-100)) && await wasted(turn(100)) && scrolls(text
  ?? document.body);
const touch = (one, identifier) => new Touch({ identifier, target: one,
  clientX: 40 + 60 * identifier, clientY: 60 });
const move = (count) => (one) => {
  const touches = Array.from({ length: count }, (_, number) => touch(one, number));
  const event = (type) => one.dispatchEvent(new TouchEvent(type, { touches, targetTouches: touches,
    changedTouches: touches, bubbles: true, cancelable: true, composed: true, view: window }));
  const free = [event("touchstart"), event("touchmove")].every(Boolean);
  one.dispatchEvent(new TouchEvent("touchend", { bubbles: true, cancelable: true }));
  return free;
};
if (given.fingers) taken.fingers = await wasted(move(2)) && move(1)(text ?? document.body);
return taken;
"""
SOON_MS = 200


def observe(browser: Browser, view: View) -> Any:
    """Which ways to zoom the page takes for nothing; only where its script hears of them."""
    found = survey(browser)
    heard = {"keys": found.listens(*KEYS), "wheels": found.listens(*WHEELS)}
    heard["fingers"] = found.listens(*FINGERS)
    return act(browser, TRY, soon=SOON_MS, **heard) if any(heard.values()) else None


def check(seen: Any, view: View) -> Iterator[Remark]:
    """Who cannot read a page makes it larger, by whatever way is at hand (WCAG 2.2 SC 1.4.4)."""
    if not seen:
        return
    keys = tuple(f"Ctrl and {name}" for name in seen["keys"])
    other = ["Ctrl with the wheel"] * seen["wheel"] + ["two fingers"] * seen["fingers"]
    evidence = Evidence(keys=keys)
    note = f"The page takes {', '.join([*keys, *other])} away from the browser."
    if seen["fingers"] or ("Ctrl and +" in keys and other):
        yield fails("", note, evidence)
    elif keys or other:
        yield asks("", note, evidence)
    else:
        yield passes()


RULE = Rule(
    id="zoom_keys",
    criteria=("1.4.4",),
    affects="People who see little, and make pages larger by keys, by the wheel or by two fingers.",
    passed="The ways by which people zoom are left to the browser.",
    failed="The page forbids zooming.",
    person="Is there another way at hand to make this page larger?",
    check=check,
    observe=observe,
    conditions=frozenset({"default"}),
    sees="browser",
)

"""Bars that stick never hide the focus, narrow, wide or zoomed (WCAG 2.2 SC 2.4.11)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from a11y.acting import look, survey
from a11y.browser import Browser
from a11y.rule import Remark, Rule, View, fails, passes
from a11y.verdict import Evidence

# Window sizes in CSS pixels: a phone, 200 % of a desktop, a desktop with a low window.
SIZES = ((320, 480), (640, 512), (1280, 600))
MOST = 80  # stops
TRY = """
const sticky = (element) => {
  for (let at = element; at; at = at.parentElement)
    if (/fixed|sticky/.test(getComputedStyle(at).position)) return at;
  return null;
};
const hidden = [];
let tried = 0;
// The bar that hides an element at all of nine points, "" for none.
const under = (element) => {
  const box = element.getBoundingClientRect(), over = [];
  for (const x of [0.1, 0.5, 0.9]) for (const y of [0.1, 0.5, 0.9]) {
    const top = document.elementFromPoint(box.left + box.width * x, box.top + box.height * y);
    const bar = top && !element.contains(top) && !top.contains(element) && sticky(top);
    over.push(bar && getComputedStyle(bar).pointerEvents !== "none" ? page.path(bar) : "");
  }
  return over.every(Boolean) ? over[4] : "";
};
const takes = (element) => {
  element.focus();
  const box = element.getBoundingClientRect();
  return acting.focused() === element && box.width >= 2 && box.height >= 2;
};
const stops = page.stops().slice(0, given.most)
  .filter((element) => !element.matches("iframe, audio, video") && !sticky(element));
for (const element of stops) {
  if (!takes(element)) continue;
  tried += 1;
  const bar = under(element);
  if (bar) hidden.push({ element: page.path(element), bar, back: false });
}
// On the way back, what the page has scrolled under a bar at its top comes last.
const bars = page.all("body *")
  .some((one) => /fixed|sticky/.test(getComputedStyle(one).position) && acting.really(one));
for (const element of bars ? stops.toReversed() : []) {
  if (!takes(element) || !under(element)) continue;
  // A page may keep space for its bar, or scroll a moment later.
  element.scrollIntoView({ block: "nearest", behavior: "instant" });
  for (const _ of [1, 2, 3]) await acting.nextFrame();
  const bar = acting.focused() === element && under(element);
  if (bar) hidden.push({ element: page.path(element), bar, back: true });
}
document.activeElement?.blur?.();
scrollTo(0, 0);
return { hidden, tried };
"""


def observe(browser: Browser, view: View) -> Any:
    """Gives each stop the focus in three windows, there and back; only where something sticks."""
    found = survey(browser)
    if not found.fixed or not found.stops:
        return None
    seen = {}
    try:
        for width_px, height_px in SIZES:
            browser.cdp(
                "Emulation.setDeviceMetricsOverride",
                width=width_px,
                height=height_px,
                deviceScaleFactor=1,
                mobile=False,
            )
            seen[f"{width_px} × {height_px}"] = look(browser, TRY, most=MOST)
    finally:
        browser.view(view.condition)
        browser.reset_focus()
    return seen


def check(seen: Any, view: View) -> Iterator[Remark]:
    """Nine points of each stop (WCAG 2.2 SC 2.4.11)."""
    if seen is None:
        return
    told: set[str] = set()
    for size, one in seen.items():
        for hidden in one["hidden"] if one else ():
            if hidden["element"] not in told:
                told.add(hidden["element"])
                back = " by Shift+Tab" if hidden["back"] else ""
                note = f"{hidden['bar']} hides it while it has the focus{back}, at {size} pixels."
                keys = ("Shift+Tab",) if hidden["back"] else ()
                measured = (("window", size),)
                yield fails(hidden["element"], note, Evidence(measured=measured, keys=keys))
    if not told and any(one and one["tried"] for one in seen.values()):
        yield passes()


RULE = Rule(
    id="focus_under_bar",
    criteria=("2.4.11",),
    affects="People who see and use a keyboard, above all with a magnified page.",
    passed="No bar hides what has the focus.",
    failed="A bar hides what has the focus.",
    check=check,
    observe=observe,
    conditions=frozenset({"default"}),
    sees="browser",
)

"""Nothing big flashes more than three times a second (WCAG 2.2 SC 2.3.1)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from a11y.acting import act, look, survey
from a11y.browser import Browser
from a11y.rule import Remark, Rule, View, asks, fails, passes
from a11y.verdict import Evidence

MOST_A_SECOND = 3
# A quarter of ten degrees of sight, and how much lighter a flash is (WCAG 2.2, general flash).
FIELD_PX = (341, 256)
SHARE = 0.25
LIGHTER, DARK = 0.1, 0.8
SEES = """
const { read, over, light, parentOf } = page.colours;
const [wide, high] = given.field;
const big = (e) => {
  const b = e.getBoundingClientRect();
  const across = Math.min(b.right, innerWidth) - Math.max(b.left, 0);
  const down = b.height;
  return across > 0 && Math.min(across, wide) * Math.min(down, high) > given.share * wide * high;
};
const below = (element) => {
  const layers = [];
  for (let at = parentOf(element); at; at = parentOf(at))
    layers.unshift(read(getComputedStyle(at).backgroundColor));
  return layers.reduce((under, top) => over(top, under), [255, 255, 255, 1]);
};
// A script may give the background as a whole.
const written = document.createElement("i").style;
const filled = (frame) => {
  if (frame.background === undefined) return frame.backgroundColor;
  written.background = frame.background;
  return written.backgroundColor;
};
const seenIn = (frame, style, under) => {
  const [red, green, blue, alpha] = read(filled(frame) ?? style.backgroundColor);
  const hidden = (frame.visibility ?? "visible") !== "visible";
  return over([red, green, blue, hidden ? 0 : alpha * Number(frame.opacity ?? 1)], under);
};
const spread = (values) => Math.max(...values) - Math.min(...values);
// How often a row of values goes up and down again while it runs round once.
const rounds = (values) => {
  const middle = (Math.max(...values) + Math.min(...values)) / 2;
  const high_now = values.map((value) => value > middle);
  return high_now.filter((now, at) => now && !high_now.at(at - 1)).length;
};
"""
FIND = (
    SEES
    + """
const BEGUN = new Set(["running", "finished"]);
const found = [];
let animated = 0;
for (const animation of acting.motions()) {
  const element = animation.effect?.target;
  if (!element || animation.effect.pseudoElement || !BEGUN.has(animation.playState)
    || !(animation.timeline instanceof DocumentTimeline) || !element.checkVisibility()) continue;
  animated += 1;
  if (!big(element)) continue;
  const timing = animation.effect.getComputedTiming(), frames = animation.effect.getKeyframes();
  const both = /alternate/.test(timing.direction), rate = Math.abs(animation.playbackRate) || 1;
  const round_ms = Number(timing.duration) * (both ? 2 : 1) / rate;
  const lasts_ms = Math.min(1000, timing.activeDuration / rate);
  const style = getComputedStyle(element), under = below(element);
  const turn = (values) => both ? [...values, ...values.slice(1, -1).reverse()] : values;
  const often = (values) => rounds(turn(values)) * lasts_ms / round_ms;
  const colours = frames.map((frame) => seenIn(frame, style, under));
  const lights = colours.map(light), reds = colours.map(([red, green, blue]) =>
    Number(red / (red + green + blue || 1) >= 0.8));
  const plain = style.backgroundImage === "none";
  const bright = spread(lights) >= given.lighter && Math.min(...lights) - 0.05 < given.dark;
  const lit = bright ? often(lights) : spread(reds) ? often(reds) : 0;
  // Words and pictures that come and go: how light they are is not told by the style.
  const fade = frames.map((frame) => frame.visibility === "hidden" ? 0
    : Number(frame.opacity ?? 1));
  const filters = frames.map((frame) => frame.filter ?? "none");
  const veiled = Math.max(spread(fade) >= 0.3 ? often(fade) : 0, new Set(filters).size > 1
    ? often(filters.map((filter) => Number(filter === filters[0]))) : 0);
  const times = Math.max(lit, veiled);
  if (times > given.most) found.push({ element: page.path(element), times: Math.round(times * 10)
    / 10, sure: lit > given.most && plain && style.filter === "none" });
}
return { animated, found };
"""
)
# Functions that run again and again are run some times more, and the page is looked at after each.
RUNS = 12
RUN = (
    SEES
    + """
const inside = (e) => [e, ...page.all("*").filter((one) => e !== one && e.contains(one))];
const watch = new MutationObserver(() => {});
watch.observe(document, { subtree: true, attributeFilter: ["style", "class", "hidden"] });
const found = [];
let animated = 0;
for (const { run, wait_ms, again } of record.rapid.values()) {
  if (!again) continue;
  const go_on = () => {
    try { run(); } catch { /* the page's own fault, which its visitors would not see either */ }
  };
  go_on();
  const changed = [...new Set(watch.takeRecords().map((one) => one.target))].flatMap(inside);
  go_on();
  const seen = new Map(changed.filter((e) => big(e)).map((e) => [e, []]));
  for (let turn = 0; seen.size && turn < given.runs; turn += 1) {
    go_on();
    for (const [e, lights] of seen) {
      const style = getComputedStyle(e), under = below(e);
      lights.push(light(e.checkVisibility() ? seenIn(style, style, under) : under));
    }
  }
  watch.takeRecords();
  for (const [element, lights] of seen) {
    animated += Number(spread(lights) > 0);
    if (spread(lights) < given.lighter || Math.min(...lights) - 0.05 >= given.dark) continue;
    const times = rounds(lights) * 1000 / (given.runs * Math.max(wait_ms, 4));
    const sure = getComputedStyle(element).backgroundImage === "none";
    if (times > given.most)
      found.push({ element: page.path(element), times: Math.round(times * 10) / 10, sure });
  }
}
watch.disconnect();
return { animated, found };
"""
)
FREE = [{"name": "prefers-reduced-motion", "value": "no-preference"}]


def observe(browser: Browser, view: View) -> Any:
    """What flashes for those who did not ask their system for less motion."""
    found = survey(browser)
    if not (found.animations or found.keyframes or found.rapid):
        return None
    given = {
        "field": FIELD_PX,
        "share": SHARE,
        "lighter": LIGHTER,
        "dark": DARK,
        "most": MOST_A_SECOND,
    }
    try:
        browser.cdp("Emulation.setEmulatedMedia", features=FREE)
        seen = [look(browser, FIND, **given)] if found.animations or found.keyframes else []
        if found.rapid:
            seen.append(act(browser, RUN, runs=RUNS, **given))
    finally:
        browser.view(view.condition)
    return [one for one in seen if one]


def check(seen: Any, view: View) -> Iterator[Remark]:
    """It can bring on a seizure before it can be stopped (WCAG 2.2 SC 2.3.1)."""
    if not any(one["animated"] for one in seen or ()):
        return
    found = [flash for one in seen for flash in one["found"]]
    for one in found:
        measured = Evidence(measured=(("flashes a second", one["times"]),))
        if one["sure"]:
            note = f"It flashes {one['times']} times a second, over a big part of the sight."
            yield fails(one["element"], note, measured)
        else:
            note = (
                f"It comes and goes {one['times']} times a second. Does it get lighter and darker?"
            )
            yield asks(one["element"], note, measured)
    if not found:
        yield passes()


RULE = Rule(
    id="flashing",
    criteria=("2.3.1",),
    affects="People with epilepsy, and people with migraine.",
    passed="Nothing big that styles or scripts move flashes more than three times a second.",
    failed="Something flashes fast enough to bring on a seizure.",
    person="Something big comes and goes very fast.",
    check=check,
    observe=observe,
    conditions=frozenset({"default"}),
    sees="browser",
)

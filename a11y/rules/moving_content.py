"""What moves for more than five seconds can be stopped (WCAG 2.2 SC 2.2.2)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from a11y.acting import act, look, survey
from a11y.browser import Browser
from a11y.rule import Remark, Rule, View, asks, fails, passes
from a11y.verdict import Evidence

# Waiting is told by what moves: a sign of work in progress is essential (WCAG 2.2 SC 2.2.2).
LIST = """
const WAITING = "[role=progressbar], [aria-busy=true], progress";
const waits = (e) => e.closest(WAITING) || /spin|load|progress|wait|busy/i.test(
  `${e.id} ${e.getAttribute("class")} ${e.parentElement?.getAttribute("class")}`);
const size = (e) => { const b = e.getBoundingClientRect(); return b.width >= 4 && b.height >= 4; };
const shown = (e) => e.isConnected && e.checkVisibility({ visibilityProperty: true });
const there = (e) => shown(e) && size(e);
const differs = (animation) => {
  const frames = animation.effect.getKeyframes();
  const told = new Set(["offset", "computedOffset", "easing", "composite"]);
  const names = new Set(frames.flatMap(Object.keys).filter((name) => !told.has(name)));
  return [...names].some((name) => new Set(frames.map((frame) => frame[name])).size > 1);
};
const long = (animation) => {
  const end = animation.effect.getComputedTiming().endTime;
  return Number(end) > 5000;
};
// What goes and comes by its animation is at times not to be seen.
const comes = (animation) => animation.effect.getKeyframes()
  .some((frame) => "visibility" in frame || "display" in frame);
const animated = (animations, state) => animations.filter((animation) => {
  const element = animation.effect?.target;
  return element && animation.playState === state && animation.timeline instanceof DocumentTimeline
    && long(animation) && differs(animation) && !waits(element)
    && (comes(animation) ? size(element) && shown(element.parentElement) : there(element));
});
const moving = () => {
  const found = animated(document.getAnimations(), "running")
    .map((animation) => [animation.effect.target, "an animation"]);
  for (const e of page.all("marquee, blink")) if (there(e)) found.push([e, `a ${e.localName}`]);
  for (const e of page.all("animate, animateTransform, animateMotion")) {
    const svg = e.ownerSVGElement, dur = parseFloat(e.getAttribute("dur"));
    const endless = e.getAttribute("repeatCount") === "indefinite"
      || e.getAttribute("repeatDur") === "indefinite" || dur > 5;
    const starts = /^(|\\d.*)$/.test(e.getAttribute("begin") ?? "");
    if (svg && there(svg) && endless && starts && !svg.animationsPaused() && !waits(svg))
      found.push([svg, "a drawing that moves"]);
  }
  for (const e of page.all("video")) {
    const plays = !e.paused || e.autoplay && e.readyState === 0 && e.currentSrc;
    if (plays && there(e) && !e.controls && (e.loop || !(e.duration <= 5)))
      found.push([e, "a film that starts by itself"]);
  }
  return found;
};
const beside = (e) => acting.snapshot().size > acting.snapshot(e).size + 1;
const list = moving().filter(([e]) => beside(e));
"""
STOP = (
    LIST
    + """
if (!list.length) return { moving: [] };
const set = new Set(list.map(([e]) => e));
const control = await acting.seek(async () => {
  await acting.nextFrame();
  return !moving().some(([e]) => set.has(e));
});
return { moving: list.map(([e, kind]) => ({ element: page.path(e), kind })),
  control: control && page.path(control) };
"""
)
# Has anything been ended, to look at the page at rest, that would have moved long enough?
ENDED = LIST + 'return animated(acting.motions(), "finished").length > 0;'
ONLY_LIST = LIST + "return list.map(([e, kind]) => ({ element: page.path(e), kind }));"
FREE = [{"name": "prefers-reduced-motion", "value": "no-preference"}]


def observe(browser: Browser, view: View) -> Any:
    """What moves for a person who asked for less motion, and what moves for all others."""
    found = survey(browser)
    if not (found.animations or found.keyframes or found.moving):
        return None
    seen: Any = {"moving": []}
    if found.animations and look(browser, ENDED):
        browser.again()  # seen from its beginning, as it moves
        seen = act(browser, STOP)
        browser.settle()
    elif found.animations or found.moving:
        seen = act(browser, STOP)
    if seen is not None and found.keyframes:
        try:
            browser.cdp("Emulation.setEmulatedMedia", features=FREE)
            seen["free"] = look(browser, ONLY_LIST)
        finally:
            browser.view(view.condition)
    return seen


def check(seen: Any, view: View) -> Iterator[Remark]:
    """The eye is drawn to what moves (WCAG 2.2 SC 2.2.2)."""
    if not seen:
        return
    told = set()
    for one in seen["moving"]:
        told.add(one["element"])
        measured = Evidence(measured=(("kind", one["kind"]),))
        if seen["control"]:
            yield passes(one["element"], measured)
        else:
            note = f"It is {one['kind']}, goes on after five seconds, and no control stops it."
            yield fails(one["element"], note, measured)
    for one in seen.get("free") or ():
        if one["element"] not in told:
            told.add(one["element"])
            note = "It moves on and on, unless the system asks for less motion. Can all stop it?"
            yield (fails if view.own else asks)(one["element"], note)


RULE = Rule(
    id="moving_content",
    criteria=("2.2.2",),
    affects="People who are drawn off by what moves, and people whom it makes sick.",
    passed="What moves can be stopped.",
    failed="Something moves on and on.",
    person="Something moves on and on for those who did not ask for less motion.",
    check=check,
    observe=observe,
    conditions=frozenset({"default"}),
    sees="browser",
)

"""Acts on a page as a person would, behind a guard that keeps it from leaving or sending."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from a11y.browser import Browser
from a11y.chromium import BrowserError, CheckFailed
from a11y.rule import PROBE

SCRIPT = (Path(__file__).parent / "acting.js").read_text(encoding="utf-8")
# No check takes this long; a page whose script never ends would.
LONGEST_MS = 15_000
# What a script throws when a page is built in a way that it did not think of.
OURS = frozenset({"TypeError", "ReferenceError", "RangeError", "SyntaxError"})
MOVING = "marquee, blink, video, animate, animateTransform, animateMotion, set, img, canvas"
# Properties by which a style for what is pointed at can show more than before.
SHOWING = (
    *("display", "visibility", "opacity", "height", "max-height", "width", "max-width", "clip"),
    *("clip-path", "transform", "scale", "left", "top", "right", "bottom", "inset", "position"),
    *("content", "overflow", "z-index", "margin-left", "margin-top", "pointer-events"),
)
SURVEY = """
const names = new Set(), far = new Set();
for (const element of page.all("*")) for (const name of acting.listens(element)) names.add(name);
for (const place of [window, document, document.documentElement, document.body]) {
  if (place) for (const name of Object.keys(given_listeners(place))) far.add(name);
}
const rules = acting.styleRules();
const shows = (rule) => given.showing.some((name) => rule.style.getPropertyValue(name));
const timers = [...record.timers.values()];
const has = (selector) => page.all(selector).some(acting.really);
return {
  near: [...names], far: [...far], timers: timers.map((one) => [one.wait_ms, one.every]),
  rapid: [...record.rapid.values()].filter((one) => one.again).length,
  missed: record.missed, frames: record.frames, media: [...record.media], done: record.done,
  buttons: has("button, [type=button], [type=submit], [type=reset], [role=button], summary"),
  fields: has("input:not([type=hidden]), select, textarea"),
  stops: page.stops().length,
  animations: acting.motions().length, keyframes: acting.keyframes(),
  moving: page.all(given.moving).length,
  hovers: page.all("body *").length ? rules.filter((r) => r.selector.includes(":hover")
    && shows(r)).map((r) => r.selector).slice(0, 40) : [],
  turns: rules.some((r) => r.media.some((m) => /orientation|aspect-ratio/.test(m))),
  laid: has("dialog[open], [role=dialog], [role=alertdialog], [aria-modal]"),
  link_buttons: has("a[href][role=button]"), access_keys: page.all("[accesskey]").length > 0,
  taken_out: page.all('a[href][tabindex^="-"]').length > 0,
  fixed: page.all("body *").some((e) => /fixed|sticky|absolute/.test(getComputedStyle(e).position)),
};
"""
WRAPPED = """
(async () => {
  const record = window[Symbol.for("acting")];
  if (!record || !document.documentElement) return null;
  const given_listeners = typeof getEventListeners === "function" ? getEventListeners : () => ({});
  const given = %(given)s, given_time = %(time)s;
  const page = (() => {%(probe)s})();
  const acting = (() => {%(acting)s})();
  const answer = async () => {%(script)s};
  if (!%(acts)s) return { told: await answer(), changed: false };
  const was = acting.state(), had = document.activeElement, at = [scrollX, scrollY];
  const guarded = record.guard;
  record.guard = record.sealed = true;
  try {
    const told = await Promise.race([answer(), acting.wait(given_time).then(() => {
      throw new Error("it did not come to its end in time");
    })]);
    await acting.wait(0);
    had?.focus?.({ preventScroll: true });
    if (document.activeElement !== had) document.activeElement?.blur?.();
    scrollTo(...at);
    return { told, changed: record.ahead > 0 || acting.state() !== was };
  } finally {
    record.guard = guarded;
    record.sealed = false;
  }
})()
"""


@dataclass(frozen=True, slots=True)
class Survey:
    """What there is on a page that a check may have to try.

    near, far: names of events that its elements, or the document as a whole, listen to.
    timers: (milliseconds, repeated) of each that is still to come.  missed: how many of a second
    or more have run meanwhile.  rapid: how many functions are to run again and again in quick
    succession.  frames: animation frames it asked for so far.  media: queries its scripts asked.
    done: (kind, what) of what it has tried by itself so far: leave, submit, window, dialog, send,
    lock, inside.  hovers: selectors of styles that show more while something is pointed at.
    turns: styles ask how it is held.
    link_buttons: links with the role of a button.  access_keys: keys are set in the mark-up.
    taken_out: Tab passes over some link by its own wish.
    """

    near: frozenset[str] = frozenset()
    far: frozenset[str] = frozenset()
    timers: tuple[tuple[float, bool], ...] = ()
    frames: int = 0
    media: tuple[str, ...] = ()
    done: tuple[tuple[str, str], ...] = ()
    buttons: bool = False
    fields: bool = False
    stops: int = 0
    animations: int = 0
    keyframes: bool = False
    moving: int = 0
    hovers: tuple[str, ...] = ()
    turns: bool = False
    laid: bool = False
    fixed: bool = False
    link_buttons: bool = False
    access_keys: bool = False
    taken_out: bool = False
    missed: int = 0
    rapid: int = 0

    def listens(self, *names: str) -> bool:
        """Does anything on the page listen to one of these?"""
        return not self.near.isdisjoint(names) or not self.far.isdisjoint(names)


def survey(browser: Browser) -> Survey:
    """What there is to try; looked up once for each time that a page is loaded."""
    known = browser.notes.get("survey")
    if isinstance(known, Survey):
        return known
    told = _run(browser, SURVEY, {"moving": MOVING, "showing": SHOWING}, acts=False)
    found = Survey() if told is None else _survey(told["told"])
    browser.notes["survey"] = found
    return found


def _survey(told: dict[str, Any]) -> Survey:
    return Survey(
        frozenset(told["near"]),
        frozenset(told["far"]),
        tuple((wait_ms, every) for wait_ms, every in told["timers"]),
        told["frames"],
        tuple(told["media"]),
        tuple((one["kind"], one["what"]) for one in told["done"]),
        told["buttons"],
        told["fields"],
        told["stops"],
        told["animations"],
        told["keyframes"],
        told["moving"],
        tuple(told["hovers"]),
        told["turns"],
        told["laid"],
        told["fixed"],
        told["link_buttons"],
        told["access_keys"],
        told["taken_out"],
        told["missed"],
        told["rapid"],
    )


def look(browser: Browser, script: str, **given: Any) -> Any:
    """What a script tells that changes nothing; None on a page whose own script does not run.

    It has `page` of probe.js, `acting` of acting.js, `record` of recorder.js and `given`.
    """
    told = _run(browser, script, given, acts=False)
    return None if told is None else told["told"]


def act(browser: Browser, script: str, **given: Any) -> Any:
    """What a script tells that acts on the page, behind the guard.

    While it runs, the page cannot be left, no form is sent, no window opens, nothing goes out over
    the network by its scripts, and every question is answered with no. Focus and scrolling come
    back; a page that was changed is loaded anew. Raises CannotReturn where that cannot be.
    """
    browser.may_change()
    told = _run(browser, script, given, acts=True)
    if told is None:
        return None
    if told["changed"]:
        browser.again()
        browser.settle()
    return told["told"]


def _run(browser: Browser, script: str, given: dict[str, Any], *, acts: bool) -> Any:
    parts = {
        "given": json.dumps(given),
        "probe": PROBE,
        "acting": SCRIPT,
        "script": script,
        "acts": json.dumps(acts),
        "time": LONGEST_MS,
    }
    answer = browser.cdp(
        "Runtime.evaluate",
        expression=WRAPPED % parts,
        awaitPromise=True,
        returnByValue=True,
        includeCommandLineAPI=True,
        userGesture=True,
        timeout=LONGEST_MS,
    )
    if "exceptionDetails" in answer:
        fault = answer["exceptionDetails"]
        words = fault.get("exception", {}).get("description") or fault.get("text", "")
        kind = CheckFailed if fault.get("exception", {}).get("className") in OURS else BrowserError
        raise kind(f"A check failed: {str(words).splitlines()[0]}")
    return answer["result"].get("value")

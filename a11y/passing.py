"""Lets time pass on a page without waiting: what its timers do to it, up to twenty hours on."""

from __future__ import annotations

from typing import Any

from a11y.acting import act, look, survey
from a11y.browser import Browser
from a11y.pressing import DIALOGS

ARRIVES_MS = 60_000  # a dialog that opens by itself later warns of the end of a session
SOON_MS = 20_000  # in which what changes again and again is told from what comes late
LATE_MS = 20 * 3600 * 1000  # WCAG 2.2 SC 2.2.1: a longer time is no limit
MOST = 6000
# Words, pictures and places of what is seen; where something stands counts when its style says it.
SHOWN = """
const look = () => {
  const found = acting.snapshot();
  const placed = ({ style }) => style && (style.left || style.top || style.right || style.bottom
    || style.transform || style.translate || style.marginLeft || style.marginTop);
  for (const [element, shown] of found) {
    const box = placed(element) ? element.getBoundingClientRect() : null;
    if (box) found.set(element, `${shown} @${Math.round(box.left)},${Math.round(box.top)}`);
  }
  return found;
};
"""
GO_ON = """
let before = look(), last_ms = 0, looks = 0, opened = null;
let since = null; // when it first changed after it was last looked at
const began_ms = record.own.tick() + record.ahead;
const first = before, watch = acting.watchPage(), log = new Map(), gone = [], out = [], late = [];
const came = new Map([...before.keys()].map((element) => [element, -began_ms]));
const CLOCK = /^\\D{0,24}\\d{1,2}(:\\d{2}){1,2}\\D{0,24}$/;
// What is written anew stands where the old was: a change is one of a place.
const paths = new WeakMap();
const place = (e) => {
  if (e.isConnected) paths.set(e, page.path(e));
  return paths.get(e) ?? "";
};
// The focus that a timer moves, other than into what it opens.
const LATER_MS = 1000, OPENED = "dialog, [role=dialog], [role=alertdialog], [aria-modal=true]";
let taken = null; // the first of them
document.activeElement?.blur?.(); // what has the focus from the start may get it again
let focused = document.activeElement;
const follow = (at_ms) => {
  const now = document.activeElement;
  if (now === focused) return;
  focused = now;
  if (now && now !== document.body && at_ms >= LATER_MS && !now.closest(OPENED))
    taken ??= { element: now, at_ms: began_ms + at_ms };
};
const busy = (e) => e.closest("[role=progressbar], [aria-busy=true]");
const compare = (at_ms) => {
  // What fades in is there, as it would be when so much time has really passed.
  for (const one of document.getAnimations()) if (one instanceof CSSTransition) one.finish();
  const after = look(), seen = acting.changes(before, after);
  const warned = [...log.values()].some(({ element, times }) => times[0] <= at_ms - 20000
    && before.has(element));
  for (const element of at_ms ? [...seen.come, ...seen.other] : [])
    if (late.length < 100) late.push({ element, words: after.get(element).replace(/ @.*/, ""),
      at_ms, warned });
  for (const element of [...seen.gone, ...seen.come, ...seen.other]) {
    const { times = [], words = first.get(element) } = log.get(place(element)) ?? {};
    log.set(place(element), { element, words: words ?? after.get(element),
      times: times.at(-1) === at_ms ? times : [...times, at_ms] });
  }
  for (const element of seen.come) came.set(element, at_ms);
  if (!opened && at_ms <= given.arrives && seen.come.length) {
    const dialog = dialogOf(seen.come);
    if (dialog?.modal) opened = { root: dialog.root, at_ms: began_ms + at_ms };
  }
  for (const element of seen.gone) {
    const words = before.get(element).replace(/ @.*/, "");
    if (!element.matches("img, video, svg, canvas, iframe, input, select, textarea"))
      gone.push({ element, words, at_ms, for_ms: at_ms - (came.get(element) ?? 0),
        replaced: seen.come.length > 0 || busy(element) !== null });
  }
  before = after;
};
const step = (every_ms, most) => (at_ms) => {
  const ways = record.done.slice(from).filter((one) =>
    ["leave", "submit", "dialog", "window"].includes(one.kind));
  follow(at_ms);
  if (watch.touched()) since ??= at_ms;
  if (since !== null && looks < most && (at_ms - last_ms >= every_ms || ways.length)) {
    watch.take();
    looks += 1;
    last_ms = at_ms;
    compare(since);
    since = null;
  }
  for (const way of ways.slice(out.length)) {
    const told = [...came].filter(([e, at]) => at > 0 && at <= at_ms - 20000 && before.has(e));
    const close = [...came].filter(([e, at]) => at > 0 && before.has(e));
    out.push({ ...way, at_ms, told: told.length > 0, late: close.length > 0,
      answer: told.some(([e]) => e.closest("a[href], button, input, [role=button]")
        || e.matches("input, button")) });
  }
  return !ways.some((one) => one.kind === "leave" || one.kind === "submit");
};
const from = record.done.length;
await record.forward(given.soon, given.most, step(90, 80));
await acting.wait(4);
step(0, 90)(given.soon);
const often = [...log.values()].filter(({ element, times }) => place(element) && times.length >= 3);
if (!out.length) {
  await record.forward(given.late, given.most, (at_ms) => step(30000, 150)(given.soon + at_ms));
  await acting.wait(4);
  step(0, 200)(given.late);
}
watch.end();
const still = look();
const name = (e) => e.isConnected ? page.path(e) : e.id ? `#${CSS.escape(e.id)}` : e.localName;
return {
  changing: often.map(({ element, words, times }) => ({
    element: place(element), times: times.length,
    tick_ms: Math.round((times.at(-1) - times[0]) / (times.length - 1)),
    clock: element.matches("[role=timer], [role=timer] *")
      || CLOCK.test((words ?? "").replace(/ @.*/, "")) })),
  beside: [...first.keys()].filter((e) => e.isConnected && !often.some(({ element: o }) => o === e
    || o.contains(e) || e.contains(o))).length,
  gone: gone.filter((one) => !still.has(one.element) && !one.replaced
    && !often.some(({ element: o }) => place(o) === place(one.element)))
    .map((one) => ({ ...one, element: name(one.element) })),
  late: late.map((one) => ({ ...one, element: name(one.element) })),
  taken: taken && { ...taken, element: name(taken.element) },
  out, opened: opened && { at_ms: opened.at_ms, element: name(opened.root) },
};
"""


def let_time_pass(browser: Browser) -> Any:
    """What comes, goes, changes and leaves by itself; None when no timer of the page is waiting.

    changing: what changed three times or more in the first seconds; clock: it tells a time, or how
    much of it is left.  beside: how much else is to be seen.  gone: words that went for good, after
    for_ms.  late: words that came, the first hundred; warned: something had changed at least twenty
    seconds before, and was still there.  taken: the first element, if any, that a timer gave the
    focus to after the first second.  opened: the first dialog over the page that came by itself in
    the first minute.  at_ms of both: after the page began to load.  out: ways out of the page at
    at_ms; told: words came at least twenty seconds before; answer: and a control to go with them.
    """
    if "passing" not in browser.notes:
        found, told = survey(browser), None
        if found.timers or found.missed:
            if look(browser, "return record.missed"):  # looked at from its beginning
                browser.again()
                browser.settle()
            given = {"soon": SOON_MS, "late": LATE_MS, "most": MOST, "arrives": ARRIVES_MS}
            told = act(browser, DIALOGS + SHOWN + GO_ON, **given)
        browser.notes["passing"] = told
    return browser.notes["passing"]

"""What shows while pointed at shows by keys too, stays, and goes (WCAG 2.2 SC 1.4.13)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from a11y.acting import look, survey
from a11y.browser import Browser
from a11y.rule import Remark, Rule, View, fails, passes
from a11y.verdict import Evidence

MOST = 8
STEPS = 4
OVER = ("mouseover", "mouseenter", "pointerenter", "pointerover", "mousemove")
# Everything seen, with what styles write before and after an element; and who may show more.
FIND = """
const kept = window[Symbol.for("hover")] ??= {};
const base = (selector) => selector.replace(/::?(before|after)/g, "")
  .replace(/:(focus-visible|focus-within|focus|active)/g, "");
const triggers = new Set();
for (const list of given.selectors) for (const selector of list.split(/,(?![^(]*\\))/)) {
  const at = selector.indexOf(":hover");
  if (at < 0) continue;
  const holder = base(selector.slice(0, at)).trim(), rest = selector.slice(at + 6);
  if (!holder || /[>+~]$/.test(holder)) continue;
  try { for (const e of document.querySelectorAll(holder)) triggers.add(e); } catch { continue; }
}
for (const e of acting.withListeners(given.over)) triggers.add(e);
kept.list = [...triggers].filter((e) => acting.really(e)
  && !e.matches("html, body, main, header, footer")).slice(0, given.most);
kept.look = () => {
  const found = acting.snapshot();
  for (const e of page.all("body *")) for (const part of ["::before", "::after"]) {
    const style = getComputedStyle(e, part);
    if (["none", "normal", '""'].includes(style.content) || style.display === "none") continue;
    if (style.visibility !== "visible" || style.opacity === "0") continue;
    if (acting.really(e)) found.set(`${page.path(e)} ${part}`, style.content);
  }
  return found;
};
return kept.list.length;
"""
AIM = """
const kept = window[Symbol.for("hover")], element = kept.list[given.number];
element.scrollIntoView({ block: "center" });
kept.before = kept.look();
for (const box of [element.getBoundingClientRect()])
  for (const [x, y] of [[0.5, 0.5], [0.1, 0.5], [0.5, 0.15], [0.9, 0.5]]) {
    const at = [box.left + box.width * x, box.top + box.height * y];
    const top = document.elementFromPoint(...at);
    if (top && (element.contains(top) || top.contains(element))) return at;
  }
return null;
"""
CAME = """
const kept = window[Symbol.for("hover")], element = kept.list[given.number];
// Whatever has come meanwhile, though it may be gone again.
const news = new Map(), began_ms = record.own.tick() + record.ahead;
const note = () => {
  const now = kept.look();
  for (const e of acting.changes(kept.before, now).come) news.set(e, now.get(e));
};
note();
if (record.timers.size) {
  const watch = acting.watchPage();
  await record.forward(given.soon, 20, () => { if (watch.touched()) { watch.take(); note(); } });
  watch.end();
  note();
}
const come = kept.come = [...news.keys()];
kept.began_ms = began_ms;
if (!come.length) return null;
const real = come.filter((e) => typeof e !== "string");
const boxes = real.map((e) => e.getBoundingClientRect()).filter((b) => b.width && b.height);
const kind = (e) => typeof e === "string" ? news.get(e) : acting.ownWords(e);
const words = page.squeeze(come.map(kind).join(" "));
const mine = (e) => element.contains(e) || real.some((one) => one.contains(e) || e.contains(one));
const over = [...kept.before.keys()].filter((e) => typeof e !== "string" && !mine(e)).some((e) => {
  const b = e.getBoundingClientRect();
  return boxes.some((p) => p.left < b.right - 1 && p.right > b.left + 1 && p.top < b.bottom - 1
    && p.bottom > b.top + 1);
});
const first = boxes[0];
return { element: page.path(element), words, over, name: page.name(element) ?? "",
  pseudo: !real.length, at: first ? [first.left + first.width / 2, first.top + first.height / 2]
    : null };
"""
THERE = """
const kept = window[Symbol.for("hover")];
const now = kept.look();
return kept.come.some((e) => now.has(e));
"""
# Whether it is gone after so long, by a timer of the page alone: the pointer has stayed.
LASTS = """
const kept = window[Symbol.for("hover")];
const there = () => { const now = kept.look(); return kept.come.some((e) => now.has(e)); };
let last = there();
if (last && !record.timers.size) return null;
const watch = acting.watchPage();
if (last) await record.forward(given.longest, given.timers, () => {
  if (watch.touched()) { watch.take(); last = there(); }
  return last;
});
watch.end();
for (const one of document.getAnimations()) if (one instanceof CSSTransition) one.finish();
if (last && there()) return null;
const gone_ms = record.own.tick() + record.ahead - kept.began_ms;
return gone_ms < given.least ? null : gone_ms; // what flickers under the pointer goes by no timer
"""
# What a clock had brought meanwhile does not come once more by pointing.
COMES_AGAIN = """
const kept = window[Symbol.for("hover")];
const there = () => { const now = kept.look(); return kept.come.some((e) => now.has(e)); };
if (!there() && record.timers.size) await record.forward(given.soon, 20, () => !there());
return there();
"""
OTHER_WAY = """
const kept = window[Symbol.for("hover")], element = kept.list[given.number];
const there = () => { const now = kept.look(); return kept.come.some((e) => now.has(e)); };
const FOCUS = "a[href], button, input, select, textarea, summary, [tabindex]";
const around = [element.closest(FOCUS), ...element.querySelectorAll(FOCUS)]
  .filter((e) => e && e.tabIndex >= 0);
const ready = around.filter((e) => kept.before.has(e) || acting.really(e));
for (const one of ready.slice(0, 3)) {
  document.activeElement?.blur?.();
  one.focus({ preventScroll: true });
  await acting.wait(4);
  if (!there() && record.timers.size) await record.forward(given.soon, 20, () => !there());
  if (there()) { one.blur(); return "focus"; }
  const stays = !one.matches("a[href]") || /^(#|javascript:)/.test(one.getAttribute("href"));
  if (stays) {
    one.click();
    await acting.wait(4);
    if (there()) { one.blur(); return "press"; }
  }
  one.blur();
}
return "";
"""
SOON_MS = 1500
# A short text is read in less, with a glass or letter by letter in more.
LONGEST_MS = 10_000
LEAST_MS = 400
TIMERS = 60


def observe(browser: Browser, view: View) -> Any:
    """Moves the mouse over what may show more, then tries keys."""
    found = survey(browser)
    if not found.hovers and not found.listens(*OVER):
        return None
    browser.may_change()
    count = look(browser, FIND, selectors=list(found.hovers), over=list(OVER), most=MOST)
    seen = [one for number in range(count or 0) if (one := _tried(browser, number))]
    _move(browser, [0, 0])
    if seen:
        browser.again()
        browser.settle()
    return seen


def _tried(browser: Browser, number: int) -> Any:
    at = look(browser, AIM, number=number)
    if not at:
        return None
    _move(browser, at)
    came = look(browser, CAME, number=number, soon=SOON_MS)
    if not came:
        _move(browser, [0, 0])
        return None
    came["gone_ms"] = _gone_ms(browser, at)
    if came["gone_ms"] is not None:
        _move(browser, [0, 0])
        came["keys"] = look(browser, OTHER_WAY, number=number, soon=SOON_MS)
        return came
    browser.press("Escape", 27)
    came["escape"] = not look(browser, THERE)
    _move(browser, [0, 0])
    came["goes"] = not look(browser, THERE)
    _move(browser, at)
    came["stays"] = True
    if came["at"] and look(browser, THERE):
        for step in range(1, STEPS + 1):
            part = step / STEPS
            _move(browser, [a + (b - a) * part for a, b in zip(at, came["at"], strict=True)])
        came["stays"] = bool(look(browser, THERE))
    _move(browser, [0, 0])
    came["keys"] = look(browser, OTHER_WAY, number=number, soon=SOON_MS)
    return came


def _gone_ms(browser: Browser, at: list[float]) -> float | None:
    """After how long it goes by itself though it is pointed at; None when it stays."""
    given = {"longest": LONGEST_MS, "least": LEAST_MS, "timers": TIMERS}
    gone_ms: float | None = look(browser, LASTS, **given)
    if gone_ms is None:
        return None
    _move(browser, [0, 0])
    _move(browser, at)
    if look(browser, COMES_AGAIN, soon=SOON_MS):
        return gone_ms
    return None


def _move(browser: Browser, at: list[float]) -> None:
    browser.cdp("Input.dispatchMouseEvent", type="mouseMoved", x=at[0], y=at[1])


def check(seen: Any, view: View) -> Iterator[Remark]:
    """By keys too, to be pointed at, and to be sent away (WCAG 2.2 SC 1.4.13, 2.1.1)."""
    for one in seen or ():
        measured = Evidence(measured=(("shows", one["words"][:120]),))
        notes = list(_faults(one))
        for note, keys in notes:
            yield fails(one["element"], note, Evidence(measured.measured, keys))
        if not notes:
            yield passes(one["element"], measured)


def _faults(one: Any) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What is wrong with one thing that shows, and the keys that were pressed to find that."""
    words = one["words"][:60]
    if not one["keys"] and one["words"].strip('"').lower() != one["name"].lower():
        yield f"“{words}” shows while pointed at, and by no key.", ()
    if one["gone_ms"] is not None:
        after = f"{one['gone_ms'] / 1000:.1f} seconds"
        yield f"“{words}” goes by itself after {after}, though it is still pointed at.", ()
        return
    if not one["stays"]:
        yield f"“{words}” goes when the pointer moves onto it.", ()
    if not one["escape"] and one["goes"] and one["over"]:
        yield f"“{words}” lies over other content, and Escape does not send it away.", ("Escape",)


RULE = Rule(
    id="hover_content",
    criteria=("1.4.13", "2.1.1"),
    affects="People who use a keyboard, and people who magnify and must move the pointer to read.",
    passed="What shows while pointed at shows by keys too, and stays as long as it is needed.",
    failed="Something shows for a pointer alone, or gets in the way.",
    check=check,
    observe=observe,
    conditions=frozenset({"default"}),
    sees="browser",
)

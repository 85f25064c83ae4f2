"""Nothing happens by a press alone: who slips can let go elsewhere (WCAG 2.2 SC 2.5.2)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from a11y.acting import act, survey
from a11y.browser import Browser
from a11y.gestures import DOWN, SCRIPT
from a11y.rule import Remark, Rule, View, asks, fails, passes
from a11y.verdict import Evidence

MOST = 14
SOON_MS = 1000
TRY = (
    SCRIPT
    + """
const PRESSED = `a[href], button, summary, [role=button], [role=link], [role=tab], [role=switch],
  [role=checkbox], [role=menuitem], input[type=submit], input[type=button], input[type=image]`;
const own = page.all("*").filter((e) => usable(e) && acting.anyOf(e, DOWN));
const far = given.far ? page.all(PRESSED) : [];
// A listener on what holds several controls is meant for those.
const tried = [...new Set(own.flatMap((e) => {
  const inner = page.all(PRESSED, e).filter((control) => control !== e);
  return inner.length ? [e, ...inner.slice(0, 4)] : [e];
}).concat(far))].filter(usable).slice(0, given.most);
// There a press may be all there is to it, or is the beginning of something longer.
const SOFT = `input:not([type=submit], [type=button], [type=image]), select, textarea, canvas,
  video, audio, [role=slider], [role=spinbutton], [role=scrollbar], [role=separator],
  [draggable=true], [role=combobox], [aria-haspopup], [role=application] *`;
const KEYS = /\\b(piano|keyboard|keypad|drum|morse|synth|tast(e|atur)|klavier|clavier)/i;
const soft = (e) => e.matches(SOFT) || page.squeeze(e.textContent).length === 1
  && e.parentElement?.children.length >= 8 || KEYS.test(`${e.id} ${e.getAttribute("class")}
    ${e.parentElement?.id} ${e.parentElement?.getAttribute("class")}`)
  || /grab|move|resize/.test(getComputedStyle(e).cursor)
  || acting.anyOf(e, ["mousemove", "pointermove", "touchmove", "dragstart"]);
const LAID = "[role=menu], [role=listbox], [role=tooltip], [role=dialog], dialog, [popover]";
const values = () => page.all("input, select, textarea").map((f) => `${f.checked} ${f.value}`)
  .join("\\n");
const states = () => page.all(acting.STATES.map((name) => `[${name}]`).join()).map((e) =>
  acting.STATES.map((name) => e.getAttribute(name)).join()).join("\\n");
const watch = acting.watchPage();
let known = acting.snapshot();
const look = () => {
  if (watch.take().length) known = acting.snapshot();
  return { shown: known, values: values(), states: states() };
};
const between = (was, now, element) => {
  const seen = was.shown === now.shown ? { come: [], other: [], gone: [] }
    : acting.changes(was.shown, now.shown);
  const inner = (e) => element.contains(e);
  const all = [...seen.come, ...seen.other, ...seen.gone];
  return { any: all.length > 0 || was.values !== now.values || was.states !== now.states,
    beside: all.some((e) => !inner(e)), states: was.states !== now.states,
    laid: [...seen.come, ...seen.gone].some((e) => e.closest(LAID)),
    shut: seen.gone.length > 0 && !seen.come.length && !seen.other.length };
};
const ways = (from) => record.done.slice(from)
  .filter((one) => ["leave", "submit", "window", "dialog", "print"].includes(one.kind));
const away = [1, 1];
const press = (element) => holding(async (held) => {
  const before = look(), from = record.done.length, timers = new Set(record.timers.keys());
  const heard = (name) => given.farTouch || acting.listens(element).has(name)
    || element.parentElement?.closest("*") && own.some((e) => e.contains(element)
      && acting.listens(e).has(name));
  const touches = typeof TouchEvent === "function" && heard("touchstart");
  if (touches) touch("touchstart", element, middle(element));
  send(["pointerdown", "mousedown"], element, middle(element));
  await kept();
  const down = between(before, look(), element), at_once = ways(from).length > 0;
  const goal = held() ?? document.documentElement;
  if (touches && down.any) touch("touchend", element, away);
  for (const name of ["pointerout", "mouseout"]) acting.pointer(name, element, { buttons: 1 });
  for (const name of ["pointerleave", "mouseleave"])
    acting.pointer(name, element, { buttons: 1, bubbles: false });
  send(["pointermove", "mousemove"], goal, away);
  send(["pointerup", "mouseup"], goal, away);
  await kept();
  for (const [id, one] of [...record.timers]) if (!timers.has(id) && !one.every
    && one.wait_ms <= given.soon) {
    record.own.clearTimeout(id);
    record.timers.delete(id);
    try { one.run(); } catch (error) { record.done.push({ kind: "error", what: String(error) }); }
  }
  await kept();
  const end = between(before, look(), element);
  await acting.wait(0);
  return { down, end, at_once, out: ways(from) };
});
const found = [];
for (const element of tried) {
  if (!usable(element)) continue;
  const path = page.path(element), gentle = soft(element);
  const { down, end, at_once, out } = await press(element);
  if (out.length) found.push({ element: path, out, at_once, sure: !gentle });
  else if (end.any && !end.shut) {
    found.push({ element: path, out, at_once: down.any,
      sure: !gentle && !end.laid && (end.beside || end.states) });
  }
}
watch.end();
return { tried: tried.length, found };
"""
)
WORDS = {
    "leave": "the page goes elsewhere",
    "submit": "a form is sent",
    "window": "a window opens",
    "dialog": "a dialog comes",
    "print": "the page is printed",
}


def observe(browser: Browser, view: View) -> Any:
    """Presses what listens to a press, lets go elsewhere, and looks what came of it."""
    found = survey(browser)
    if not found.listens(*DOWN):
        return None
    far = not found.far.isdisjoint(DOWN)
    return act(browser, TRY, most=MOST, soon=SOON_MS, far=far, farTouch="touchstart" in found.far)


def check(seen: Any, view: View) -> Iterator[Remark]:
    """A trembling hand presses first, and finds its goal afterwards (WCAG 2.2 SC 2.5.2)."""
    if not seen or not seen["tried"]:
        return
    for one in seen["found"]:
        out = tuple((each["kind"], each["what"]) for each in one["out"])
        what = WORDS[out[0][0]] if out else "the page changes"
        when = "As soon as it is pressed" if one["at_once"] else "Though let go elsewhere"
        if one["sure"]:
            note = f"{when}, {what}, and to let go elsewhere does not undo it."
            yield fails(one["element"], note, Evidence(measured=out))
        else:
            note = f"{when}, {what}. Must that be, or can it be undone?"
            yield asks(one["element"], note, Evidence(measured=out))
    if not seen["found"]:
        yield passes()


RULE = Rule(
    id="pointer_cancel",
    criteria=("2.5.2",),
    affects="People with trembling hands, and all who press beside what they meant.",
    passed="A press alone does nothing: who lets go elsewhere has changed nothing.",
    failed="Something happens by the press alone, before the pointer is let go.",
    person="Something happens by the press alone, before the pointer is let go.",
    check=check,
    observe=observe,
    conditions=frozenset({"default"}),
    sees="browser",
)

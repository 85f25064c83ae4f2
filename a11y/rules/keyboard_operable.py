"""Whatever a pointer can press, Enter or the space bar can press (WCAG 2.2 SC 2.1.1)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from a11y.acting import act, survey
from a11y.browser import Browser
from a11y.operating import OPERATING, POINTER
from a11y.rule import Remark, Rule, View, asks, fails, passes
from a11y.spacebar import deaf_buttons, deaf_links
from a11y.taken_out import links_taken_out
from a11y.verdict import Evidence

MOST = 25
TRY = (
    OPERATING
    + """
const KEYS = ["keydown", "keypress", "keyup"];
const PRESSES = ["mousedown", "mouseup", "pointerdown", "pointerup", "dblclick"];
const everything = usable();
const native = everything.filter((element) => element.matches("a[href], button, input, summary")
  && (acting.anyOf(element, KEYS) || acting.weighsPresses(element)
    || !acting.listens(element).has("click") && acting.anyOf(element, PRESSES)));
const result = { tried: 0, pointer: [], keys: [], twice: [], arrows: [] };
const among = free(everything), filled = new Map();
// A field that nobody can type in, and what was pressed to fill it: one is enough.
const fills = (element, seen) => {
  const fields = seen?.fields.filter((f) => f.readOnly && acting.really(f)) ?? [];
  for (const field of fields) if (!filled.has(field)) filled.set(field, element);
};
// A stop in the same table or list: its keys may do the same.
const stopBeside = (element) => {
  const around = element.closest("table, ul, ol, dl, [role]") ?? element.parentElement;
  return around.matches("[tabindex]") || Boolean(around.querySelector(`${FOCUS}, [tabindex]`));
};
// Whether keys fill it too: its own, those of a stop beside what was pressed, or a control's.
const filledByKeys = async (field, element) => {
  if (stopBeside(element)) return true;
  if (await byKey(field, ["ArrowDown", "Enter", " "]) === "acts") return true;
  const others = acting.controls().filter((one) => one !== field);
  for (const control of others.slice(0, given.most))
    if ((await acting.effect(() => acting.use(control)))?.fields.includes(field)) return true;
  return false;
};
// What a double press alone does, and no control: it, or what it lies in, listens for one.
const doubles = (element) => {
  for (let at = element; at; at = at.parentElement ?? at.getRootNode().host)
    if (acting.listens(at).has("dblclick")) return true;
  return given.double;
};
const places = (e) => [...e.come, ...e.gone, ...e.other, ...e.states];
const byDoublePress = async (element) => {
  if (!doubles(element) || stopBeside(element)) return false;
  const twice = () => acting.pointer("dblclick", element, { detail: 2 });
  const seen = await acting.effect(twice);
  if (!ownEffect(seen)) return false;
  acting.focused()?.blur();
  const touched = new Set([element, ...places(seen)]);
  for (const control of acting.controls().slice(0, given.most)) {
    const e = await acting.effect(() => acting.use(control));
    if (e && places(e).some((one) => touched.has(one) || element.contains(one))) return false;
  }
  return true;
};
// What does nothing itself may listen for its parts: the first of each kind.
const parts = (element) => {
  const kinds = new Map();
  for (const one of acting.anyOf(element, acting.POINTER) ? page.all("*", element) : [])
    if (!one.children.length && !kinds.has(one.localName) && acting.really(one) && !idle(one)
      && !one.closest("label") && !among.includes(one)) kinds.set(one.localName, one);
  return [...kinds.values()].slice(0, 3);
};
for (const element of among.slice(0, given.most)) {
  if (!acting.really(element)) continue;
  result.tried += 1;
  if (await byArrows(element)) continue;
  for (const one of [element, ...parts(element)]) {
    const seen = await press(one, 1);
    fills(one, seen);
    if (!ownEffect(seen)) {
      if (!await byDoublePress(one)) continue;
      result.twice.push(page.path(one));
      break;
    }
    result.pointer.push(page.path(one));
    break;
  }
}
for (const [field, element] of filled)
  if (!await filledByKeys(field, element)) result.pointer.push(page.path(element));
// Of a set one has the place in the order of Tab; the others need the arrow keys.
const sets = new Map();
for (const element of everything) {
  const set = element.matches('[role][tabindex="-1"]:is(button, a[href], input)')
    && element.closest(SET);
  if (set && !sets.has(set)) sets.set(set, element);
}
for (const element of sets.values()) {
  if (!acting.really(element) || element.matches("a[href]:not([href^='#'])")) continue;
  result.tried += 1;
  if (await byArrows(element)) continue;
  if (ownEffect(await press(element))) result.arrows.push(page.path(element));
}
for (const element of custom(everything).slice(0, given.most)) {
  if (!acting.really(element)) continue;
  result.tried += 1;
  if (await byKey(element, keysOf(element)) === "acts") continue;
  if (ownEffect(await press(element))) result.keys.push(page.path(element));
}
for (const element of native.slice(0, given.most)) {
  if (!acting.really(element)) continue;
  if (element.matches(`input:not([type=button], [type=submit], [type=reset], [type=image])`))
    continue;
  result.tried += 1;
  const said = await byKey(element, element.matches("a") ? ["Enter"] : ["Enter", " "]);
  if (said === "acts") continue;
  const sends = element.matches("[type=submit], button:not([type])") && element.form;
  const goes = element.matches("a[href]:not([href^='#'], [href^='javascript:'])");
  if (said === "native") {
    if (sends || goes || ownEffect(await acting.effect(() => element.click()))) continue;
  }
  if (sends || goes || ownEffect(await press(element))) result.keys.push(page.path(element));
}
return result;
"""
)


def observe(browser: Browser, view: View) -> Any:
    """Presses what listens to a pointer, by pointer and by keys, behind the guard."""
    found = survey(browser)
    seen = None
    if found.listens(*POINTER, "keydown", "keypress", "keyup"):
        far = {"far": not found.far.isdisjoint(POINTER), "double": "dblclick" in found.far}
        seen = act(browser, TRY, most=MOST, **far)
    deaf, mute = deaf_links(browser), deaf_buttons(browser)
    # On pages of our own, the walk by Tab fails each such link.
    out = [] if view.own else links_taken_out(browser)
    if not found.link_buttons and not mute and not out:
        return seen
    more = {"deaf": deaf, "mute": mute, "out": out}
    return {"pointer": [], "keys": [], "tried": 0, **(seen or {}), **more}


def check(seen: Any, view: View) -> Iterator[Remark]:
    """Every way by pointer is a way by keys (WCAG 2.2 SC 2.1.1)."""
    if not seen or not (seen["tried"] or "deaf" in seen):
        return
    deaf = [element for element in seen.get("deaf", ()) if element not in seen["keys"]]
    for element in seen["pointer"]:
        yield fails(element, "A press by pointer acts, but it takes no focus.")
    for element in seen.get("twice", ()):
        yield fails(element, "A double press by pointer acts; no key and no control does the same.")
    for element in seen.get("arrows", ()):
        note = "Tab passes it by, the arrow keys do not lead to it, and a press by pointer acts."
        yield fails(element, note, Evidence(keys=("ArrowRight", "ArrowDown")))
    for element in seen["keys"]:
        keys = Evidence(keys=("Enter", "Space"))
        yield fails(element, "A press by pointer acts, but no key does.", keys)
    if deaf:
        more = f" So it is with {len(deaf)} of these." if len(deaf) > 1 else ""
        # Who hears “button” presses the space bar, and the page scrolls away (WAI-ARIA: button).
        note = f"It says that it is a button, and the space bar does nothing; Enter does.{more}"
        yield fails(deaf[0], note, Evidence(keys=("Space",)))
    for element in seen.get("mute", ()):
        note = "The page takes the space bar away from it, and nothing is pressed."
        yield fails(element, note, Evidence(keys=("Space",)))
    yield from map(_taken_out, seen.get("out", ()))
    others = (seen.get("mute"), seen.get("out"), seen.get("arrows"))
    if not any((seen["pointer"], seen.get("twice"), seen["keys"], deaf, *others)):
        yield passes()


def _taken_out(link: dict[str, Any]) -> Remark:
    note = "Its tabindex keeps Tab away, and nothing else leads where it does."
    if link["keys"]:
        return asks(link["element"], f"{note} Do other keys lead to it?", Evidence(keys=("Tab",)))
    return fails(link["element"], note, Evidence(keys=("Tab",)))


RULE = Rule(
    id="keyboard_operable",
    criteria=("2.1.1",),
    affects="People who use a keyboard, a switch, a screen reader or their voice.",
    passed="What a pointer can press, keys can press.",
    failed="Keys cannot do here all that a pointer can.",
    person="Can keys do here what a pointer can?",
    check=check,
    observe=observe,
    conditions=frozenset({"default"}),
    sees="browser",
)

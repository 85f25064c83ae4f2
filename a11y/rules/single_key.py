"""No single letter acts unless it can be switched off; keys take none away (WCAG 2.2 SC 2.1.4)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from a11y.acting import act, look, survey
from a11y.browser import Browser
from a11y.rule import Remark, Rule, View, asks, fails, passes
from a11y.verdict import Evidence

LETTERS = "abcdefghijklmnopqrstuvwxyz"
SIGNS = "0123456789/?.,;:-+=[]'!#*\"&_"
# Whether Shift makes a digit or a sign is another on each keyboard, so they come both ways. It
# makes signs and no command, so that who types "?" with it has typed one sign (SC 2.1.4).
KEYS = (
    *((sign, False) for sign in LETTERS + SIGNS),
    *((sign, True) for sign in SIGNS + LETTERS.upper()),
)
# The words by which a page says that its keys can be set otherwise.
SETTINGS = "shortcut|keyboard|hotkey|tastenk|tastatur|kürzel|raccourci|clavier|ofkierz"
# By what a line is marked, and a page takes other colours. Of so many elements.
LOOK = (
    *("color", "backgroundColor", "backgroundImage", "fontWeight", "fontSize", "opacity"),
    *("textDecorationLine", "outlineStyle", "borderColor", "boxShadow", "transform"),
)
MOST = 2000
CONTROLS = 20  # of a page that are pressed to switch them off
ROUNDS = 5  # in which it is looked at whether a control only used up what there was to do
TOGETHER = 4  # keys that must all be off; each more takes its time after each control
TRY = """
const place = () => document.body ?? document.documentElement;
const lookOf = (element) => {
  const style = getComputedStyle(element);
  return given.look.map((name) => style[name]).join();
};
const everything = page.all("html, body, body *").slice(0, given.most);
const looks = new Map(everything.map((element) => [element, lookOf(element)]));
// What a press marks by its look alone: the chosen line of a list, the colours of the page.
const looksOther = (touched) => {
  const marked = touched.filter((one) => one.type === "attributes").map((one) => one.target);
  const within = (one) => [...one.querySelectorAll("*")].slice(0, 50);
  const around = new Set(marked.flatMap((one) => [one, ...within(one)]));
  const other = [...around].filter((one) => looks.has(one) && looks.get(one) !== lookOf(one));
  for (const element of other) looks.set(element, lookOf(element));
  return other.some((element) => acting.really(element));
};
// What comes and holds no words, but is drawn all the same: the dot of an empty line in a list.
const drawn = (one) => one.nodeType === 1 && one.isConnected && acting.really(one)
  && getComputedStyle(one).display === "list-item"
  && getComputedStyle(one).listStyleType !== "none";
const comes = (touched) => touched.some((one) => [...one.addedNodes].some(drawn));
const scrolled = () => `${Math.round(scrollX)} ${Math.round(scrollY)}`;
const quick = acting.watchPage();
// A form that is sent leaves the page a moment later.
let sent = 0;
const sending = () => { sent += 1; };
addEventListener("submit", sending, true);
let before = acting.snapshot();
const acts = async ([name, shift], wait) => {
  const from = record.done.length, had = acting.focused(), at = scrolled(), forms = sent;
  quick.take();
  acting.key(name, place(), { shiftKey: shift });
  await wait();
  const moved = acting.focused() !== had, touched = quick.take();
  const after = touched.length ? acting.snapshot() : before;
  const other = acting.changes(before, after).any || comes(touched) || looksOther(touched);
  before = after;
  return moved || other || sent > forms || scrolled() !== at
    || record.done.slice(from).some((one) => !["inside", "error"].includes(one.kind));
};
// What the page keeps beyond this visit may hold that its keys are off.
const kept = () => {
  try {
    return JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]);
  } catch { return ""; } // some pages have none
};
const stored = kept();
const found = new Map(given.found.map((key) => [key[0], key]));
for (const key of found.size ? [] : given.keys) {
  const name = key[0];
  if (!found.has(name.toLowerCase()) && await acts(key, () => null)) found.set(name, key);
  if (found.size >= 12) break;
}
const keys = [...found.keys()];
if (!keys.length) {
  removeEventListener("submit", sending, true);
  return { keys };
}
// They are off only together: one that has done all that it can does nothing either.
const still = async () => {
  before = acting.snapshot();
  for (const key of [...found.values()].slice(0, given.together)) for (const _ of [1, 2]) {
    document.activeElement?.blur?.();
    if (await acts(key, () => acting.wait(0))) return true;
  }
  return false;
};
const at = (path) => path.split(" >>> ")
  .reduce((root, step) => root && (root.shadowRoot ?? root).querySelector(step), document);
// Pressed on a page as it came, do they switch off what is not used up? One that is not there yet
// came by a key, as settings in a dialog do.
const tried = new Set();
const again = async () => {
  if (given.stored !== stored) return true;
  for (const control of given.pressed.map(at)) {
    if (!control || !acting.really(control)) return true;
    tried.add(control);
    acting.use(control);
    await acting.wait(0);
  }
  return !await still();
};
const sure = given.pressed.length > 0 && await again();
const on = !sure && (given.pressed.length > 0 || await still());
const seek = () => acting.seek(async () => !await still(), given.controls, tried);
let off = on && await seek();
if (on && !off) { // a key may open what holds the control
  for (const key of found.values()) await acts(key, () => acting.wait(0));
  off = await seek();
}
const pressed = [...tried].map(page.path);
quick.end();
removeEventListener("submit", sending, true);
const setting = acting.controls().concat(page.all("a[href]")).filter(acting.really)
  .some((e) => new RegExp(given.settings, "i").test(e.innerText + e.getAttribute("aria-label")));
return { keys, off: Boolean(off) || sure, sure, setting, pressed, stored,
  found: [...found.values()] };
"""

# Keys that are set in the mark-up (HTML §6.7.2): they act together with Alt or its like.
SET = """
return page.all("[accesskey]").filter(page.shown).flatMap((element) => {
  const signs = element.getAttribute("accesskey").split(/\\s+/);
  const key = signs.find((one) => [...one].length === 1);
  return key ? [{ key: key.toLowerCase(), element: page.path(element) }] : [];
});
"""
# Chrome and Edge on Windows take Alt with these for their address field and their menu.
TAKEN = frozenset("def")
GIVEN = {
    "keys": KEYS,
    "settings": SETTINGS,
    "look": LOOK,
    "most": MOST,
    "together": TOGETHER,
    "controls": CONTROLS,
}


def observe(browser: Browser, view: View) -> Any:
    """Types each printable sign where no field has the focus, and lists the keys that are set."""
    found, typed = survey(browser), None
    if not found.far.isdisjoint(("keydown", "keypress", "keyup")):
        typed = _try(browser)
    return {"typed": typed, "set": look(browser, SET) if found.access_keys else None}


def _try(browser: Browser) -> Any:
    """Which keys act, and whether a control switches them off: `off`, looked at once more.

    Who deletes the last line has no more to delete, which looks as if the key were off.
    """
    told = act(browser, TRY, found=[], pressed=[], stored="", **GIVEN)
    for _ in range(ROUNDS):
        if not told or not told["keys"] or not told["off"] or told["sure"]:
            break
        given = {name: told[name] for name in ("found", "pressed", "stored")}
        more = act(browser, TRY, **given, **GIVEN)
        if more is None:
            break
        told |= {name: more[name] for name in ("off", "sure", "pressed")}
    return told


def check(seen: Any, view: View) -> Iterator[Remark]:
    """Who speaks to the computer types many letters (WCAG 2.2 SC 2.1.4)."""
    yield from _typed(seen["typed"])
    yield from _set(seen["set"] or [])


def _set(keys: Sequence[dict[str, str]]) -> Iterator[Remark]:
    """With Alt they act on nobody who speaks or slips, but may be taken from somebody."""
    names = sorted({one["key"] for one in keys})
    letters = [name for name in names if name.isalpha()]
    twins = [name for name in names if sum(one["key"] == name for one in keys) > 1]
    notes = []
    if taken := [name for name in letters if name in TAKEN]:
        notes.append(f"Browsers use Alt with {_said(taken)} themselves.")
    if letters:
        notes.append("VoiceOver uses Ctrl and Option with letters.")
    if twins:
        notes.append(f"{_said(twins)} is set more than once.")
    if notes:
        first = next(one["element"] for one in keys if one["key"] in (letters or twins))
        notes.append("Does the page tell its keys, and can all still use those that they need?")
        note = f"{_said(names)} with Alt or its like lead to parts of the page. {' '.join(notes)}"
        yield asks(first, note, Evidence(keys=tuple(f"Alt+{name}" for name in names)))
    elif names:
        yield passes("", Evidence(keys=tuple(f"Alt+{name}" for name in names)))


def _said(keys: Sequence[str]) -> str:
    return ", ".join(f"“{key}”" for key in keys)


def _typed(seen: Any) -> Iterator[Remark]:
    if seen is None:
        return
    keys = Evidence(keys=tuple(seen["keys"]))
    said = f"{_said(seen['keys'])} {'acts' if len(seen['keys']) == 1 else 'act'} at once"
    if not seen["keys"] or seen["off"]:
        yield passes("", keys)
    elif seen["setting"]:
        yield asks("", f"{said}. Can that be switched off or changed?", keys)
    else:
        yield fails("", f"{said}, and nothing switches that off.", keys)


RULE = Rule(
    id="single_key",
    criteria=("2.1.4",),
    affects="People who speak to the computer, and people who hit keys by mistake.",
    passed="Single letters do nothing, or can be switched off.",
    failed="A single letter acts on the page.",
    person="The page has keys of its own.",
    check=check,
    observe=observe,
    conditions=frozenset({"default"}),
    sees="browser",
    act=("ffbc54",),
)

"""What takes the focus and acts when it is pressed says what it is (WCAG 2.2 SC 4.1.2)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from a11y.acting import act, survey
from a11y.browser import Browser
from a11y.operating import OPERATING, POINTER
from a11y.rule import Remark, Rule, View, asks, fails, passes
from a11y.verdict import Evidence

MOST = 25
# Roles that tell of no control: so the browser names what has no role of its own.
MUTE = (
    *("generic", "none", "presentation", "paragraph", "heading", "listitem", "image", "img"),
    *("strong", "emphasis", "mark", "deletion", "insertion", "subscript", "superscript"),
)
CONTROLS = (
    *("button", "link", "checkbox", "switch", "radio", "tab", "option", "treeitem", "slider"),
    *("menuitem", "menuitemcheckbox", "menuitemradio", "combobox"),
)
WORDS = 80  # letters; a longer text is a piece of the page that can be pressed
SHARE = 0.2  # of the screen; what is larger may be a field of play, a map or a drawing
HINT_MS = 1000  # in which a hint comes to what has the focus or the pointer
TRY = (
    OPERATING
    + """
// A box that scrolls takes the focus for its own sake, and so may what is edited or drawn on.
const scrolls = ({ scrollHeight, clientHeight, scrollWidth, clientWidth }, style) =>
  /auto|scroll/.test(style.overflowY) && scrollHeight > clientHeight
  || /auto|scroll/.test(style.overflowX) && scrollWidth > clientWidth;
const own = (e) => !page.all(FOCUS, e).length && !e.shadowRoot?.querySelector(FOCUS)
  && !e.querySelector("canvas, object, embed")
  && !e.matches("canvas, [aria-activedescendant], [aria-roledescription]")
  && !e.closest("[contenteditable], [role=application], label")
  && !e.parentElement.closest(`a[href], button, summary, ${given.controls
    .map((role) => `[role=${role}]`).join()}`);
const all = page.all("[tabindex]").filter((e) => e.tabIndex >= 0 && acting.really(e) && !idle(e)
  && own(e) && !e.matches(`a[href], area[href], button, input, select, textarea, summary, iframe,
    audio, video`)
  && (acting.anyOf(e, acting.POINTER) || heard(e) && hand(e) && !hand(e.parentElement)));
const mute = new Set(given.mute), named = new Set(given.controls), told = [];
const found = all.filter((e) => mute.has(page.role(e)) && !scrolls(e, getComputedStyle(e)));
const plain = all.filter((e) => named.has(page.role(e))).map(page.path);
if (!found.length) return { told, plain };
// A press anywhere may close what is open: that is no work of the control.
acting.clickLikePointer(document.body);
await acting.wait(0);
// A state that is set anew, and was the same before, shows nothing: its own alone is counted.
const acts = (e, element) => ownEffect(e && { ...e, states: e.states.filter((s) => s === element),
  out: e.out.filter((one) => one.kind !== "send") });
const tried = async (element) => {
  if (!acting.really(element)) return false;
  const role = page.role(element);
  // What comes with the focus or the pointer alone is a hint, and the focus may be led on.
  const hint = await acting.effect(async () => {
    element.focus({ preventScroll: true });
    for (const type of ["pointerover", "pointerenter", "mouseover", "mouseenter"])
      acting.pointer(type, element);
    await record.forward(given.hint, 20);
    for (const one of document.getAnimations())
      if (one.effect?.getComputedTiming().endTime < Infinity) one.finish();
  });
  if (acting.focused() !== element || acts(hint, element)) return false;
  const { width, height } = element.getBoundingClientRect();
  const words = page.written(element);
  if (!acts(await press(element), element)) return false;
  told.push({ element: page.path(element), role, words,
    large: width * height > given.share * innerWidth * innerHeight });
  return true;
};
const silent = [];
for (const element of found.slice(0, given.most))
  if (!await tried(element)) silent.push(element);
// The one of a set that was chosen acts when another one has been pressed.
if (told.length) for (const element of silent) await tried(element);
return { told, plain };
"""
)


def observe(browser: Browser, view: View) -> Any:
    """Presses what takes the focus by its tabindex alone, behind the guard."""
    found = survey(browser)
    if not found.listens(*POINTER):
        return None
    given = {"mute": MUTE, "controls": CONTROLS, "share": SHARE, "most": MOST, "hint": HINT_MS}
    return act(browser, TRY, far=not found.far.isdisjoint(POINTER), **given)


def check(seen: Any, view: View) -> Iterator[Remark]:
    """A screen reader says words, and never that they can be pressed (WCAG technique F59)."""
    for element in seen["plain"] if seen else ():
        yield passes(element)
    for one in seen["told"] if seen else ():
        evidence = Evidence(measured=(("role", one["role"]),), keys=("press it",))
        if one["large"] or len(one["words"]) > WORDS:
            yield asks(
                one["element"], "A large part of the page acts when it is pressed.", evidence
            )
        else:
            note = "It takes the focus and acts when it is pressed."
            yield fails(one["element"], f"{note} For a screen reader it is no control.", evidence)


RULE = Rule(
    id="control_role",
    criteria=("4.1.2",),
    affects="People who use a screen reader or their voice: they are not told that it can act.",
    passed="What can be pressed says what it is.",
    failed="A control has no role.",
    person="Does a screen reader say that this can be pressed?",
    check=check,
    observe=observe,
    conditions=frozenset({"default"}),
    sees="browser",
)

"""Every button and menu item has a name that a screen reader says (WCAG 2.2 SC 4.1.2, 2.4.6)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from a11y.rule import Remark, Rule, View, asks, fails, passes
from a11y.verdict import Verdict

# Which of the W3C's rules is about which kind.
ACT = {"summary": "2t702h", "button": "97a4e1", "menuitem": "m6b1q3"}

# What a button is, and not what it does.
EMPTY = frozenset({"button", "bouton", "schaltfläche", "knopf", "knäppchen", "btn"})
# “Button 2” says no more than “button”.
NUMBER = re.compile(r"[\s_-]*\d+$")

# That it is to be pressed, and not what happens then.
PRESSED = frozenset({
    *("go", "go!", "click", "click me", "click here", "press", "press here", "here", "push"),
    "go here",
    *("los", "los!", "klick", "klicken", "hier", "hier klicken", "drücken", "cliquez", "cliquer"),
    *("cliquez ici", "ici", "appuyez", "appuyez ici", "hei", "hei klicken", "klickt hei", "klickt"),
})  # fmt: skip

# Signs that are spoken as what they look like, or passed over. Plain arrows, + and × have names
# that say something, and so have most emoji.
SIGNS = frozenset("«»\u2039\u203a…⋯⋮︙☰≡▸▾▴◂▲▼△▽▷◁►◄\u276e\u276f❬❭⟨⟩⚙✎⌕⟳⟲↻↺\ufe0e\ufe0f ")
TYPED = frozenset({"...", "<<", ">>"})
# Fonts of icons put their pictures where no letter has its place.
ICONS = ((0xE000, 0xF8FF), (0xF0000, 0xFFFFD), (0x100000, 0x10FFFD))
ALPHABET = 3  # so many buttons of one letter each are a row of letters, grades or sizes
PALETTE = 5  # different signs; so many together may be signs to type with

PROBE = """
const listed = `button, summary, input[type=button], input[type=submit], input[type=reset],
  [role=button], [role=menuitem]`;
// The first summary of a details is its button, where there is something to open.
const opens = summary => {
  const around = summary.parentElement;
  return summary.localName === "summary" && !summary.hasAttribute("role")
    && around?.localName === "details" && around.querySelector(":scope > summary") === summary
    && [...around.childNodes].some(part => part !== summary && (part.nodeType === Node.ELEMENT_NODE
      || part.nodeType === Node.TEXT_NODE && part.data.trim()));
};
const found = page.all(listed).filter(page.heard)
  .filter(button => ["button", "menuitem"].includes(page.role(button)) || opens(button));
const named = button => page.squeeze(page.name(button));
// The names of the buttons beside one whose name is a sign: those of the nearest box with several.
const STATES = "[aria-expanded], [aria-haspopup], [aria-pressed], summary";
const TYPING = "textarea, [contenteditable]:not([contenteditable=false])";
const beside = button => {
  let box = button.parentElement;
  const those = () => found.filter(one => box.contains(one));
  while (box?.parentElement && those().length < 2) box = box.parentElement;
  return {names: box ? those().map(named) : [], typing: Boolean(box?.parentElement?.querySelector(
    TYPING)), state: button.matches(STATES),
    told: Boolean(button.title || button.hasAttribute("aria-describedby"))};
};
return found.map(button => ({element: page.path(button), name: named(button),
  role: button.localName === "summary" ? "summary" : page.role(button),
  beside: /^[^\\p{L}\\p{N}]+$/u.test(named(button)) ? beside(button) : null}));
"""


def check(seen: Any, view: View) -> Iterator[Remark]:
    """“Button” alone does not say what will happen (WCAG 2.2 SC 4.1.2)."""
    asked: set[str] = set()
    letters = sum(_is_letter(button["name"]) for button in seen)
    for button in seen:
        sign = _sign(button)
        if sign and not (sign.verdict is Verdict.PERSON and button["name"] in asked):
            asked.add(button["name"])
            yield sign.about()
            continue
        if NUMBER.sub("", button["name"].casefold()) in EMPTY:
            note = f"“{button['name']}” does not say what it does."
            yield fails(button["element"], note).about()
            continue
        if button["name"].casefold() in PRESSED:
            note = f"“{button['name']}” is its whole name. Do all know what happens then?"
            yield asks(button["element"], note).about()
            continue
        if _is_letter(button["name"]) and letters < ALPHABET:
            note = f"“{button['name']}” is its whole name. Do all know what it stands for?"
            yield asks(button["element"], note).about()
            continue
        if button["name"]:
            found = passes(button["element"])
        else:
            found = fails(button["element"], "It is called nothing but “button”.")
        yield found.about(ACT[button["role"]])


def _sign(button: dict[str, Any]) -> Remark | None:
    """What is to be said of a name that is made of signs alone. None when there is nothing."""
    name, beside = button["name"], button["beside"]
    if not beside or beside["told"]:
        return None
    if all(_is_icon(sign) for sign in name.replace(" ", "")) and not beside["state"]:
        note = "Its whole name is a picture from a font, and there are no words for it."
        return fails(button["element"], note)
    if not _is_mute(name):
        return None
    names = beside["names"]
    if any((len(one) == 1 and one.isalnum()) or one.isdigit() for one in names):
        return None  # keys of a calculator, or numbers of pages
    if len(set(names)) >= PALETTE and all(map(_is_mute, names)):
        return None
    note = f"“{name}” is its whole name."
    if len(names) < 2 or beside["state"] or beside["typing"] or not all(map(_is_mute, names)):
        return asks(button["element"], f"{note} Can who hears that sign tell what it does?")
    return fails(button["element"], f"{note} That sign does not say what it does.")


def _is_letter(name: str) -> bool:
    return len(name) == 1 and name.isalpha()


def _is_icon(sign: str) -> bool:
    return any(first <= ord(sign) <= last for first, last in ICONS)


def _is_mute(name: str) -> bool:
    return name in TYPED or SIGNS.issuperset(name)


RULE = Rule(
    id="button_named",
    criteria=("4.1.2", "2.4.6"),
    affects="People who use a screen reader, and people who speak to the page.",
    passed="Every button has a name.",
    failed="A button has no name, or one that says nothing.",
    person="A button is named by a sign alone.",
    check=check,
    words=True,
    probe=PROBE,
    conditions=frozenset({"default"}),
    act=tuple(ACT.values()),
)

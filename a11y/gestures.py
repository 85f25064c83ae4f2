"""A pointer that goes down, moves and comes up elsewhere, for all checks of 2.5.1, 2.5.2, 2.5.7."""

from __future__ import annotations

DOWN = ("mousedown", "pointerdown", "touchstart")
MOVE = ("mousemove", "pointermove", "touchmove")
DRAG = ("dragstart", "dragover", "drop", "dragend")
GESTURE = ("touchmove", "touchend", "gesturestart", "gesturechange", *DOWN)
# In steps between which only promises are kept, no timer runs: what changes came of the pointer.
SCRIPT = """
const DOWN = ["mousedown", "pointerdown", "touchstart"];
const kept = async () => { for (let turn = 0; turn < 8; turn += 1) await null; };
const middle = (element) => {
  const box = element.getBoundingClientRect();
  return [box.left + box.width / 2, box.top + box.height / 2];
};
const touch = (type, element, [clientX, clientY]) => {
  const one = new Touch({ identifier: 1, target: element, clientX, clientY, pageX: clientX
    + scrollX, pageY: clientY + scrollY });
  const on = /start|move/.test(type) ? [one] : [];
  element.dispatchEvent(new TouchEvent(type, { bubbles: true, cancelable: true, composed: true,
    touches: on, targetTouches: on, changedTouches: [one] }));
};
const send = (names, element, [clientX, clientY]) => {
  for (const name of names) acting.pointer(name, element, { clientX, clientY });
};
// Scripts that hold on to the pointer get what follows; the browser refuses it to a made-up one.
const holding = async (what) => {
  const was = Element.prototype.setPointerCapture, free = Element.prototype.releasePointerCapture;
  let held = null;
  Element.prototype.setPointerCapture = function () { held = this; };
  Element.prototype.releasePointerCapture = function () { held = null; };
  try { return await what(() => held); } finally {
    Element.prototype.setPointerCapture = was;
    Element.prototype.releasePointerCapture = free;
  }
};
const usable = (element) => acting.really(element)
  && !element.matches(":disabled, [aria-disabled=true], html, body")
  && !element.closest("[inert], [aria-hidden=true]");
// What stands for the same part of the page: its controls may be the other way.
const REGION = "section, article, form, figure, main, [role=region], [role=main], [role=group]";
const CONTROL = `button, select, summary, [role=button], [role=menuitem], [role=tab], [role=link],
  input:not([type=hidden]), textarea, a[href^="#"], a[href^="javascript:"], [onclick]`;
const regionOf = (element) => element.parentElement?.closest(REGION) ?? document.body
  ?? document.documentElement;
const controlsIn = (region, but) => page.all(CONTROL, region).filter((control) => usable(control)
  && control !== but && !control.matches("[draggable=true]"));
const words = (control) => `${page.name(control) ?? ""} ${control.title ?? ""}
  ${control.textContent ?? ""} ${control.value ?? ""}`;
"""
# What a control that does the same is called, in the languages of the house.
OTHER_WAY = (
    r"\b(up|down|left|right|move|before|after|earlier|later|next|prev|previous|back|forward|first|"
    r"last|top|bottom|zoom|position|"
    r"hoch|runter|links|rechts|verschieben|weiter|zurück|vor|größer|kleiner|reihenfolge|"
    r"haut|bas|gauche|droite|déplacer|suivant|précédent|avant|après|agrandir|réduire|"
    r"erop|erof|lénks|riets|réckelen|weider|zréck)\b|[←-⇿▲▼◀▶\u2039\u203a«»+\u2212]"
)

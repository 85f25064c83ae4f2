"""Choosing or typing alone changes nothing but the field itself (WCAG 2.2 SC 3.2.2)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from a11y.acting import act, look, survey
from a11y.browser import Browser
from a11y.rule import Remark, Rule, View, asks, fails, passes
from a11y.verdict import Evidence

MOST_FIELDS = 30
# No code that people copy is longer.
MOST_DIGITS = 10
SOON_MS = 2000
HEARD = ("change", "input", "click", "keyup", "keydown", "keypress", "select", "blur")
# Said before, it is no surprise: whoever warns of a change of context may make it.
TRY = """
const warns = new RegExp(given.warns, "i");
const kinds = "input:not([type=hidden], [type=submit], [type=button], [type=image], [type=reset],"
  + " [type=file]), select, textarea, [contenteditable=true]";
const send = (field, ...names) => names.forEach((name) =>
  field.dispatchEvent(new Event(name, { bubbles: true })));
const change = async (field) => {
  if (field.localName === "select") {
    const other = [...field.options].findIndex((o) => !o.disabled && !o.selected && o.value !== "");
    if (other < 0) return false;
    acting.key("ArrowDown", field);
    field.selectedIndex = other;
    send(field, "input", "change");
  } else if (field.matches("[type=checkbox], [type=radio]")) {
    if (field.type === "radio" && field.checked) return false;
    field.click();
  } else {
    const code = /numeric/.test(field.inputMode) || /one-time-code/.test(field.autocomplete);
    const most = field.maxLength > 0 && field.maxLength <= 20 ? field.maxLength
      : code ? given.digits : 3;
    for (const sign of "1".repeat(most)) {
      acting.key(sign, field, {}, () => {
        if ("value" in field) field.value += sign; else field.textContent += sign;
        send(field, "input");
      });
      await null;
      if (acting.focused() !== field && !field.contains(acting.focused())) break;
    }
  }
  return true;
};
const about = (field) => {
  const near = field.closest("fieldset, form, p, div, li, td") ?? field.parentElement;
  const tied = (field.getAttribute("aria-describedby") ?? "").split(/\\s+/)
    .map((id) => field.getRootNode().getElementById?.(id)?.textContent ?? "");
  const before = near?.previousElementSibling?.textContent ?? "";
  return [...(field.labels ?? [])].map((l) => l.textContent).concat(tied, before,
    near?.innerText ?? "", field.title).join(" ");
};
const found = [], fields = page.all(kinds).filter((f) => acting.really(f) && !f.disabled
  && !f.readOnly).slice(0, given.most);
for (const field of fields) {
  const words = about(field), was = { value: field.value, checked: field.checked };
  field.focus({ preventScroll: true });
  if (acting.focused() !== field) continue;
  const from = record.done.length, timers = new Set(record.timers.keys());
  if (!await change(field)) continue;
  await acting.wait(0);
  if ([...record.timers.keys()].some((id) => !timers.has(id))) await record.forward(given.soon, 20);
  const now = acting.focused();
  const out = record.done.slice(from)
    .filter((one) => ["leave", "submit", "window", "dialog"].includes(one.kind));
  if (out.length || now !== field && !field.contains(now)) found.push({
    element: page.path(field), out, moved: now ? page.path(now) : "the page",
    warned: warns.test(words) });
  if ("value" in field && !field.matches("[type=checkbox], [type=radio]")) field.value = was.value;
  else if ("checked" in field) field.checked = was.checked;
}
return { tried: fields.length, found };
"""
# Forms that nothing to press sends: no button of theirs or in the same part of the page, nothing
# in them that hears a click, and no script that hears a choice or a letter. Enter may send one that
# has an input, and at most one to type in (HTML §4.10.22.2); not all know it, and voices do not
# press it.
SENDLESS = """
if (!document.querySelector("form")) return [];
const PART = "main, [role=main], section, article, dialog, [role=dialog], aside, header, footer,"
  + " nav";
const PRESSED = "button, [role=button], [type=button], [type=submit], [type=image]";
const hears = (element, names) => names.some((name) => acting.listens(element).has(name));
const scripted = (field) => {
  if ([window, document].some((place) => ["change", "input"].some((name) =>
    name in given_listeners(place)))) return true;
  for (let at = field; at; at = at.parentElement) {
    const far = at.matches("body, html");
    if (hears(at, far ? ["change", "input"] : given.heard)) return true;
  }
  return false;
};
const sent = (form) => form.matches("[action], [method]") || hears(form, ["submit"]);
const parts = page.all("input, select, textarea, button");
return page.all("form").filter(sent).filter((form) => {
  const own = parts.filter((one) => one.form === form && !one.matches("[type=hidden]"));
  if (!own.some((one) => one.name && !one.disabled && acting.really(one))) return false;
  const inside = [...form.querySelectorAll("*")];
  if (inside.some((one) => one.matches(`a, summary, [tabindex], [contenteditable], ${PRESSED}`)
    || one.localName.includes("-") || hears(one, ["click"]))) return false;
  const part = form.closest(PART) ?? document.body;
  return !page.all(PRESSED, part).some((one) => !one.form || one.form === form)
    && !own.some(scripted);
}).map((form) => {
  const own = parts.filter((one) => one.form === form && one.matches("input:not([type=hidden])"));
  const blocks = own.filter((one) => !one.matches("[type=checkbox], [type=radio], [type=range],"
    + " [type=color], [type=file]"));
  return { element: page.path(form), entered: own.length > 0 && blocks.length < 2 };
});
"""
WARNS = (
    "automatic|at once|as soon as|reload|new (window|tab|page)|moves? on|automatisch|sofort|"
    "neue[sn]? (fenster|seite)|lädt neu|automatiquement|nouvel|recharg|direkt|nei (fënster|säit)"
)
WORDS = {
    "leave": "The page goes elsewhere",
    "submit": "The form is sent",
    "window": "A window opens",
    "dialog": "A dialog comes",
}


def observe(browser: Browser, view: View) -> Any:
    """Chooses and types in each field, as arrow keys and letters would."""
    found = survey(browser)
    if not found.fields:
        return None
    told = {"tried": 0, "found": [], "sendless": look(browser, SENDLESS, heard=HEARD) or []}
    if found.listens(*HEARD):
        told |= (
            act(browser, TRY, most=MOST_FIELDS, digits=MOST_DIGITS, soon=SOON_MS, warns=WARNS) or {}
        )
    return told


def check(seen: Any, view: View) -> Iterator[Remark]:
    """A choice is not yet a decision (WCAG 2.2 SC 3.2.2)."""
    if not seen:
        return
    for form in seen["sendless"]:
        if form["entered"]:
            note = "This form has no button. How do people send it who cannot press Enter?"
            yield asks(form["element"], note)
        else:
            yield fails(form["element"], "Nothing sends this form: no button, no key.")
    for one in seen["found"]:
        out = [(each["kind"], each["what"]) for each in one["out"]]
        words = WORDS[out[0][0]] if out else f"The focus jumps to {one['moved']}"
        say = asks if one["warned"] else fails
        note = f"{words} as soon as its value changes."
        if one["warned"]:
            note += " Do the words before it say so?"
        yield say(one["element"], note, Evidence(measured=tuple(out)))
    if seen["tried"] and not seen["found"] and not seen["sendless"]:
        yield passes()


RULE = Rule(
    id="on_input",
    criteria=("3.2.2",),
    affects="People who use a keyboard, a screen reader or a switch, and all who just look.",
    passed="Choosing and typing changes nothing but the field.",
    failed="It is not up to people when something happens.",
    person="It may not be up to people when something happens.",
    check=check,
    observe=observe,
    conditions=frozenset({"default"}),
    sees="browser",
)

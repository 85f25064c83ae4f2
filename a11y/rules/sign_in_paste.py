"""Passwords and codes can be pasted and filled in by helpers (WCAG 2.2 SC 3.3.8)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from a11y.fields import FIELDS, named
from a11y.rule import PROBE, Remark, Rule, View, asks, fails, passes
from a11y.verdict import Evidence

if TYPE_CHECKING:
    from a11y.browser import Browser

PASTED = "Qx7pasted"
# A field that lets no letters in may well take a code; few codes are shorter than this one.
CODE = "4829"
PASSWORDS = frozenset({"current-password", "new-password"})
CONTROL = 2
KEY = {"key": "v", "code": "KeyV", "windowsVirtualKeyCode": 86, "modifiers": CONTROL}

# Found anew by their place in the list: a page may give its fields other ids when they are used.
SECRETS = f"""
const page = (() => {{{PROBE}}})();
{FIELDS}
const code = /one-?time|otp|\\bcode\\b|\\bpin\\b|\\btan\\b|verif/i;
const secrets = fields.all.filter(field => field.matches("input")
  && !field.matches(":disabled, [readonly]") && !fields.pressed(field)
  && (field.type === "password" || /one-time-code|password/.test(field.autocomplete)
    || (code.test(`${{field.name}} ${{field.id}} ${{page.name(field)}}`)
      && !field.matches("[autocomplete*=postal], [name*=post i], [name*=zip i], [name*=promo i]")
      && (field.inputMode === "numeric" || fields.all.some(one => one.type === "password")))));
const signIn = secrets.length && fields.all.filter(field => field.matches("input") && field.form
  && field.form === secrets[0].form && /user|mail|login|identif|benutzer/i.test(
    `${{field.name}} ${{field.id}} ${{field.autocomplete}}`));
"""
FOUND = f"""
{SECRETS}
return [...secrets, ...(signIn || [])].map(field => ({{element: page.path(field),
  kind: field.type, tokens: field.getAttribute("autocomplete") ?? "",
  single: field.maxLength === 1, secret: secrets.includes(field)}}));
"""
READY = f"""
{SECRETS}
const field = [...secrets, ...(signIn || [])][arguments[0]];
if (!field) return false;
const state = window[Symbol.for("pasting")] = {{field, value: field.value, kept: true}};
const source = document.createElement("textarea");
source.value = arguments[1] ? {CODE!r} : {PASTED!r};
source.style.cssText = "position:fixed;top:0;left:0;opacity:0";
document.body.append(source);
source.focus();
source.select();
state.source = source;
return true;
"""
FOCUS = """
const state = window[Symbol.for("pasting")];
state.source.remove();
state.field.focus();
state.field.select();
const note = event => { state.pasted = true; state.kept = !event.defaultPrevented; };
window.addEventListener("paste", note, {once: true});
state.before = event => { state.refused = event.defaultPrevented; };
window.addEventListener("beforeinput", state.before);
"""
SEEN = """
const state = window[Symbol.for("pasting")];
const value = state.field.value;
window.removeEventListener("beforeinput", state.before);
const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set;
set.call(state.field, state.value);
state.field.blur();
delete window[Symbol.for("pasting")];
return {value, kept: state.kept, pasted: Boolean(state.pasted), refused: Boolean(state.refused)};
"""


def observe(browser: Browser, view: View) -> Any:
    """Pastes into each secret field as Control and V do; the field gets its value back."""
    found = browser.look(FOUND)
    for number, field in enumerate(found):
        field |= _pasted(browser, number, code=False)
        if field.get("refused") and not field["single"]:
            field |= _pasted(browser, number, code=True) or {"refused": False}
    if found:
        browser.reset_focus()
    return found


def _pasted(browser: Browser, number: int, *, code: bool) -> dict[str, Any]:
    """What comes of pasting into the field of this number; {} when it is there no more."""
    if not browser.look(READY, number, code):
        return {}
    edit = {"key": "c", "code": "KeyC", "windowsVirtualKeyCode": 67, "modifiers": CONTROL}
    browser.cdp("Input.dispatchKeyEvent", type="rawKeyDown", commands=["copy"], **edit)
    browser.look(FOCUS)
    browser.cdp("Input.dispatchKeyEvent", type="rawKeyDown", commands=["paste"], **KEY)
    browser.cdp("Input.dispatchKeyEvent", type="keyUp", **KEY)
    return dict(browser.look(SEEN))


def check(seen: Any, view: View) -> Iterator[Remark]:
    """A password manager, or a copy, stands in for memory (WCAG 2.2 SC 3.3.8)."""
    keys = Evidence(keys=("Control+V",))
    boxes = [field for field in seen if field["single"]]
    for field in seen:
        tokens = field["tokens"].strip().lower()
        if "value" not in field or field["single"]:
            continue
        stopped = field["refused"] or not field["pasted"]
        if not field["kept"] or (stopped and not field["value"]):
            yield fails(field["element"], "It does not take what is pasted.", keys)
        elif field["secret"] and tokens in ("off", "nope", "none", "false", "disabled"):
            note = f"“autocomplete={tokens}” keeps a password manager from filling it in."
            yield fails(field["element"], note, keys)
        elif field["kind"] == "password" and named(tokens) not in PASSWORDS and tokens:
            yield asks(field["element"], f"Does a password manager know it as “{tokens}”?", keys)
        else:
            yield passes(field["element"], keys)
    if len(boxes) > 1:
        if all(box.get("kept", True) and len(box.get("value", "")) <= 1 for box in boxes):
            note = "The code is split into boxes of one sign. Can it be pasted as a whole?"
            yield asks(boxes[0]["element"], note, keys)
        else:
            yield passes(boxes[0]["element"], keys)


RULE = Rule(
    id="sign_in_paste",
    criteria=("3.3.8",),
    affects="People who cannot keep a password in mind, or copy signs one by one.",
    passed="Passwords and codes can be pasted.",
    failed="A password or code must be typed from memory.",
    person="A helper may not be able to fill in a password or code.",
    check=check,
    observe=observe,
    sees="browser",
    conditions=frozenset({"default"}),
)

"""A field takes what people have to write into it (WCAG 2.2 SC 2.1.1, 3.3.7)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from a11y.rule import Remark, Rule, View, asks, fails, passes

# RFC 5321 §4.5.3.1: 64 octets before the sign and 255 behind it; this much holds nearly all.
ADDRESS_LETTERS = 100
# A copied code brings spaces along, and who types may set it in groups.
CODE_SPARE = 2
# Keys of digits have no letters, and no way to them on some phones.
DIGITS = frozenset({"numeric", "decimal", "tel"})
LETTERS = frozenset({"email", "url", "name", "given-name", "family-name"})

# What is compared with a mail or a card letter by letter is no longer than this.
COMPARED = 12

PROBE = (
    f"const COMPARED = {COMPARED};"
    + """
const pen = document.createElement("canvas").getContext("2d");
// What stands in a short field, or digits for a code that is yet to come, and more than it shows.
const hidden = field => {
  const style = getComputedStyle(field), most = field.maxLength;
  const code = field.autocomplete.includes("one-time-code") && most > 1 ? "0".repeat(most) : "";
  const text = field.value || code;
  if (field.localName !== "input" || !text || text.length > COMPARED || field.type === "password"
    || !page.seen(field)) return "";
  // “font” as a whole is "" where digits of one width are asked for.
  pen.font = `${style.fontStyle} ${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
  pen.letterSpacing = style.letterSpacing;
  const room = field.clientWidth - Number.parseFloat(style.paddingLeft)
    - Number.parseFloat(style.paddingRight);
  return pen.measureText(text).width > room + 2 ? text : "";
};
const keypad = document.scripts.length > 0 && page.all("button").filter(one => page.seen(one)
  && /^[0-9]$/.test(page.squeeze(one.textContent))).length >= 9;
return page.all("input, textarea").filter(field => page.shown(field) && !field.readOnly
  && !field.disabled && (field.localName === "textarea"
  || ["text", "email", "url", "tel", "search", "password"].includes(field.type)))
  .map(field => ({element: page.path(field), keys: (field.inputMode || "").toLowerCase(),
    most: field.maxLength, type: field.type, purpose: field.autocomplete.split(/\\s+/).at(-1) ?? "",
    keypad, hidden: hidden(field),
    digits: /(?:\\\\d|\\[0-9\\])\\{(\\d+)\\}/.exec(field.pattern)?.[1] ?? ""}));
"""
)


def check(seen: Any, view: View) -> Iterator[Remark]:
    """Nobody loses the end of an address, or meets keys without its signs (WCAG 2.2 SC 2.1.1)."""
    for field in seen:
        kind = field["type"] if field["type"] in LETTERS else field["purpose"]
        if field["keys"] == "none" and not field["keypad"]:
            note = "“inputmode” keeps the keys of a phone away, and the page has none of its own."
            yield fails(field["element"], note)
        elif field["keys"] in DIGITS and kind in LETTERS:
            yield fails(field["element"], "A phone shows keys without letters for it.")
        elif note := _cut(field, kind):
            # A service of another kind may have no longer ones.
            yield (fails if view.own else asks)(field["element"], note)
        elif field["hidden"]:
            note = (
                f"It is too narrow for {len(field['hidden'])} signs: nobody can compare them all."
            )
            yield (fails if view.own else asks)(field["element"], note)
        else:
            yield passes(field["element"])


def _cut(field: Any, kind: str) -> str:
    """Why something may be cut off without a word, "" when nothing is."""
    most = field["most"]
    if most < 0:
        return ""
    if kind == "email" and most < ADDRESS_LETTERS:
        return f"Whatever follows the sign number {most} of an address is cut off."
    code = kind == "one-time-code" and 1 < most <= int(field["digits"] or most) + CODE_SPARE
    if code and (field["digits"] or most <= 2 * CODE_SPARE + 6):
        return f"A code that is pasted with a space is cut off after {most} signs."
    return ""


RULE = Rule(
    id="field_takes",
    criteria=("2.1.1", "3.3.7"),
    affects="People who write on a phone, or paste what they cannot remember.",
    passed="Each field takes what is written into it.",
    failed="A field does not take what people have to write.",
    person="Does this field take what people have to write?",
    check=check,
    probe=PROBE,
    conditions=frozenset({"default", "no_script"}),
)

"""Pictures made of signs, and signs that are pictures, have words (WCAG 2.2 SC 1.1.1, 1.3.1)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from a11y import vocabulary
from a11y.rule import Remark, Rule, View, asks, fails, passes

# Fonts of icons put their pictures where no letter has its place.
PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U000ffffd]")
SIGNS_SHARE = 0.6
SIGNS = 30
GENERATED_WORDS = 3
# A smaller picture: lines next to each other of signs that draw, hardly a letter, and no word.
FEW_LINES, FEW_SIGNS = 3, 12
DRAWING = re.compile(r"[/\\_|^~'`\"<>()*#@=oO.+-]")
SPOKEN = re.compile(r"[^\W\d_]{3,}")
# The end of a listing, with its brackets one below the other, draws nothing.
LISTING = re.compile(r"[\s(){}\[\];,]*")
# Lines and cells of a table: “+---+---+”, “| a | b |”.
TABLED = re.compile(r"\s*[|+\u2500-\u257f].*[|+\u2500-\u257f]\s*")

PROBE = """
const art = page.all("pre, samp, code, div, p").filter(page.heard).filter(element => {
  if (element.closest("[role=img], figure[aria-label]")) return false;
  if (element.closest("figure")?.querySelector("figcaption")) return false;
  if (element.children.length > 40) return false;
  if (!/pre/.test(getComputedStyle(element).whiteSpace)) return false;
  return !element.parentElement?.closest("pre") && element.textContent.includes("\\n");
}).map(element => ({element: page.path(element), text: element.textContent.slice(0, 2000),
  code: Boolean(element.querySelector("code") || element.closest("code")),
  named: Boolean(element.getAttribute("aria-label")
    || element.getAttribute("aria-labelledby"))}));
const icon = /[\\u{e000}-\\u{f8ff}\\u{f0000}-\\u{ffffd}]/u;
const boxes = page.texts().filter(page.heard).filter(box => !box.closest("pre, code, kbd, samp"));
const written = boxes.map(box => {
  const copy = box.cloneNode(true);
  copy.querySelectorAll("[role=img], [aria-hidden=true], [title], code").forEach(
    part => part.remove());
  return {element: page.path(box), text: page.squeeze(copy.textContent).slice(0, 600),
    language: page.language(box)};
}).filter(box => /[:;=8xX<>^(¯][-'^oO_3)(\\\\]/.test(box.text) || icon.test(box.text));
const icons = page.all("a[href], button, [role=button], [role=link]").filter(page.heard).map(
  element => ({element: page.path(element), name: page.name(element)})).filter(
  one => /^[\\s\\u{e000}-\\u{f8ff}\\u{f0000}-\\u{ffffd}]+$/u.test(one.name));
const generated = [];
for (const element of page.all("body *")) {
  for (const part of ["::before", "::after"]) {
    const {content, display, position, left, clip} = getComputedStyle(element, part);
    if (content === "none" || content === "normal" || content.length < 12) continue;
    if (display === "none" || !page.seen(element)) continue;
    // For screen readers alone, and read by them: another rule asks about it.
    if (position === "absolute" && (parseFloat(left) < -900 || /rect/.test(clip))) continue;
    const parts = [...content.matchAll(/"((?:[^"\\\\\\\\]|\\\\\\\\.)*)"/g)];
    const text = parts.map(match => match[1]).join("");
    if (/\\/ *"/.test(content)) continue;
    generated.push({element: page.path(element), text, part});
  }
}
const blank = canvas => {
  try {
    const other = document.createElement("canvas");
    other.width = canvas.width;
    other.height = canvas.height;
    return canvas.toDataURL() === other.toDataURL();
  } catch { return false; }
};
const canvases = page.all("canvas").filter(page.heard).filter(page.seen).filter(element =>
  !page.squeeze(page.name(element)) && !page.squeeze(element.textContent)
  && !element.querySelector("*") && element.width * element.height > 400 && !blank(element));
const drawings = page.all("svg").filter(page.heard).filter(page.seen).filter(element => {
  const box = element.getBoundingClientRect();
  if (element.parentElement?.closest("svg, a, button, [role=img], [role=button], figure, label"))
    return false;
  return box.width * box.height >= 10000 && !page.squeeze(page.name(element))
    && !element.querySelector("title, desc, text, a, foreignObject, image")
    && !/^(none|presentation)$/.test(element.getAttribute("role") ?? "");
});
return {art, written, icons, generated, canvases: canvases.map(page.path),
  drawings: drawings.map(page.path), any: page.texts().length > 0};
"""


def check(seen: Any, view: View) -> Iterator[Remark]:
    """Signs are read one by one, and a drawing without a name not at all (WCAG 2.2 SC 1.1.1)."""
    found = [*_art(seen["art"]), *_signs(seen, view)]
    for element in seen["canvases"]:
        found.append(fails(element, "Something is drawn here, and no words say what."))
    for element in seen["drawings"]:
        found.append(asks(element, "This drawing has no name. Does it tell something?"))
    for part in seen["generated"]:
        if len(vocabulary.WORD.findall(part["text"])) >= GENERATED_WORDS:
            note = f"“{part['text'][:80]}” stands in the style alone ({part['part']})."
            found.append(fails(part["element"], note))
    if found:
        yield from found
    elif seen["any"]:
        yield passes()


def _art(given: Any) -> Iterator[Remark]:
    """Several lines of more signs than letters are a picture, unless they are code."""
    for part in given:
        text = "".join(part["text"].split())
        signs = sum(not sign.isalnum() for sign in text)
        lines = [line for line in part["text"].split("\n") if line.strip()]
        art = len(lines) >= 3 and signs >= SIGNS and signs / max(len(text), 1) >= SIGNS_SHARE
        if part["named"] or part["code"]:
            continue
        if art and not _worded(lines):
            yield fails(part["element"], "It is a picture made of signs, and no words say of what.")
        elif art or _drawn(lines):
            yield asks(part["element"], "Its signs seem to draw something. Do words say what?")


def _worded(lines: list[str]) -> bool:
    """Words between lines of signs: of a table that is drawn, or what a program said."""
    rows = sum(bool(TABLED.fullmatch(line)) for line in lines)
    words = sum(bool(SPOKEN.search(line)) for line in lines)
    return (bool(words) and rows >= 0.6 * len(lines)) or words > len(lines) / 2


def _drawn(lines: list[str]) -> bool:
    """Some lines in a row are a small picture, however many words stand above and below."""
    run: list[str] = []
    for line in [*lines, ""]:
        text = "".join(line.split())
        letters = sum(sign.isalnum() for sign in text)
        few = letters <= len(text) / 2 and not SPOKEN.search(line) and not LISTING.fullmatch(line)
        if few and DRAWING.search(text):
            run.append(text)
            continue
        signs = "".join(run)
        drawing = sum(not sign.isalnum() for sign in signs)
        if len(run) >= FEW_LINES and drawing >= max(FEW_SIGNS, SIGNS_SHARE * len(signs)):
            # One and the same sign, line after line, parts something or counts.
            return len({sign for sign in signs if not sign.isalnum()}) >= FEW_LINES
        run = []
    return False


def _signs(seen: Any, view: View) -> Iterator[Remark]:
    for icon in seen["icons"]:
        yield fails(icon["element"], "Its name is a sign of a font of icons: nothing is said.")
    for box in seen["written"]:
        faces = [
            face for face in vocabulary.words("smileys", "") if _stands_alone(face, box["text"])
        ]
        if faces:
            yield asks(box["element"], f"“{faces[0]}” is read sign by sign. Do words say it too?")
        elif PRIVATE.search(box["text"]):
            yield asks(box["element"], "It holds a sign of a font of icons. What is heard of it?")


def _stands_alone(face: str, text: str) -> bool:
    return bool(re.search(rf"(?:^|\s){re.escape(face)}(?=$|[\s.,!?])", text))


RULE = Rule(
    id="text_as_picture",
    criteria=("1.1.1", "1.3.1"),
    affects="People who listen: signs are spoken one by one, drawings not at all.",
    passed="What is drawn is said too.",
    failed="Something is drawn that is never said.",
    person="Is what is drawn here said too?",
    check=check,
    words=True,
    probe=PROBE,
    conditions=frozenset({"default"}),
)

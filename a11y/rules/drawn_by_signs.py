"""Spaces, breaks and look-alike signs do not stand for layout or letters (WCAG 2.2 SC 1.3.2)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from a11y.rule import Remark, Rule, View, asks, fails, passes

# "S A L E": single letters with single spaces. Three may be initials, so four at least.
SPREAD = re.compile(r"(?<!\w)(?:[^\W\d_][ \u00a0]){3,}[^\W\d_](?!\w)")
GAP = re.compile(r"\S(?: {3,}|\t+|\u00a0{2,}(?: |\u00a0)*)\S")
LOOK_ALIKE = re.compile(
    "[\U0001d400-\U0001d7ff\uff21-\uff3a\uff41-\uff5a\u24b6-\u24e9\U0001f130-\U0001f189]{2,}"
)
STACKED = re.compile(r"[\u0300-\u036f]{3,}")
BREAKS = 3
PARAGRAPH = 20  # words
# Text has more letters than signs, and so has code.
ART_LETTERS, ART_SIGNS, ART_KINDS, ART_LINES = 0.25, 8, 3, 3
EMPTY_BOXES = 2

PROBE = (
    f"const PARAGRAPH = {PARAGRAPH};"
    + """
const raw = box => {
  let text = "";
  const walker = document.createTreeWalker(box, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  const kept = /pre/.test(getComputedStyle(box).whiteSpace);
  for (let at = walker.nextNode(); at; at = walker.nextNode()) {
    if (at.nodeType === Node.ELEMENT_NODE) text += at.localName === "br" ? "\\n" : "";
    else text += kept ? at.data : at.data.replace(/[ \\n\\r\\t]+/g, " ");
  }
  return text;
};
const odd = new RegExp([
  "[\\\\u00a0\\t]|  |\\\\p{L}[ \\\\u00a0]\\\\p{L}[ \\\\u00a0]\\\\p{L}|\\\\p{M}",
  "[\\u{1d400}-\\u{1d7ff}\\u{ff21}-\\u{ff5a}\\u{24b6}-\\u{24e9}\\u{1f130}-\\u{1f189}]",
].join("|"), "u");
// Programs that colour code mark it so.
const COLOURED = `[class*=highlight i], [class*=code i], [class*=syntax i], [class*=prism],
  [class*=hljs]`;
const listing = box => box.closest("pre") && box.parentElement?.closest(COLOURED);
const boxes = page.texts().filter(page.seen).map(box => ({
  element: page.path(box), text: raw(box).slice(0, 3000), language: page.language(box),
  code: Boolean(box.closest("code, kbd, samp, [aria-hidden=true]")
    || box.querySelector("code, samp") || listing(box)),
})).filter(box => odd.test(box.text));
const breaks = page.all("br").filter(br => {
  let at = br, count = 1;
  for (at = br.nextSibling; at; at = at.nextSibling) {
    if (at.nodeType === Node.TEXT_NODE && !at.data.trim()) continue;
    if (at.localName !== "br") break;
    count += 1;
  }
  for (at = br.previousSibling; at && at.nodeType === Node.TEXT_NODE && !at.data.trim();)
    at = at.previousSibling;
  return count >= 3 && at?.localName !== "br" && page.shown(br);
});
const empty = page.all("p").filter(element => !element.textContent.replace(/\\u00a0/g, " ").trim()
  && !element.querySelector("img, svg, input, button, iframe, video, audio, canvas, object, [id]")
  && !element.id && !element.getAttribute("role") && !element.getAttribute("aria-live")
  && page.shown(element) && element.getBoundingClientRect().height > 0);
// Twice in one box, two breaks stand for the gap between paragraphs; once, where much stands on
// either side.
const pairs = new Map();
const much = text => (text.match(/\\p{L}+/gu) ?? []).length >= PARAGRAPH;
const beside = (br, way) => {
  let text = "";
  for (let at = br[way]; at && at.localName !== "br"; at = at[way]) {
    if (at.nodeType === Node.ELEMENT_NODE && getComputedStyle(at).display !== "inline") break;
    text += at.textContent;
  }
  return text;
};
const apart = new Set();
for (const br of page.all("br + br")) {
  const between = br.previousSibling?.nodeType === Node.TEXT_NODE && br.previousSibling.data.trim();
  const box = page.block(br.parentElement);
  if (!between && br.nextSibling && page.shown(br) && !box.closest("pre, address, form"))
    pairs.set(box, (pairs.get(box) ?? 0) + 1);
  if (pairs.has(box) && much(beside(br, "nextSibling"))
    && much(beside(br.previousElementSibling, "previousSibling"))) apart.add(box);
}
const gaps = [...pairs].filter(([box, count]) => count >= 2 || apart.has(box))
  .map(([box]) => page.path(box));
// Pictures made of signs, line by line, for which nothing else stands. Braille is text.
const lined = [...page.texts(), ...page.all("pre")];
const art = [...new Set(lined)].filter(box => /pre/.test(getComputedStyle(box).whiteSpace)
  && page.seen(box) && page.heard(box) && !/[\u2800-\u28ff]/.test(box.textContent)
  && !box.closest("code, kbd, samp, figure:has(figcaption), [role=img], [aria-label], table")
  && !box.querySelector("code, kbd, samp") && !listing(box));
const drawn = art.map(box => ({element: page.path(box), text: box.textContent}));
return {boxes, gaps, art: drawn, breaks: breaks.map(page.path), empty: empty.map(page.path),
  any: page.texts().length > 0};
"""
)


def check(seen: Any, view: View) -> Iterator[Remark]:
    """Each sign is read out, one by one, and each empty line too (WCAG 2.2 SC 1.3.2, 1.1.1)."""
    found = [remark for box in seen["boxes"] for remark in _signs(box)]
    for box in seen["art"]:
        if _is_art(box["text"]):
            note = "It is a picture made of signs, and no words stand for it."
            found.append(fails(box["element"], note))
    if seen["breaks"]:
        note = f"At least {BREAKS} line breaks in a row make room. That is work for the style."
        found.append(asks(seen["breaks"][0], note))
    elif seen["gaps"]:
        note = "Line breaks stand for the gaps between paragraphs. Are they paragraphs?"
        found.append(asks(seen["gaps"][0], note))
    if len(seen["empty"]) >= EMPTY_BOXES:
        note = f"{len(seen['empty'])} empty paragraphs make room. That is work for the style."
        found.append(asks(seen["empty"][0], note))
    if found:
        yield from found
    elif seen["any"]:
        yield passes()


def _signs(box: Any) -> Iterator[Remark]:
    text = box["text"]
    if found := SPREAD.search(text):
        yield fails(box["element"], f"“{found[0]}” is read letter by letter, not as a word.")
    if found := LOOK_ALIKE.search(text):
        plain = unicodedata.normalize("NFKC", found[0])
        note = f"“{found[0]}” looks like “{plain}”, but is made of other signs."
        yield fails(box["element"], note)
    if STACKED.search(text):
        yield fails(box["element"], "Its letters carry heaps of marks that are read one by one.")
    if not box["code"] and _columns(text):
        yield fails(box["element"], "Spaces set its text in columns. Read line by line they mix.")


def _is_art(text: str) -> bool:
    """Lines of many signs and few letters (failure F72)."""
    lines = [line for line in text.split("\n") if line.strip()]
    signs = [sign for sign in text if not sign.isspace()]
    letters = sum(sign.isalnum() for sign in signs)
    kinds = {sign for sign in signs if not sign.isalnum()}
    return (
        len(lines) >= ART_LINES
        and len(signs) >= ART_SIGNS
        and len(kinds) >= ART_KINDS
        and letters <= ART_LETTERS * len(signs)
    )


def _columns(text: str) -> bool:
    """Several lines in a row, each with a wide gap inside: a table drawn with spaces."""
    lines = [line for line in text.split("\n") if line.strip()]
    gaps = [bool(GAP.search(line)) for line in lines]
    return len(lines) >= 3 and sum(gaps) >= max(2, 0.6 * len(lines))


RULE = Rule(
    id="drawn_by_signs",
    criteria=("1.3.2", "1.1.1", "1.3.1"),
    affects="People who listen: every sign is spoken, whatever it looks like.",
    passed="Words are words, and room is made by the style.",
    failed="Signs draw what should be words or layout.",
    person="Empty lines make room.",
    check=check,
    probe=PROBE,
    conditions=frozenset({"default"}),
)

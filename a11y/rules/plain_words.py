"""Texts are short, plain and explained (WCAG 2.2 SC 3.1.5, 3.1.4, 3.1.3)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from a11y import readability, vocabulary
from a11y.rule import Remark, Rule, View, asks, fails, passes
from a11y.verdict import Evidence

# WCAG asks for another version when a text needs more than lower secondary school: 9 years.
# Measures err by some years, so it takes clearly more before anybody is troubled.
HARD_GRADE = 15.0
LONG_SENTENCE_WORDS = 45
WALL_WORDS = 170
# One sentence alone, when it is that long and that hard.
HARD_SENTENCE_WORDS, HARD_SENTENCE_GRADE = 25, 20.0
PLACEHOLDER = re.compile(r"\blorem ipsum\b|\bdolor sit amet\b", re.IGNORECASE)
# Two or more capitals, with digits perhaps: an abbreviation. Those that are words by now, units
# and marks of file types need no explanation.
SHORT = re.compile(r"(?<![\w.&/-])[A-Z][A-Z0-9]{1,6}s?(?![\w&/-]|\.\w)")
KNOWN = vocabulary.words("known_short", "")
# So many different ones make a text that only insiders read.
MANY_SHORT = 2
# Names of forms and models, such as “SA302”, count beside one of letters alone.
MANY_CODES = 2

PROBE = """
const skip = "pre, code, kbd, samp, nav, footer, button, [role=button], [aria-hidden=true], table";
const boxes = page.texts().filter(box => page.seen(box) && !box.closest(skip));
// A link right below the body has the whole page for its block: of such only its own lines.
const blocks = new Set(page.texts()), outer = new Set();
for (const block of blocks) {
  for (let at = block.parentElement; at && !outer.has(at); at = at.parentElement) outer.add(at);
}
const line = node => node.nodeType === Node.TEXT_NODE ? node.data
  : node.nodeType !== Node.ELEMENT_NODE || blocks.has(node) || outer.has(node) ? "\\n"
  : page.shown(node) ? node.innerText ?? "" : "";
const written = box => outer.has(box) ? [...box.childNodes].map(line).join("").split("\\n")
  .map(page.squeeze).filter(Boolean).join("\\n") : page.written(box);
const text = document.body ? document.body.innerText : "";
const titled = page.all("abbr[title], acronym[title], dfn").map(
  element => page.squeeze(element.textContent));
const bare = page.all("abbr, acronym").filter(element => !element.title && page.shown(element)
  && !element.getAttribute("aria-label"));
return {
  boxes: boxes.map(box => ({element: page.path(box), text: written(box),
    language: page.language(box), heading: Boolean(box.closest("h1, h2, h3, h4, h5, h6, th, dt")),
    translated: box.closest("[translate=no]") !== null})),
  text: page.squeeze(text).slice(0, 60000), titled,
  bare: bare.map(element => ({element: page.path(element),
    text: page.squeeze(element.textContent)})),
};
"""


def check(seen: Any, view: View) -> Iterator[Remark]:
    """Easy words help everyone, and are all that some can use (WCAG 2.2 SC 3.1.3, 3.1.4, 3.1.5)."""
    found = [remark for box in seen["boxes"] for remark in _box(box, view)]
    found += _page(seen["boxes"], view)
    found += _abbreviations(seen)
    if found:
        yield from found
    elif seen["boxes"]:
        yield passes()


def _box(box: Any, view: View) -> Iterator[Remark]:
    if PLACEHOLDER.search(box["text"]):
        yield asks(box["element"], "It is a filler text, and no words for people.")
        return
    reading = readability.read(box["text"], box["language"] or view.language)
    if reading.words > WALL_WORDS:
        note = f"{reading.words} words stand here without a break."
        yield asks(box["element"], note, Evidence((("words", str(reading.words)),)))
    elif reading.longest > LONG_SENTENCE_WORDS:
        note = f"One sentence has {reading.longest} words: “{reading.longest_sentence[:80]}…”."
        yield asks(box["element"], note, Evidence((("words", str(reading.longest)),)))
    elif reading.longest >= HARD_SENTENCE_WORDS and reading.grade >= HARD_SENTENCE_GRADE:
        note = f"“{reading.longest_sentence[:80]}…” is hard to read. Is there an easy version?"
        yield asks(box["element"], note, Evidence((("years of school", str(reading.grade)),)))


def _page(boxes: Any, view: View) -> Iterator[Remark]:
    whole = [box for box in boxes if not box["heading"] and len(box["text"].split()) >= 8]
    text = "\n".join(box["text"] for box in whole)
    if PLACEHOLDER.search(text):
        return
    language = (whole[0]["language"] if whole else "") or view.language
    reading = readability.read(text, language)
    if reading.words >= readability.ENOUGH_WORDS and reading.grade >= HARD_GRADE:
        hardest = max(whole, key=lambda box: readability.read(box["text"], language).grade)
        years = f"{reading.grade:.0f}"
        note = f"It takes about {years} years of school to read this. Is there an easy version?"
        yield asks(hardest["element"], note, Evidence((("years of school", str(reading.grade)),)))


def _abbreviations(seen: Any) -> Iterator[Remark]:
    for part in seen["bare"]:
        if part["text"].upper() not in KNOWN and not _explained(part["text"], seen["text"]):
            yield fails(part["element"], f"“{part['text']}” is marked as short, and for what?")
    told = {title.strip() for title in seen["titled"]}
    open_: dict[str, str] = {}
    codes: set[str] = set()
    for box in seen["boxes"]:
        if box["text"].isupper() or box["translated"]:
            continue
        for short in SHORT.findall(box["text"]):
            plain = short.rstrip("s")
            if re.fullmatch(r"[A-Z]+\d+[A-Z]?", plain):
                codes.add(plain)
            known = plain in KNOWN or not plain.isalpha() or plain in told
            if not known and not _explained(plain, seen["text"]):
                open_.setdefault(plain, box["element"])
    if len(open_) >= MANY_SHORT or (open_ and len(codes) >= MANY_CODES):
        listed = ", ".join(f"“{short}”" for short in sorted({*open_, *codes}))
        yield asks(next(iter(open_.values())), f"What do {listed} mean? Nothing here says it.")


def _explained(short: str, text: str) -> bool:
    """Its letters begin the words that stand beside it, in brackets or before brackets."""
    around = re.escape(short)
    if re.search(
        rf"\b{around} ?\((?=[^)]*[a-z]{{3}})|\b{around} ?(?:=|stands for|means|heißt)", text
    ):
        return True
    if re.search(rf"\w{{3,}}[^.]{{0,40}}\({around}\)", text):
        return True
    letters = r"\w*[\W_]+(?:\w{1,3} )?".join(map(re.escape, short))
    return bool(re.search(rf"\b{letters}\w*", text.replace(short, " "), re.IGNORECASE))


RULE = Rule(
    id="plain_words",
    criteria=("3.1.5", "3.1.4", "3.1.3"),
    affects="People who read with effort, learn the language, or are tired.",
    passed="Texts are short, and no word is left unexplained.",
    failed="An abbreviation is never explained.",
    person="Can this be said in easier words?",
    check=check,
    words=True,
    probe=PROBE,
    conditions=frozenset({"default"}),
)

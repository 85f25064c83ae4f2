"""Text is large and airy enough, and set so that it can be read at length (WCAG 2.2 SC 1.4.8)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from a11y.rule import Remark, Rule, View, asks, fails, passes
from a11y.verdict import Evidence

# Nobody can read letters this small; browsers offer them as a least size for that reason.
TINY_PX = 9.0
SMALL_PX = 10.0
# WCAG asks for 80 (1.4.8); a window that people can make narrower serves too, so only a much
# longer line is worth a question.
LONG_LINE_SIGNS = 120
# Ordinary is 1.15 to 1.25: less, and the lines touch.
TOUCHING_LINES = 1.1
TIGHT_LINES = 1.15
# So much nearer than their font sets them, letters begin to touch; words, by so much, to join.
TIGHT_LETTERS_EM, TIGHT_WORDS_EM = 0.03, 0.1
# Letters so far apart stand each for itself: words are no longer seen as a whole.
WIDE_LETTERS_EM = 0.25
# Three paragraphs of so many words with no gap between them are one block to the eye.
DENSE_WORDS, LEAST_GAP_PX = 8, 3
# A warning in capitals is short. So long a text in them has to be read word by word.
CAPITALS_WORDS = 40
CAPITALS = "It is all in capitals. Each letter then looks like the next."

PROBE = (
    f"const TIGHT_LETTERS = {TIGHT_LETTERS_EM}, TIGHT_WORDS = {TIGHT_WORDS_EM};"
    f"const WIDE_LETTERS = {WIDE_LETTERS_EM}, TINY = {TINY_PX}, SMALL = {SMALL_PX};"
    f"const LEAST_GAP_PX = {LEAST_GAP_PX}, DENSE_WORDS = {DENSE_WORDS};"
    + """
const boxes = page.texts().filter(page.seen).filter(box => !box.closest("pre, code, nav, table"));
// The widths of its lines, as far as there is text in them.
const lines = box => {
  const range = document.createRange(), found = new Map();
  range.selectNodeContents(box);
  for (const one of range.getClientRects()) {
    const at = Math.round(one.bottom / 4);
    if (one.width > 1) found.set(at, (found.get(at) ?? 0) + one.width);
  }
  return [...found.values()];
};
// How much of the text stands in the longest line; the last one is shorter than the others.
const longest = widths => Math.max(...widths) / widths.reduce((sum, one) => sum + one, 0);
// Share of the letters that stand in the given style.
const share = (box, holds) => {
  let all = 0, some = 0;
  const walker = document.createTreeWalker(box, NodeFilter.SHOW_TEXT);
  for (let at = walker.nextNode(); at; at = walker.nextNode()) {
    const letters = (at.data.match(/\\p{L}/gu) ?? []).length;
    all += letters;
    if (letters && holds(getComputedStyle(at.parentElement), at.parentElement)) some += letters;
  }
  return all ? some / all : 0;
};
// What links look like, whatever draws the line: the text itself, or its box.
const underlines = style => style.textDecorationLine.includes("underline")
  && style.textDecorationStyle === "solid";
const clear = colour => /^(transparent|rgba\\(.*, 0\\))$/.test(colour);
// Tags and badges have more lines than one, or a ground; a line of another colour marks, and
// a term that shows its meaning when pointed at has a line of its own kind.
const lineBelow = (part, style) => style.borderBottomStyle === "solid"
  && Number.parseFloat(style.borderBottomWidth) <= 3 && style.borderBottomColor === style.color
  && ["Top", "Left", "Right"].every(side => style[`border${side}Style`] === "none")
  && clear(style.backgroundColor) && style.backgroundImage === "none"
  && !part.matches("mark, kbd, dfn, [title], [tabindex], [aria-describedby], [aria-hidden=true]")
  && style.display === "inline"
  && /\\p{L}{2}/u.test(page.written(page.block(part)).replace(page.written(part), ""));
// By the first name that is given, installed or not: whoever has it reads in it. A family that
// only falls back to “cursive” counts too, unless its letters stand each for itself.
const SCRIPT = new RegExp("script|brush|handwriting|chancery|calligra|zapfino|papyrus|pacifico"
  + "|lobster|dancing|snell|roundhand|great vibes|satisfy|caveat|blackletter|fraktur|^old english"
  + "|^(cursive|fantasy)$", "i");
const PLAIN = /comic|comfortaa|fredoka|baloo|dyslexic|print|sans|righteous|quicksand|nunito/i;
const families = new Map();
const flowing = family => {
  if (!families.has(family)) {
    const names = family.split(",").map(name => name.replace(/["']/g, "").trim());
    const last = names.find(name => /^(serif|sans-serif|monospace|cursive|fantasy)$/.test(name));
    families.set(family, !PLAIN.test(names[0])
      && (SCRIPT.test(names[0]) || /^(cursive|fantasy)$/.test(last ?? "")));
  }
  return families.get(family);
};
// How much nearer than their font sets them letters stand, and words, in em. Headings and large
// letters are set tighter by custom, and letters of one width have much room between them.
const MONO = /mono|courier|consolas|menlo|typewriter/i;
const pushed = (style, size) => {
  const [letters, words] = [style.letterSpacing, style.wordSpacing].map(
    value => -(Number.parseFloat(value) || 0) / size);
  return letters >= TIGHT_LETTERS || words >= TIGHT_WORDS ? {letters, words} : null;
};
const tight = (box, style, size, words) => words >= 20 && size < 24 && !MONO.test(style.fontFamily)
  && !box.closest("h1, h2, h3, h4, h5, h6, [role=heading]") && pushed(style, size)
  && share(box, own => pushed(own, Number.parseFloat(own.fontSize))) > 0.9
  ? pushed(style, size) : null;
const wide = style => (Number.parseFloat(style.letterSpacing) || 0)
  >= WIDE_LETTERS * Number.parseFloat(style.fontSize);
const found = [];
for (const box of boxes) {
  const text = page.written(box);
  const words = text.split(" ").length;
  const style = getComputedStyle(box);
  const size = Number.parseFloat(style.fontSize);
  const letters = text.match(/\\p{L}/gu) ?? [];
  const upper = letters.filter(one => one !== one.toLowerCase()).length;
  const longText = words >= 15;
  const widths = words >= 8 ? lines(box) : [1], count = widths.length;
  const one = {element: page.path(box), words, size, lines: count,
    control: Boolean(box.closest("a, button, label, [role=button], input")),
    upper: words >= 8 && letters.length ? upper / letters.length : 0,
    justified: longText && count > 2 && style.textAlign === "justify",
    centred: words >= 40 && count > 3 && style.textAlign === "center",
    signs: count > 2 ? Math.round(text.length * longest(widths)) : 0,
    height: count > 1 && style.lineHeight !== "normal"
      ? Number.parseFloat(style.lineHeight) / size : 2,
    italic: words >= 25 ? share(box, own => own.fontStyle !== "normal") : 0,
    bold: words >= 40 ? share(box, own => Number(own.fontWeight) >= 600) : 0,
    flowing: longText && flowing(style.fontFamily)
      ? share(box, own => flowing(own.fontFamily)) : 0,
    tiny: share(box, own => Number.parseFloat(own.fontSize) < TINY),
    small: words >= 8 ? share(box, own => Number.parseFloat(own.fontSize) < SMALL) : 0,
    tight: tight(box, style, size, words), underlined: [],
    wide: longText && wide(style) ? share(box, wide) : 0};
  for (const part of [box, ...box.querySelectorAll("*")]) {
    const styled = getComputedStyle(part);
    if (!underlines(styled) && !(part !== box && lineBelow(part, styled))) continue;
    if (part.closest("a, button, [role=link], [role=button], abbr, ins, label, summary, [onclick]"))
      continue;
    if (part.querySelector("a")) continue;
    if (!/\\p{L}{2}/u.test(part.textContent)) continue;
    if (part.closest("h1, h2, h3, h4, h5, h6") || !page.seen(part)) continue;
    one.underlined.push(page.path(part));
  }
  found.push(one);
}
// Paragraphs that follow one another without a gap, and no first line is set in.
const joins = (one, other) => other?.localName === "p" && one.nextElementSibling === other
  && other.getBoundingClientRect().top - one.getBoundingClientRect().bottom < LEAST_GAP_PX
  && Number.parseFloat(getComputedStyle(other).textIndent) === 0;
boxes.forEach((box, at) => {
  const three = found.slice(at, at + 3);
  found[at].dense = box.localName === "p" && joins(box, boxes[at + 1])
    && joins(boxes[at + 1], boxes[at + 2]) && three.every(one => one.words >= DENSE_WORDS)
    && three.some(one => one.lines > 1) && !found[at - 1]?.dense;
});
return found;
"""
)


def check(seen: Any, view: View) -> Iterator[Remark]:
    """Even words with even gaps, in short lines, carry the eye (WCAG 2.2 SC 1.4.8)."""
    clean = True
    for box in seen:
        for remark in _box(box):
            clean = False
            yield remark
    if clean and seen:
        yield passes()


def _box(box: Any) -> Iterator[Remark]:
    element = box["element"]
    # Of one element, the first failure alone is told: it names all.
    if notes := " ".join(_sure(box)):
        yield fails(element, notes)
    if box["signs"] > LONG_LINE_SIGNS:
        evidence = Evidence((("signs a line", str(box["signs"])),))
        yield asks(element, f"Its lines hold about {box['signs']} signs. 80 are easy.", evidence)
    if TOUCHING_LINES <= box["height"] < TIGHT_LINES:
        yield asks(element, _apart(box))
    if box["upper"] > 0.8 and box["words"] <= CAPITALS_WORDS:
        yield asks(element, CAPITALS)
    if box["bold"] > 0.9:
        yield asks(element, "It is all in bold letters. Nothing in it stands out any more.")
    if box["italic"] > 0.9:
        yield asks(element, "It is all in slanting letters. Those are hard for many.")
    if box["flowing"] > 0.9:
        yield asks(element, "It is set in letters like handwriting. Those are hard for many.")
    if box["wide"] > 0.9:
        yield asks(element, "Its letters stand far apart. Are its words still seen as words?")
    if box["dense"]:
        yield asks(element, "Nothing shows where it ends and the paragraph below it begins.")
    if box["centred"]:
        yield asks(element, "It is centred: each line begins somewhere else.")
    if box["tiny"] > 0.9:
        evidence = Evidence((("letters", f"{box['size']:g} px"),))
        yield fails(element, f"Its letters are smaller than {TINY_PX:g} px.", evidence)
    elif box["small"] > 0.9:
        yield asks(element, f"Its letters are {box['size']:g} px high. Can all read them?")
    for part in box["underlined"]:
        yield asks(part, "It is underlined like a link, and is none.")


def _sure(box: Any) -> Iterator[str]:
    if box["justified"]:
        yield "It is justified: the gaps between its words differ from line to line."
    if box["height"] < TOUCHING_LINES:
        yield _apart(box)
    if box["upper"] > 0.8 and box["words"] > CAPITALS_WORDS:
        yield CAPITALS
    if tight := box["tight"]:
        kind = "letters" if tight["letters"] >= TIGHT_LETTERS_EM else "words"
        yield f"Its {kind} are pushed together, by {tight[kind]:.2f} of the letters' size."


def _apart(box: Any) -> str:
    return f"Its lines stand {box['height']:.2f} of the letters apart."


RULE = Rule(
    id="text_look",
    criteria=("1.4.8",),
    affects="People who read with effort, or magnify what they read.",
    passed="Text is set for reading.",
    failed="Text is set so that it is hard to read.",
    person="Is this text set for reading?",
    check=check,
    probe=PROBE,
    conditions=frozenset({"default"}),
)

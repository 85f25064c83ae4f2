"""What looks like a heading is marked as one (WCAG 2.2 SC 1.3.1, 2.4.6)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from a11y.rule import Remark, Rule, View, asks, fails, passes
from a11y.verdict import Evidence

# Bold alone may be stress; bold and clearly larger than the text below is a heading to the eye.
LARGER = 1.15
# Larger by so much is a heading to the eye even in thin letters.
MUCH_LARGER = 1.45
REPEATED = 2
WORDS = 12

PROBE = (
    f"const LARGER = {LARGER}, REPEATED = {REPEATED};"
    + """
const never = `h1, h2, h3, h4, h5, h6, [role=heading], a, button, label, legend, summary, caption,
  th, td, dt, dd, li, nav, figcaption, [role=alert], [role=status], [role=button], [role=tab], pre,
  header, footer, blockquote, address, option, code, dialog, [role=dialog]`;
const boxes = page.texts().filter(page.seen);
const weight = element => Number(getComputedStyle(element).fontWeight) || 400;
const size = element => Number.parseFloat(getComputedStyle(element).fontSize);
// The look of an element's letters: all of them must share it, else it is a stressed word.
const look = element => {
  let bold = true, least = Infinity, most = 0, any = false;
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  for (let at = walker.nextNode(); at; at = walker.nextNode()) {
    if (!/[\\p{L}\\p{N}]/u.test(at.data)) continue;
    any = true;
    bold &&= weight(at.parentElement) >= 600;
    least = Math.min(least, size(at.parentElement));
    most = Math.max(most, size(at.parentElement));
  }
  return {bold: any && bold, size: least, most};
};
const under = (one, other) => {
  const a = one.getBoundingClientRect(), b = other.getBoundingClientRect();
  return b.top >= a.bottom - 2 && b.top - a.bottom < 60 && b.left < a.right && b.right > a.left;
};
if (!boxes.length) return null;
// Headings whose role was taken away, though they still look like one.
const robbed = page.all(":is(h1, h2, h3, h4, h5, h6):is([role=none], [role=presentation])")
  .filter(one => page.seen(one) && page.heard(one) && page.role(one) !== "heading"
    && !one.closest("[role=tab], button, a, summary") && page.written(one)
    && (look(one).bold || size(one) > size(one.parentElement) * 1.1));
const found = [];
boxes.forEach((element, number) => {
  const text = page.written(element);
  const words = text.split(" ").length;
  if (words > 12 || text.length < 3 || !/\\p{L}{2}/u.test(text)) return;
  if (/[.,;!:…]$/.test(text) || element.closest(never)) return;
  if (element.querySelector("a[href], button, input, select, textarea, h1, h2, h3, h4")) return;
  const next = boxes[number + 1];
  if (!next || next.closest("h1, h2, h3, h4, h5, h6") || element.contains(next)) return;
  if (next.closest("li, td, th, dt, label, button") || !under(element, next)) return;
  const own = look(element), other = look(next);
  const below = page.written(next);
  const short = below.split(" ").length < 8 || below.length < text.length * 1.5;
  const brief = short && /^\\D+$/.test(text) && /^\\p{Lu}.*\\s.*[.!?]$/u.test(below);
  if (other.bold || short && !brief) return;
  found.push({element: page.path(element), text, words, bold: own.bold, brief,
    times: own.size / other.most, size: own.size, below: other.most});
});
// Over so little text one may be a kicker, unless it is larger; several of one look are headings
// where one of them stands over more, and may be where none does.
const alike = one => found.filter(other => other.bold && other.size === one.size);
const several = one => alike(one).length >= REPEATED && one.times > 0.99;
const doubted = one => one.brief && one.times < LARGER && alike(one).every(other => other.brief);
return {doubted: found.filter(one => one.bold && several(one) && doubted(one)).slice(0, 1),
  lines: found.filter(one => one.brief
    ? one.bold && (one.times >= LARGER || several(one) && !doubted(one))
    : (one.bold && one.times > 0.99) || one.times >= 1.45),
  robbed: robbed.map(one => ({element: page.path(one), text: page.written(one).slice(0, 80)}))};
"""
)


def check(seen: Any, view: View) -> Iterator[Remark]:
    """A line in large or bold letters over a text is a heading to the eye alone (SC 1.3.1)."""
    if seen is None:
        return  # there are no words
    for heading in seen["robbed"]:  # failure F92
        note = f"“{heading['text']}” looks like a heading, and its role says that it is none."
        yield fails(heading["element"], note)
    bold = [line for line in seen["lines"] if line["bold"]]
    for line in seen["doubted"]:
        yield asks(line["element"], f"Is “{line['text']}” a heading?", _sizes(line))
    for line in seen["lines"]:
        evidence = _sizes(line)
        sure = line["times"] >= MUCH_LARGER or (line["bold"] and line["times"] >= LARGER)
        # One alone over a few words may be a kicker all the same.
        if (sure and not line["brief"]) or (line["bold"] and len(bold) >= REPEATED):
            note = f"“{line['text']}” looks like a heading and is none."
            yield fails(line["element"], note, evidence)
        else:
            yield asks(line["element"], f"Is “{line['text']}” a heading?", evidence)
    if not (seen["lines"] or seen["robbed"] or seen["doubted"]):
        yield passes()


def _sizes(line: Any) -> Evidence:
    return Evidence(
        (("letters", f"{line['size']:g} px"), ("letters below", f"{line['below']:g} px"))
    )


RULE = Rule(
    id="fake_headings",
    criteria=("1.3.1", "2.4.6"),
    affects="People who listen, and skim a page by its headings.",
    passed="What looks like a heading is one.",
    failed="A heading is one to the eye alone.",
    person="A bold line may be a heading to the eye alone.",
    check=check,
    probe=PROBE,
    conditions=frozenset({"default"}),
)

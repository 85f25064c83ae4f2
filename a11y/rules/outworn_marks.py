"""No mark-up says how things look, or is no longer part of HTML (WCAG 2.2 SC 1.3.1)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from a11y import vocabulary
from a11y.rule import Remark, Rule, View, asks, fails, passes

# Of a word or two; shorter ones may be signs of a formula, and more of them a term.
LEAST, MOST_WORDS = 2, 2  # letters, words
BID_WORDS = 4

# HTML §16.2: elements that are entirely obsolete. They still work, each in its own way.
PROBE = """
const obsolete = `font, center, big, strike, tt, basefont, acronym, applet, dir, frameset, frame,
  isindex, listing, xmp, nobr, multicol, spacer, bgsound, plaintext`;
const moving = page.all("marquee, blink").filter(page.shown);
const found = page.all(obsolete).filter(page.shown);
// Bold or slanted in the middle of a sentence, and in its letters: the fonts of icons have others.
const inside = element => {
  const style = getComputedStyle(element), line = page.block(element);
  const rest = page.squeeze(line.textContent).length - page.squeeze(element.textContent).length;
  return style.display === "inline" && rest > LEAST_BESIDE
    && style.fontFamily === getComputedStyle(element.parentElement).fontFamily;
};
const LONGEST = 80, LEAST_BESIDE = 8;
const around = `strong, em, label, button, summary, dt, cite, dfn, [role=strong], [role=emphasis]`;
const stressed = page.all("b, i").filter(element => {
  const length = element.textContent.trim().length;
  return length > 1 && length <= LONGEST && !element.closest(around) && !element.matches("[lang]")
    && !element.querySelector("strong, em") && page.heard(element) && inside(element);
}).map(element => ({element: page.path(element), text: page.squeeze(element.textContent),
  tag: element.localName, language: page.language(element)}));
const names = [...new Set(found.map(element => element.localName))];
return {first: found[0] ? page.path(found[0]) : "", names, count: found.length, stressed,
  moving: moving.map(page.path), any: page.texts().length > 0};
"""


def check(seen: Any, view: View) -> Iterator[Remark]:
    """Marks of look carry no meaning to who does not see it (WCAG 2.2 SC 1.3.1)."""
    for element in seen["moving"]:
        yield fails(element, "It moves or blinks, and cannot be stopped.")
    if seen["count"]:
        names = ", ".join(f"<{name}>" for name in seen["names"])
        yield asks(seen["first"], f"{names}: only the look is given. Does it mean something?")
    weighty = [one for one in seen["stressed"] if _weighs(one, view)]
    weighty = weighty or [one for one in seen["stressed"] if _is_word(one) or _is_bid(one)]
    if weighty:
        first = weighty[0]
        mark = "strong" if first["tag"] == "b" else "em"
        note = f"“{first['text']}” is told from its sentence by look. Does it need <{mark}>?"
        yield asks(first["element"], note)
    elif seen["any"] and not seen["moving"] and not seen["count"]:
        yield passes()


def _weighs(one: Any, view: View) -> bool:
    return vocabulary.is_one_of(one["text"], "weighty", one["language"] or view.language)


def _is_word(one: Any) -> bool:
    """Whether it is a word in small letters: no name, title, key or sign of a formula."""
    words = one["text"].split()
    plain = all(word.isalpha() and word.islower() and len(word) > LEAST for word in words)
    return plain and len(words) <= MOST_WORDS


def _is_bid(one: Any) -> bool:
    """Whether a whole sentence is told from the ones beside it by fat letters alone."""
    text = one["text"]
    return bool(one["tag"] == "b" and text[-1] in ".!" and len(text.split()) >= BID_WORDS)


RULE = Rule(
    id="outworn_marks",
    criteria=("1.3.1", "2.2.2"),
    affects="People who listen, or who need other colours and letters.",
    passed="The mark-up says what things are.",
    failed="Old mark-up makes text move.",
    person="The mark-up says how things look, not what they are.",
    check=check,
    words=True,
    probe=PROBE,
    conditions=frozenset({"default"}),
)

"""No mark-up says how things look, or is no longer part of HTML (WCAG 2.2 SC 1.3.1)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from a11y import vocabulary
from a11y.rule import Remark, Rule, View, asks, fails, passes

# Of a word or two; shorter ones may be signs of a formula, and more of them a term.
LEAST, MOST_WORDS = 2, 2  # letters, words

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
const LONGEST = 30, LEAST_BESIDE = 8, MOST_STRUCK = 120;
const around = `strong, em, label, button, summary, dt, cite, dfn, [role=strong], [role=emphasis]`;
const stressed = page.all("b, i").filter(element => {
  const length = element.textContent.trim().length;
  return length > 1 && length <= LONGEST && !element.closest(around) && !element.matches("[lang]")
    && !element.querySelector("strong, em") && page.heard(element) && inside(element);
}).map(element => ({element: page.path(element), text: page.squeeze(element.textContent),
  tag: element.localName, language: page.language(element)}));
// A whole line that is struck out, with no word that says why. A price has a new one beside it, and
// the box of a task is ticked.
const PRICE = /[€£$¥]|\\b(EUR|CHF|USD|GBP)\\b|^[-\\d\\s.,]+$/, MARKED = "s, del";
const through = element => /line-through/.test(getComputedStyle(element).textDecorationLine);
const lined = page.all("s, del, strike, span, li, p, td, dd, div, time, em, i, b, small, strong")
  .filter(element => through(element) && page.shown(element)
    && !element.closest("[aria-hidden=true], :disabled, pre, code, a, button, label, ins"));
const line = element => element.closest("tr, li, dd, p, td") ?? page.block(element);
const boxed = row => row.querySelector("input, button, select, ins, [aria-checked]");
const struck = lined.map(element => ({element, row: line(element),
  text: page.squeeze(element.textContent)}))
  .filter(({element, row, text}) => /[\\p{L}\\p{N}]/u.test(text) && !PRICE.test(text)
    && text.length <= MOST_STRUCK && !boxed(row)
    // A paragraph that is marked as out of date is marked well enough.
    && !(element.closest(MARKED) && !row.matches("li, tr, dd"))
    && !lined.some(other => other !== element && other.contains(element)));
// What else stands in its line, heard or seen, and whether lines beside it are not struck out.
const struckLines = struck.map(({element, row, text}) => {
  const rest = page.squeeze(row.textContent).replace(text, "");
  const beside = [...row.parentElement?.children ?? []].filter(one => one !== row
    && one.localName === row.localName && page.squeeze(one.textContent));
  return {element: page.path(element), text, rest, language: page.language(element),
    given: Boolean(element.closest(MARKED)),
    named: Boolean(row.matches("[aria-label]")
      || row.querySelector("[aria-label], [alt]:not([alt=''])")),
    others: beside.filter(one => !struck.some(other => one.contains(other.element))).length};
});
const names = [...new Set(found.map(element => element.localName))];
const block = struckLines.length ? page.squeeze(document.body.innerText).slice(0, 20000) : "";
// Where code is shown or text is edited, the line may be an example of its kind.
const shows = Boolean(block && document.querySelector("pre, code, textarea, [contenteditable]"));
return {struck: struckLines, block, shows, first: found[0] ? page.path(found[0]) : "", names,
  count: found.length, stressed, moving: moving.map(page.path), any: page.texts().length > 0};
"""


def check(seen: Any, view: View) -> Iterator[Remark]:
    """Marks of look carry no meaning to who does not see it (WCAG 2.2 SC 1.3.1)."""
    for element in seen["moving"]:
        yield fails(element, "It moves or blinks, and cannot be stopped.")
    struck = _struck(seen, view)
    yield from struck
    if seen["count"]:
        names = ", ".join(f"<{name}>" for name in seen["names"])
        yield asks(seen["first"], f"{names}: only the look is given. Does it mean something?")
    weighty = [one for one in seen["stressed"] if _weighs(one, view)]
    weighty = weighty or [one for one in seen["stressed"] if _is_word(one)]
    if weighty:
        first = weighty[0]
        mark = "strong" if first["tag"] == "b" else "em"
        note = f"“{first['text']}” is told from its sentence by look. Does it need <{mark}>?"
        yield asks(first["element"], note)
    elif seen["any"] and not (seen["moving"] or seen["count"] or struck):
        yield passes()


def _struck(seen: Any, view: View) -> list[Remark]:
    """Lines among others that are struck out: what that means is seen alone (SC 1.3.1).

    Few screen readers say <s> and <del>, and many only when they are told to.
    """
    told = [one for one in seen["struck"] if one["others"] and not _tells(one)]
    language = told[0]["language"] or view.language if told else ""
    lines = [o for o in told if not vocabulary.holds_one_of(o["text"], "struck_out", language)]
    if not lines:
        return []
    first, meant = lines[0], vocabulary.holds_one_of(seen["block"], "struck_out", language)
    note = f"“{first['text'][:60]}” is struck out, and no word in its line says what that means."
    sure = [one for one in lines if not one["given"] and seen["block"].count(one["text"]) == 1]
    if meant and sure and not seen["shows"]:
        return [
            fails(one["element"], f"“{meant}” is told by look alone: “{one['text'][:60]}”.")
            for one in sure
        ]
    return [asks(first["element"], f"{note} Is it said elsewhere?")]


def _tells(one: Any) -> bool:
    """Whether a word beside it, or a name, may say what it means that it is struck out."""
    return bool(one["named"]) or any(sign.isalnum() for sign in one["rest"])


def _weighs(one: Any, view: View) -> bool:
    return vocabulary.is_one_of(one["text"], "weighty", one["language"] or view.language)


def _is_word(one: Any) -> bool:
    """Whether it is a word in small letters: no name, title, key or sign of a formula."""
    words = one["text"].split()
    plain = all(word.isalpha() and word.islower() and len(word) > LEAST for word in words)
    return plain and len(words) <= MOST_WORDS


RULE = Rule(
    id="outworn_marks",
    criteria=("1.3.1", "2.2.2"),
    affects="People who listen, or who need other colours and letters.",
    passed="The mark-up says what things are.",
    failed="Old mark-up makes text move, or look alone says what text means.",
    person="The mark-up says how things look, not what they are.",
    check=check,
    words=True,
    probe=PROBE,
    conditions=frozenset({"default"}),
)

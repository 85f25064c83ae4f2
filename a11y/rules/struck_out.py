"""That a line is struck out is said in words too (WCAG 2.2 SC 1.3.1)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from a11y import vocabulary
from a11y.rule import Remark, Rule, View, asks, fails, passes

PROBE = """
// A whole line that is struck out, with no word that says why. A price has a new one beside it, and
// the box of a task is ticked.
const MOST_STRUCK = 120;
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
const lines = struck.map(({element, row, text}) => {
  const rest = page.squeeze(row.textContent).replace(text, "");
  const beside = [...row.parentElement?.children ?? []].filter(one => one !== row
    && one.localName === row.localName && page.squeeze(one.textContent));
  return {element: page.path(element), text, rest, language: page.language(element),
    given: Boolean(element.closest(MARKED)),
    named: Boolean(row.matches("[aria-label]")
      || row.querySelector("[aria-label], [alt]:not([alt=''])")),
    others: beside.filter(one => !struck.some(other => one.contains(other.element))).length};
});
const said = lines.length ? page.squeeze(document.body.innerText).slice(0, 20000) : "";
// Where code is shown or text is edited, the line may be an example of its kind.
const shows = Boolean(said && document.querySelector("pre, code, textarea, [contenteditable]"));
return {lines, said, shows};
"""


def check(seen: Any, view: View) -> Iterator[Remark]:
    """Few screen readers say <s> and <del>, and many only when told to (WCAG 2.2 SC 1.3.1)."""
    lines = [one for one in seen["lines"] if one["others"] and not _tells(one)]
    language = lines[0]["language"] or view.language if lines else ""
    lines = [o for o in lines if not vocabulary.holds_one_of(o["text"], "struck_out", language)]
    meant = vocabulary.holds_one_of(seen["said"], "struck_out", language)
    sure = [one for one in lines if not one["given"] and seen["said"].count(one["text"]) == 1]
    if meant and sure and not seen["shows"]:
        for one in sure:
            note = f"“{meant}” is told by look alone: “{one['text'][:60]}”."
            yield fails(one["element"], note)
    elif lines:
        note = f"“{lines[0]['text'][:60]}” is struck out, and no word beside it says what for."
        yield asks(lines[0]["element"], f"{note} Is it said elsewhere?")
    elif seen["lines"]:
        yield passes()


def _tells(one: Any) -> bool:
    """Whether a word beside it, or a name, may say what it means that it is struck out."""
    return bool(one["named"]) or any(sign.isalnum() for sign in one["rest"])


RULE = Rule(
    id="struck_out",
    criteria=("1.3.1",),
    affects="People who listen, and hear a line that no longer holds.",
    passed="What is struck out is said to be so.",
    failed="That lines are struck out is told by look alone.",
    person="That a line is struck out may be told by look alone.",
    check=check,
    words=True,
    probe=PROBE,
    conditions=frozenset({"default"}),
)

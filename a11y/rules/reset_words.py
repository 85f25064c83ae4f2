"""A button that empties its form says so (WCAG 2.2 SC 2.4.6)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from a11y import vocabulary
from a11y.acting import look
from a11y.browser import Browser
from a11y.rule import Remark, Rule, View, asks, fails, passes

ANY = "return document.querySelector('button[type=reset i], input[type=reset i]') !== null;"
# A script that hears the button or its form may do what its words say, and keep the answers.
FIND = """
const FILLED = `input:not([type=hidden], [type=submit], [type=button], [type=reset], [type=image]),
  select, textarea`;
const heard = button => {
  for (let at = button; at; at = at.parentElement)
    if (acting.anyOf(at, [...acting.POINTER, "reset"])) return true;
  return [window, document].some(place => ["click", "reset"].some(
    name => name in given_listeners(place)));
};
return page.all("button[type=reset i], input[type=reset i]")
  .filter(button => acting.really(button) && page.heard(button) && !button.matches(":disabled"))
  .filter(button => button.form && [...button.form.elements].some(one => one.matches(FILLED)
    && page.seen(one)))
  .map(button => ({element: page.path(button), name: page.squeeze(page.name(button)),
    language: page.language(button), heard: heard(button)}));
"""


def observe(browser: Browser, view: View) -> Any:
    """Every button that is shown and empties a form, its name, and whether a script hears it."""
    return look(browser, FIND) if browser.look(ANY) else ()


def check(seen: Any, view: View) -> Iterator[Remark]:
    """Nobody loses an hour's answers to a button “Continue later” (WCAG 2.2 SC 2.4.6)."""
    for button in seen or ():
        language = button["language"] or view.language
        name = button["name"][:60]
        known = language.split("-")[0].lower() in vocabulary.LANGUAGES
        if not any(letter.isalpha() for letter in name):
            continue  # whether it has a name that says anything is asked elsewhere
        if vocabulary.holds_one_of(name, "clears", language):
            yield passes(button["element"])
        elif not vocabulary.holds_one_of(name, "goes_on", language):
            if known:
                note = f"It empties the form. Does everybody know it from “{name}”?"
                yield asks(button["element"], note)
        elif button["heard"]:
            note = f"“{name}” is a reset button. Are all answers still there when it is pressed?"
            yield asks(button["element"], note)
        else:
            yield fails(button["element"], f"“{name}” empties the form, and does nothing else.")


RULE = Rule(
    id="reset_words",
    criteria=("2.4.6",),
    affects="People who need long to fill in a form, and lose all that they have written.",
    passed="A button that empties its form says so.",
    failed="A button empties its form, and its words say something else.",
    person="A button may empty its form, and its words do not say so.",
    check=check,
    observe=observe,
    conditions=frozenset({"default"}),
    words=True,
    sees="browser",
)

"""A field keeps what was written into it when it is left (WCAG 2.2 SC 3.3.1, 3.3.7)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from a11y.acting import act, survey
from a11y.browser import Browser
from a11y.rule import Remark, Rule, View, asks, fails, passes

MOST = 20
HEARD = ("change", "blur", "focusout")
# Half of a word, as it stands there when somebody looks something up.
TRY = """
const heard = (field) => {
  for (let at = field; at; at = at.parentElement) if (acting.anyOf(at, given.heard)) return true;
  return [window, document].some((place) => given.heard.some((name) =>
    name in given_listeners(place)));
};
// Only what is in its list may stand in a combobox.
const LISTED = "[role=combobox], [list], [aria-autocomplete], [aria-haspopup], [aria-controls]";
const KINDS = "[type=text], [type=email], [type=url], [type=tel], :not([type])";
const fields = page.all("input, textarea").filter((field) => acting.really(field)
  && (field.localName === "textarea" || field.matches(KINDS)) && !field.matches(LISTED)
  && !field.readOnly && !field.disabled && !field.value && heard(field)).slice(0, given.most);
const told = [];
for (const field of fields) {
  field.focus({ preventScroll: true });
  field.value = "ab";
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.dispatchEvent(new Event("change", { bubbles: true }));
  field.blur();
  await acting.wait(10);
  told.push({ element: page.path(field), keeps: field.value !== "" });
  field.value = "";
}
return told;
"""


def observe(browser: Browser, view: View) -> Any:
    """Writes two letters into each field whose script hears that it is left, and leaves it."""
    found = survey(browser)
    if not found.fields or not found.listens(*HEARD):
        return None
    return act(browser, TRY, most=MOST, heard=HEARD)


def check(seen: Any, view: View) -> Iterator[Remark]:
    """Nobody writes a long word again for one wrong letter (WCAG 2.2 SC 3.3.1, 3.3.7)."""
    for field in seen or ():
        if field["keeps"]:
            yield passes(field["element"])
        else:
            # Where only what is in a list may be chosen, another site may clear the rest.
            note = "What was written is gone as soon as the field is left."
            yield (fails if view.own else asks)(field["element"], note)


RULE = Rule(
    id="field_keeps",
    criteria=("3.3.1", "3.3.7"),
    affects="People who write slowly, or with mistakes, and mend them afterwards.",
    passed="Each field keeps what was written into it.",
    failed="A field throws away what was written into it.",
    person="Are people told why their words went, and can they get them back?",
    check=check,
    observe=observe,
    conditions=frozenset({"default"}),
    sees="browser",
)

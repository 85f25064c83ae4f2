"""A link to a field with an error takes the focus there (a house rule on WCAG 2.2 SC 3.3.1)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from a11y.acting import act
from a11y.browser import Browser
from a11y.rule import Remark, Rule, View, fails, passes

PRESS = """
const FIELD = "input, select, textarea, fieldset, [role=group], [role=radiogroup]";
const goal = (e) => page.goal(e.getAttribute("href"));
const links = page.all('a[href^="#"]').filter((e) => acting.really(e)
  && goal(e)?.matches(FIELD) && goal(e).matches("[aria-invalid=true], :has([aria-invalid=true])"));
const told = [];
for (const link of links) {
  link.focus();
  link.click();
  await acting.wait(20);
  const at = acting.focused();
  told.push({ element: page.path(link), went: Boolean(at) && goal(link).contains(at) });
}
return told;
"""


def observe(browser: Browser, view: View) -> Any:
    """Presses each link that leads to a field with an error."""
    if not browser.look("return Boolean(document.querySelector('[aria-invalid=true]'));"):
        return []
    return act(browser, PRESS)


def check(seen: Any, view: View) -> Iterator[Remark]:
    """Who presses an error can write at once (WCAG 2.2 SC 3.3.1)."""
    for link in seen or ():
        if link["went"]:
            yield passes(link["element"])
        else:
            yield fails(link["element"], "The focus stays where it was.")


RULE = Rule(
    id="error_link",
    criteria=("3.3.1",),
    affects="People who use a keyboard or a screen reader, and write where the focus is.",
    passed="Each error that is pressed leads into its field.",
    failed="An error that is pressed does not lead into its field.",
    check=check,
    observe=observe,
    conditions=frozenset({"default"}),
    house=True,
    sees="browser",
)

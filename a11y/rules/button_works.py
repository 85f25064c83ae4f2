"""Each button does something when it is pressed (house rule on WCAG 2.2 SC 2.1.1, 2.4.3)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from a11y.acting import act, look
from a11y.browser import Browser
from a11y.rule import Remark, Rule, View, fails, passes

# A button acts by its form, by what it opens, or by a script that hears it or what it lies in.
FIND = """
const hears = (e) => {
  for (let at = e; at; at = at.parentElement)
    if (acting.anyOf(at, acting.POINTER)) return true;
  return [window, document].some((place) => "click" in given_listeners(place));
};
return page.all("button, input[type=button], input[type=submit], input[type=reset]")
  .filter((e) => acting.really(e) && !e.matches(":disabled"))
  .map((e) => ({ element: page.path(e), works: hears(e) || (e.type === "button"
    ? e.matches("[popovertarget], [commandfor]") : Boolean(e.form)) }));
"""
# Behind the guard the page stays, as it does while people wait for the next one.
PRESS = """
const dead = [];
for (const button of page.all("form button, form [type=submit]")) {
  if (!acting.really(button) || button.matches(":disabled")) continue;
  button.focus({ preventScroll: true });
  if (acting.focused() !== button) continue;
  button.click();
  await acting.wait(10);
  if (button.matches(":disabled")) dead.push(page.path(button));
}
return dead;
"""


def observe(browser: Browser, view: View) -> Any:
    """Every button that is shown, whether a press can do anything, and which ones it kills."""
    buttons = look(browser, FIND)
    if buttons and view.condition.name == "default":
        dead = act(browser, PRESS) or ()
        buttons = [{**one, "dead": one["element"] in dead} for one in buttons]
    return buttons


def check(seen: Any, view: View) -> Iterator[Remark]:
    """Nobody presses again and again and wonders what is wrong (WCAG 2.2 SC 2.1.1)."""
    for button in seen or ():
        if button.get("dead"):
            note = "It is switched off under the finger, and the focus is nowhere."
            yield fails(button["element"], note)
        elif button["works"]:
            yield passes(button["element"])
        else:
            yield fails(button["element"], "It belongs to no form, and no script hears it.")


RULE = Rule(
    id="button_works",
    criteria=("2.1.1", "2.4.3"),
    affects="Everybody, and most those who think that the mistake is theirs.",
    passed="Every button does something.",
    failed="A button does not work as it should.",
    check=check,
    observe=observe,
    conditions=frozenset({"default", "no_script"}),
    house=True,
    sees="browser",
)

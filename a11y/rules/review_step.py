"""What costs money or cannot be undone is asked about once more (WCAG 2.2 SC 3.3.4, 3.3.6)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from a11y.fields import says
from a11y.rule import Remark, Rule, View, asks, fails, passes

PROBE = """
const buttons = page.all("button, input[type=submit], input[type=image]").filter(page.seen)
  .filter(one => one.form && one.type !== "button" && one.type !== "reset");
const hasty = page.all("[onchange]").filter(page.seen)
  .filter(one => /submit\\s*\\(/.test(one.getAttribute("onchange")))
  .map(one => ({element: page.path(one), words: one.labels?.length
    ? [...one.labels].map(label => page.squeeze(label.textContent)).join(" ") : page.name(one)}));
const pressed = buttons.map(button => {
  const form = button.form;
  const part = form.closest("main, [role=main], dialog, [role=dialog], section, article")
    ?? document.body;
  return {element: page.path(button), name: page.squeeze(page.name(button)),
    words: page.written(part).slice(0, 4000)};
});
return {hasty, pressed};
"""


def check(seen: Any, view: View) -> Iterator[Remark]:
    """One slip of the hand must not be the end (WCAG 2.2 SC 3.3.4)."""
    for field in seen["hasty"]:
        if says(field["words"], "final"):
            note = f"“{field['words'][:60]}” is done as soon as something is chosen."
            yield fails(field["element"], note)
    for button in seen["pressed"]:
        if not (says(button["name"], "final") or says(button["words"], "binding")):
            continue
        if says(button["words"], "reviewed") or says(button["name"], "answer"):
            yield passes(button["element"])
        else:
            note = f"Can “{button['name']}” be undone, or is it checked or asked about before?"
            yield asks(button["element"], note)


RULE = Rule(
    id="review_step",
    criteria=("3.3.4", "3.3.6"),
    affects="People whose hands slip, and people who misread.",
    passed="What is final can be looked at, confirmed or undone.",
    failed="What is final is done at once.",
    person="Something final may be done at once.",
    check=check,
    probe=PROBE,
    conditions=frozenset({"default"}),
)

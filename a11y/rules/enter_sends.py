"""Enter in a field does what the button below it does (WCAG 2.2 SC 3.2.2)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from a11y.rule import Remark, Rule, View, asks, fails, passes

# HTML, implicit submission: Enter presses the first submit button that belongs to the form,
# wherever it stands. One that is not shown may be put first on purpose.
PROBE = """
const WRITTEN = `input:not([type]), input[type=text], input[type=search], input[type=url],
  input[type=tel], input[type=email], input[type=password], input[type=number], input[type=date]`;
const sends = one => one.localName === "button" ? one.type === "submit"
  : one.matches("input[type=submit], input[type=image]");
const does = one => ["formaction", "formmethod", "name", "value"]
  .map(name => one.getAttribute(name) ?? "").join("|");
const parts = Map.groupBy(page.all("input, button").filter(one => one.form), one => one.form);
const forms = [...parts.values()].map(all => {
  const field = all.find(one => one.matches(WRITTEN) && !one.disabled && page.seen(one));
  const buttons = all.filter(sends);
  const first = buttons[0];
  if (!field || !first || buttons.length < 2 || first.disabled) return null;
  const later = one => field.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING;
  const below = buttons.find(one => later(one) && page.seen(one));
  if (!below || below === first) return {element: page.path(field), good: true};
  return {element: page.path(field), good: does(first) === does(below) || !page.shown(first),
    name: page.squeeze(page.name(first)), below: page.squeeze(page.name(below)),
    field: page.squeeze(page.name(field))};
});
return forms.filter(Boolean);
"""


def check(seen: Any, view: View) -> Iterator[Remark]:
    """Who writes and presses Enter gets what was meant, and nothing else (WCAG 2.2 SC 3.2.2)."""
    for form in seen:
        if form["good"]:
            yield passes(form["element"])
            continue
        note = f"Enter in “{form['field']}” presses “{form['name']}”, not “{form['below']}”."
        # A script of another site may take the key first.
        yield (fails if view.own else asks)(form["element"], note)


RULE = Rule(
    id="enter_sends",
    criteria=("3.2.2",),
    affects="People who write by keyboard, and find it hard to go on to a button.",
    passed="Enter in a field does what the button below it does.",
    failed="Enter in a field does something else than the button below it.",
    person="Does Enter do what people expect?",
    check=check,
    words=True,
    probe=PROBE,
    conditions=frozenset({"default"}),
)

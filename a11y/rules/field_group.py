"""Choices that belong together have a question said with them (WCAG 2.2 SC 1.3.1, 3.3.2)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from a11y.fields import FIELDS
from a11y.rule import Remark, Rule, View, asks, fails, passes

PROBE = f"""
{FIELDS}
const GROUPS = "fieldset, [role=group], [role=radiogroup]";
const named = group => page.squeeze(page.name(group));
const boxes = fields.all.filter(fields.pressed).filter(page.heard);
const groups = new Map();
for (const box of boxes) {{
  const radio = box.matches("[type=radio]");
  const key = box.matches("input") && box.name
    ? `${{radio ? "radio" : "check"}} ${{box.name}} ${{box.form ? page.path(box.form) : ""}}`
    : box.matches("[role=radio]") ? `role ${{page.path(box.parentElement)}}` : null;
  if (key) groups.set(key, [...(groups.get(key) ?? []), box]);
}}
const around = one => {{
  for (let at = one.closest(GROUPS); at; at = at.parentElement?.closest(GROUPS)) {{
    if (named(at)) return at;
  }}
  return null;
}};
// The words right before the first of them, outside of its own caption.
const lead = box => fields.texts.filter(text =>
  box.compareDocumentPosition(text.element) & Node.DOCUMENT_POSITION_PRECEDING
  && !fields.captions(box).some(part => part.contains(text.element))).at(-1)?.text ?? "";
const choices = [...groups.values()].filter(list => list.length > 1).map(list => ({{
  element: page.path(list[0]), kind: list[0].type || "radio", count: list.length,
  grouped: Boolean(around(list[0])), lead: lead(list[0]),
  own: list.every(box => list[0].getAttribute("aria-describedby")
    && box.getAttribute("aria-describedby") === list[0].getAttribute("aria-describedby")),
}}));
const sets = page.all(GROUPS).filter(group => page.heard(group)
  && fields.all.filter(field => group.contains(field)).length > 1)
  .map(group => ({{element: page.path(group), name: named(group), fieldset:
    group.localName === "fieldset", choices: boxes.some(box => group.contains(box)),
    legend: Boolean(group.querySelector("legend"))}}));
const lists = page.all("optgroup").filter(one => page.heard(one.closest("select") ?? one))
  .map(one => ({{element: page.path(one), label: page.squeeze(one.getAttribute("label")
    || one.querySelector("legend")?.textContent)}}));
const legends = page.all("legend").filter(one => page.seen(one)
  && one.parentElement?.localName !== "fieldset" && one.parentElement?.localName !== "optgroup")
  .map(page.path);
return {{choices, sets, lists, legends}};
"""


def check(seen: Any, view: View) -> Iterator[Remark]:
    """“Yes” and “No” are no question (WCAG 2.2 SC 1.3.1, 3.3.2)."""
    for choice in seen["choices"]:
        yield from _choice(choice)
    for group in seen["sets"]:
        if group["name"]:
            yield passes(group["element"])
        elif group["fieldset"]:
            what = "Its legend is empty." if group["legend"] else "It has no legend."
            yield fails(group["element"], what)
        elif group["choices"]:
            yield fails(group["element"], "The group has no name.")
    for part in seen["lists"]:
        if part["label"]:
            yield passes(part["element"])
        else:
            yield fails(part["element"], "The group in the list has no label.")
    for element in seen["legends"]:
        yield fails(element, "A legend names the group that it is the first part of; here is none.")


def _choice(choice: Any) -> Iterator[Remark]:
    if choice["grouped"] or choice["own"]:
        yield passes(choice["element"])
    elif choice["kind"] == "radio" or choice["lead"].rstrip().endswith((":", "?")):
        question = f"“{choice['lead'][:60]}” is" if choice["lead"] else "No question is"
        yield fails(choice["element"], f"{question} not tied to its {choice['count']} choices.")
    else:
        yield asks(choice["element"], "Do these boxes have a question in common?")


RULE = Rule(
    id="field_group",
    criteria=("1.3.1", "3.3.2"),
    affects="People who use a screen reader, and hear the answers without the question.",
    passed="Choices are grouped, and the groups have names.",
    failed="A group of fields has no name.",
    person="Some boxes may be one group.",
    check=check,
    probe=PROBE,
    conditions=frozenset({"default"}),
)

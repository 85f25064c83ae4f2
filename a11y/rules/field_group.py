"""Fields that belong together have a question said with them (WCAG 2.2 SC 1.3.1, 3.3.2)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from a11y.fields import FIELDS, says
from a11y.rule import Remark, Rule, View, asks, fails, passes

# Fields of one thing or person that may be asked for again.
MOST_NAMES = 8
# A longer text is no caption.
LONGEST = 60

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
// “-- Primary schools --” among the choices is a heading to the eye, and a choice to all others.
const FRAMED = /^[-–—=*_~]{{2,}}\\s*\\p{{L}}.*[-–—=*_~]{{2,}}$/u;
const RULED = /^[-–—=*_~]{{3,}}\\s*\\p{{L}}/u;
const looksHead = one => [FRAMED, RULED].some(kind => kind.test(page.squeeze(one.text)));
const headed = page.all("select").filter(page.heard).map(list => {{
  const all = [...list.options], heads = all.filter((one, at) => looksHead(one) && all[at + 1]
    && !looksHead(all[at + 1]));
  return {{element: page.path(list), heads: heads.map(one => page.squeeze(one.text))}};
}}).filter(list => list.heads.length > 1);
const legends = page.all("legend").filter(one => page.seen(one)
  && one.parentElement?.localName !== "fieldset" && one.parentElement?.localName !== "optgroup")
  .map(page.path);
// The same names once more, such as day, month and year of another date.
const HEADING = "h1, h2, h3, h4, h5, h6, [role=heading]";
const APART = "table, [role=row], li, dd, article, section, [role=region], [role=tabpanel], dialog,"
  + " details";
const follows = (one, other) => Boolean(one.compareDocumentPosition(other)
  & Node.DOCUMENT_POSITION_FOLLOWING);
const repeated = own => {{
  const names = own.map(field => page.squeeze(page.name(field)).toLowerCase());
  for (let many = 2; many <= {MOST_NAMES} && 2 * many <= own.length; many += 1) {{
    for (let at = 0; at + 2 * many <= own.length; at += 1) {{
      const first = names.slice(at, at + many), key = first.join("\\n");
      if (first.includes("") || new Set(first).size < many) continue;
      let end = at;
      while (names.slice(end, end + many).join("\\n") === key) end += many;
      if (end - at > many) return Array.from({{length: (end - at) / many}}, (_, number) =>
        own.slice(at + number * many, at + (number + 1) * many));
    }}
  }}
  return [];
}};
// The words above a set that stand behind the set before it, and are tied to no field.
const above = (set, before, told) => fields.texts.filter(text => follows(text.element, set[0])
  && set[0].form.contains(text.element) && !told.some(part => part.contains(text.element))
  && !text.element.closest("a") && (!before || follows(before.at(-1), text.element))).at(-1);
const tied = (sets, leads, titles) => leads.some((lead, at) => !lead
    || lead.element.closest(`${{HEADING}}, legend, th, dt, summary`)
    || lead.boxes[0].bottom > fields.own(sets[at][0])[0].top + 6)
  || sets.some((set, at) => at && titles.some(title => follows(sets[at - 1][0], title)
    && follows(title, set[0])))
  || sets.some(set => around(set[0]) && sets.some(other => !around(set[0]).contains(other[0])))
  || sets.flat().some(field => field.closest("table, [role=grid], [role=table]"))
  || new Set(sets.map(set => set[0].closest(APART))).size > 1
  || new Set(sets.map(set => set[0].title)).size > 1
  || new Set(leads.map(lead => [lead.element.localName, getComputedStyle(lead.element).fontWeight]
    .join(" "))).size > 1;
const typed = fields.all.filter(field => field.form && !fields.pressed(field) && page.heard(field));
const again = [...new Set(typed.map(field => field.form))].flatMap(form => {{
  const own = typed.filter(field => field.form === form), sets = repeated(own);
  if (!sets.length) return [];
  const titles = page.all(HEADING);
  const told = fields.all.flatMap(field => [...fields.captions(field),
    ...fields.descriptions(field)]);
  const leads = sets.map((set, at) => above(set, sets[at - 1], told));
  if (tied(sets, leads, titles)) return [];
  return [{{element: page.path(sets[0][0]), names: sets[0].map(field =>
    page.squeeze(page.name(field))), leads: leads.map(lead => page.squeeze(lead.text)),
    bold: Number(getComputedStyle(leads[0].element).fontWeight) >= 600}}];
}});
return {{choices, sets, lists, headed, legends, again}};
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
    for again in seen["again"]:
        yield from _again(again)
    for part in seen["lists"]:
        if part["label"]:
            yield passes(part["element"])
        else:
            yield fails(part["element"], "The group in the list has no label.")
    for one in seen["headed"]:
        note = f"“{one['heads'][0]}” is a choice among {len(one['heads'])} that look like headings."
        yield fails(one["element"], f"{note} Groups of choices have a label.")
    for element in seen["legends"]:
        yield fails(element, "A legend names the group that it is the first part of; here is none.")


def _again(again: Any) -> Iterator[Remark]:
    """“Day, month, year” of two dates, which only the words above each tell apart."""
    leads = again["leads"]
    if len({lead.casefold() for lead in leads}) < len(leads):
        return
    if any(len(lead) > LONGEST or says(lead, "hint") or says(lead, "error") for lead in leads):
        return
    names = " and ".join(f"“{name[:30]}”" for name in again["names"][:2])
    note = f"{names} are asked for twice, and “{leads[0]}” and “{leads[1]}” are not tied to them."
    if again["bold"] or all(says(name, "parts") for name in again["names"]):
        yield fails(again["element"], note)
    else:
        yield asks(again["element"], f"{note} Do all people know which is which?")


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
    passed="Fields that belong together are grouped, and the groups have names.",
    failed="A group of fields has no name.",
    person="Some fields may be one group.",
    check=check,
    probe=PROBE,
    conditions=frozenset({"default"}),
)

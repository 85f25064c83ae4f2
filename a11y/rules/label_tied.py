"""A caption belongs to its field for the program as it does for the eye (WCAG 2.2 SC 1.3.1)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from a11y.fields import FIELDS
from a11y.rule import Remark, Rule, View, asks, fails, passes

# People who magnify see so much around a field, no more.
FAR_PX, VERY_FAR_PX = 150, 250
# A caption right at a field, one that is clearly nearer than another, and one that is apart. The
# caption of the field above may stand right below it: where two are swapped, one of them is apart.
BESIDE_PX, NEARER_PX, APART_PX = 16, 8, 24
# A row of a list of settings is no higher: a caption of two lines, and a line that explains it.
ROW_PX = 120

PROBE = f"""
{FIELDS}
const pointed = new Set(page.all("[aria-labelledby], [aria-describedby]")
  .flatMap(one => fields.referred(one, "aria-labelledby", "aria-describedby")));
const custom = label => {{
  const goal = label.htmlFor ? label.getRootNode().getElementById(label.htmlFor) : null;
  return Boolean(goal?.matches("[role], [contenteditable]") || goal?.localName.includes("-"));
}};
const labels = fields.all.length ? page.all("label").filter(page.seen) : [];
const names = new Set(fields.all.map(field => page.squeeze(page.name(field))));
const loose = labels
  .filter(label => page.heard(label) && !names.has(fields.words(label)))
  .filter(label => !label.control && !pointed.has(label) && !custom(label) && fields.words(label))
  .map(label => ({{element: page.path(label), text: fields.words(label), goal: label.htmlFor}}));
// At the two ends of one row that holds nothing else, such as a switch of a list of settings.
const inRow = (part, field) => {{
  let row = field.parentElement;
  while (row && !row.contains(part)) row = row.parentElement;
  const [box, own] = [part.getBoundingClientRect(), field.getBoundingClientRect()];
  if (!row || row.getBoundingClientRect().height > {ROW_PX}) return false;
  if (fields.all.some(other => other !== field && row.contains(other))) return false;
  if (Math.min(box.bottom, own.bottom) <= Math.max(box.top, own.top)) return false;
  const [from, to] = box.right <= own.left ? [box.right, own.left] : [own.right, box.left];
  return !fields.texts.some(one => !part.contains(one.element) && one.boxes.some(text =>
    text.left >= from - 1 && text.right <= to + 1
    && text.top < own.bottom && text.bottom > own.top));
}};
const tied = fields.all.filter(field => page.seen(field)).map(field => {{
  const parts = fields.captions(field).filter(part => fields.words(part) && !part.contains(field));
  const gaps = parts.map(part => fields.gap(fields.boxOf(part), fields.own(field)));
  const inTable = Boolean(field.closest("td, th, [role=gridcell], [role=cell]"));
  const least = gaps.length && !inTable ? Math.min(...gaps) : 0;
  const row = least > {FAR_PX} && fields.pressed(field) && parts.some(part => inRow(part, field));
  return {{element: page.path(field), far: row ? 0 : least, tied: parts.length > 0}};
}}).filter(one => one.tied);
const parted = fields.all.filter(field => page.seen(field) && field.labels?.length === 1
  && !field.hasAttribute("aria-labelledby") && !field.labels[0].contains(field)
  && fields.words(field.labels[0])).map(field => ({{field, box: fields.own(field),
    label: fields.boxOf(field.labels[0])}}));
const apart = parted.filter(one => fields.gap(one.label, one.box) > {APART_PX});
const nearest = ({{field, box, label}}) => {{
  const other = parted.filter(one => one.field !== field)
    .map(one => ({{one, gap: fields.gap(one.label, box)}}))
    .sort((one, next) => one.gap - next.gap)[0];
  return other && other.gap <= {BESIDE_PX} && fields.gap(label, box) > other.gap + {NEARER_PX}
    ? other.one.field : null;
}};
const swapped = (apart.length ? parted : []).map(one => [one, nearest(one)])
  .filter(([, other]) => other).map(([one, other]) => ({{element: page.path(one.field),
    far: apart.includes(one), own: fields.words(one.field.labels[0]), by: page.path(other),
    beside: fields.words(other.labels[0])}}));
return {{loose, tied, swapped}};
"""


def check(seen: Any, view: View) -> Iterator[Remark]:
    """A caption for nobody, or out of sight, is none (WCAG 2.2 SC 1.3.1, 3.3.2)."""
    for label in seen["loose"]:
        goal = f"points at “{label['goal']}”, no field" if label["goal"] else "has no field"
        yield fails(label["element"], f"“{label['text'][:60]}” {goal}.")
    crossed = {field["element"]: field for field in seen["swapped"]}
    for field in seen["tied"]:
        if _in_ring(field["element"], crossed):
            its = crossed[field["element"]]
            note = f"“{its['beside'][:60]}” stands at it, and its caption is “{its['own'][:60]}”."
            yield fails(field["element"], note)
            continue
        far = f"Its caption is {field['far']:.0f} px away."
        if field["far"] > VERY_FAR_PX:
            yield fails(field["element"], far)
        elif field["far"] > FAR_PX:
            yield asks(field["element"], far)
        else:
            yield passes(field["element"])


def _in_ring(element: str, crossed: Mapping[str, Any]) -> bool:
    """Whether captions went round among fields: each stands at the next one, and back to this."""
    at, met = element, set[str]()
    while at in crossed and at not in met:
        met.add(at)
        at = crossed[at]["by"]
    return at == element and any(crossed[one]["far"] for one in met)


RULE = Rule(
    id="label_tied",
    criteria=("1.3.1", "3.3.2"),
    affects="People who use a screen reader, and people who magnify.",
    passed="Captions are tied to their fields and stand beside them.",
    failed="A caption is not where its field is, or belongs to none.",
    person="A caption stands far from its field.",
    check=check,
    probe=PROBE,
    conditions=frozenset({"default"}),
)

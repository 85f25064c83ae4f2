"""A hint beside a field is said with the field (WCAG 2.2 SC 1.3.1, 3.3.2)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from a11y.errors import announced
from a11y.fields import FIELDS, says
from a11y.rule import Remark, Rule, View, asks, fails, passes

BESIDE_PX = 40
WORDS = 25

PROBE = f"""
{FIELDS}
const follows = Node.DOCUMENT_POSITION_FOLLOWING;
const LIVE = `[role=alert], [role=status], [role=log],
  [aria-live=polite], [aria-live=assertive], output`;
// How many signs are left is said as one types, maybe by another part than the eye sees.
const announced = (one, field) => {{
  const live = one.element.closest(LIVE);
  if (live && !live.contains(field)) return true;
  return one.element.closest("[aria-hidden=true]")
    && page.all(LIVE).some(part => page.squeeze(part.textContent).includes(one.text));
}};
const inputs = fields.all.filter(field => !fields.pressed(field) && page.seen(field)
  && page.heard(field));
const lead = Node.DOCUMENT_POSITION_PRECEDING;
// What stands after all fields of its form, too far off to be taken for a part of one.
const far = fields.texts.filter(one => one.text.length > 8 && one.element.closest("form")
  && !one.element.closest(`h1, h2, h3, h4, h5, h6, nav, a, label, [role=alert], ${{LIVE}}`))
  .filter(one => {{
    const own = inputs.filter(field => field.form === one.element.closest("form"));
    return own.length && own.every(field =>
      one.element.compareDocumentPosition(field) & lead
      && fields.gap(one.boxes, fields.own(field)) > {BESIDE_PX}
      && !fields.about(field).includes(one.text));
  }}).map(one => {{
    const block = page.block(one.element);
    const whole = block.querySelector("input, select, textarea, label") ? one.element : block;
    return {{element: page.path(whole), text: page.written(whole)}};
  }});
const beside = inputs.map((field, number) => {{
  const next = inputs[number + 1];
  const tied = [...fields.captions(field), ...fields.descriptions(field),
    ...page.groups(field).flatMap(fields.descriptions)];
  const others = inputs.filter(one => one !== field).flatMap(one =>
    [...fields.captions(one), ...fields.descriptions(one)]);
  const box = fields.own(field);
  const hints = fields.texts.filter(one => fields.gap(one.boxes, box) <= {BESIDE_PX}
    && (!next || one.element.compareDocumentPosition(next) & follows)
    && !one.element.closest("h1, h2, h3, h4, h5, h6, legend, nav, a")
    && !announced(one, field)
    && !others.some(part => part.contains(one.element)))
    .filter(one => !inputs.some(other => other !== field
      && fields.gap(one.boxes, fields.own(other)) < fields.gap(one.boxes, box)));
  const said = [field, ...tied].map(part => part === field
    ? field.getAttribute("aria-description") ?? "" : part.textContent).join(" ");
  return {{element: page.path(field), tied: fields.descriptions(field).length > 0,
    hints: hints.map(one => ({{text: one.text,
      tied: tied.some(part => part.contains(one.element))
        || page.squeeze(said).includes(one.text)}}))}};
}});
return {{beside, far}};
"""


def check(seen: Any, view: View) -> Iterator[Remark]:
    """“At least 8 characters” helps only before the error (WCAG 2.2 SC 1.3.1, 3.3.2)."""
    any_lost = False
    for field in seen["beside"]:
        hints = [h for h in field["hints"] if _is_hint(h["text"])]
        lost = [hint for hint in hints if not hint["tied"]]
        any_lost = any_lost or bool(lost)
        for hint in lost[:1]:
            yield fails(field["element"], f"“{hint['text'][:80]}” is not said with it.")
        if not lost and (hints or field["tied"]):
            yield passes(field["element"])
    far = {text["element"]: text["text"] for text in seen["far"] if _is_far_hint(text["text"])}
    for element, text in far.items() if not any_lost else ():
        note = f"“{text[:80]}” stands after the fields and is tied to none of them."
        yield asks(element, f"{note} Does everybody know it before they fill in the field?")


def _is_hint(text: str) -> bool:
    return len(text.split()) <= WORDS and says(text, "hint")


def _is_far_hint(text: str) -> bool:
    """Whether it tells how to fill in a field, and is no error that came of it."""
    return (
        _is_hint(text) and says(text, "shaped") and not says(text, "amiss") and not announced(text)
    )


RULE = Rule(
    id="hint_tied",
    criteria=("1.3.1", "3.3.2"),
    affects="People who use a screen reader: they hear one field, not what stands around it.",
    passed="Hints are tied to their fields.",
    failed="A hint stands beside a field and is not tied to it.",
    person="It may be that a hint is found too late.",
    check=check,
    probe=PROBE,
    conditions=frozenset({"default"}),
)

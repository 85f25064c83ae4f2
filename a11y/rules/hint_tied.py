"""A hint beside a field is said with the field (WCAG 2.2 SC 1.3.1, 3.3.2)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from a11y.fields import FIELDS, says
from a11y.rule import Remark, Rule, View, asks, fails, passes

BESIDE_PX = 40
MOST_WORDS = 25
# Of a single field, texts further away, such as below its button, may be hints as well.
FAR_PX = 160

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
// The limit is said with the field, and a part that is heard beside it counts down as one types.
const counted = (one, field, said) => String(field.maxLength) === /\\d+/.exec(one.text)?.[0]
  && said.includes(String(field.maxLength))
  && page.all(LIVE).some(part => field.parentElement.contains(part));
// What its own page calls a hint is one, whatever it says.
const HINT = /(^|[\\s_-])(hint|help(er)?[-_]?text|help-block|form-text)([\\s_-]|$)/i;
const called = element => HINT.test(element.className) && !element.querySelector("a, button");
const inputs = fields.all.filter(field => !fields.pressed(field) && page.seen(field)
  && page.heard(field));
return inputs.map((field, number) => {{
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
  const far = inputs.length === 1 ? fields.texts.filter(one => one.boxes.length
    && fields.gap(one.boxes, box) > {BESIDE_PX} && fields.gap(one.boxes, box) <= {FAR_PX}
    && field.compareDocumentPosition(one.element) & follows && !announced(one, field)
    && !one.element.closest("h1, h2, h3, h4, h5, h6, legend, nav, footer, a, button")
    && !tied.some(part => part.contains(one.element))).map(one => one.text) : [];
  const said = [field, ...tied].map(part => part === field
    ? field.getAttribute("aria-description") ?? "" : part.textContent).join(" ");
  return {{element: page.path(field), far, tied: fields.descriptions(field).length > 0,
    hints: hints.map(one => ({{text: one.text, called: called(one.element),
      tied: tied.some(part => part.contains(one.element))
        || page.squeeze(said).includes(one.text) || counted(one, field, said)}}))}};
}});
"""


def check(seen: Any, view: View) -> Iterator[Remark]:
    """“At least 8 characters” helps only before the error (WCAG 2.2 SC 1.3.1, 3.3.2)."""
    for field in seen:
        hints = [hint for hint in field["hints"] if _is_one(hint)]
        lost = [hint for hint in hints if not hint["tied"]]
        for hint in lost[:1]:
            yield fails(field["element"], f"“{hint['text'][:80]}” is not said with it.")
        for text in (_whereabouts(field) if not hints else [])[:1]:
            yield asks(field["element"], f"“{text[:80]}” is not said with it. Is it about it?")
        if not hints and not field["tied"]:
            for text in [text for text in field["far"] if _says_where(text)][:1]:
                note = f"“{text[:80]}” stands far from it. Is it about it?"
                yield asks(field["element"], note)
        if not lost and (hints or field["tied"]):
            yield passes(field["element"])


def _whereabouts(field: Any) -> list[str]:
    """Texts that may say where one finds what the field asks for, and are not said with it."""
    return [h["text"] for h in field["hints"] if not h["tied"] and _says_where(h["text"])]


def _says_where(text: str) -> bool:
    return len(text.split()) <= MOST_WORDS and says(text, "whereabouts")


def _is_one(hint: Any) -> bool:
    return (hint["called"] and len(hint["text"].split()) <= MOST_WORDS) or is_hint(hint["text"])


def is_hint(text: str) -> bool:
    """Whether a short text says what a field wants."""
    return len(text.split()) <= MOST_WORDS and says(text, "hint")


RULE = Rule(
    id="hint_tied",
    criteria=("1.3.1", "3.3.2"),
    affects="People who use a screen reader: they hear one field, not what stands around it.",
    passed="Hints are tied to their fields.",
    failed="A hint stands beside a field and is not tied to it.",
    person="A text beside a field may be a hint that is not tied to it.",
    check=check,
    probe=PROBE,
    conditions=frozenset({"default"}),
)

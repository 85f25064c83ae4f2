"""What must be filled in is said in words and to programs (WCAG 2.2 SC 3.3.2, 1.3.1, 1.4.1)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from a11y.fields import FIELDS, says
from a11y.rule import Remark, Rule, View, asks, fails, passes

PROBE = f"""
{FIELDS}
const marked = fields.all.filter(field => page.heard(field)
  && !field.matches("[type=radio], [role=radio], :disabled")).map(field => {{
  const parts = fields.captions(field);
  const caption = fields.shownCaption(field);
  const beside = caption || fields.beside(field, 60)?.text || "";
  const drawn = parts.flatMap(part => [part, ...part.querySelectorAll("*")]).some(part =>
    ["::before", "::after"].some(side => /[*]/.test(getComputedStyle(part, side).content)));
  return {{element: page.path(field), caption: beside,
    star: drawn || /^\\s*[*]|[*]\\s*:?\\s*(\\(.*\\))?$/.test(beside),
    required: field.matches("[required], [aria-required=true]"),
    form: field.form ? page.path(field.form) : ""}};
}});
const sentences = fields.texts.map(one => ({{text: one.text, block: page.block(one.element)}}))
  .filter((one, at, list) => list.findIndex(other => other.block === one.block) === at)
  .map(one => page.written(one.block)).filter(text => text.length < 300);
return {{marked, sentences}};
"""


def check(seen: Any, view: View) -> Iterator[Remark]:
    """An unknown star, or a colour, is a riddle (WCAG 2.2 SC 3.3.2, 1.4.1)."""
    needs = [text for text in seen["sentences"] if says(text, "required")]
    explained = any("*" in text or "star" in text.lower() for text in needs)
    for text in needs:
        if says(text, "colour") and "*" not in text and seen["marked"]:
            yield fails("", f"“{text[:80]}” tells it by colour alone.")
    for field in seen["marked"]:
        if not field["star"]:
            if field["required"] and says(field["caption"], "required"):
                yield passes(field["element"])
        elif field["required"] and explained:
            yield passes(field["element"])
        elif not field["required"] and not explained:
            note = f"The star of “{field['caption'][:60]}” is not explained, nor told to programs."
            yield fails(field["element"], note)
        elif not field["required"]:
            yield passes(field["element"])  # the star is in its name, and said what it means
        else:
            yield asks(field["element"], "Does everybody know what the star means?")


RULE = Rule(
    id="required_said",
    criteria=("3.3.2", "1.3.1", "1.4.1"),
    affects="People who do not see the colour, who listen, or who meet their first form.",
    passed="What must be filled in is said.",
    failed="What must be filled in is told by a sign or a colour alone.",
    person="A sign stands for “must be filled in” and is not explained.",
    check=check,
    probe=PROBE,
    conditions=frozenset({"default"}),
)

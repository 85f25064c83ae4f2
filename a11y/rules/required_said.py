"""What must be filled in is said in words and to programs (WCAG 2.2 SC 3.3.2, 1.3.1, 1.4.1)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from a11y.fields import FIELDS, left_out, says
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
// Forms where some fields must be filled in and others need not, as far as one can see.
// What holds a value from the start is no question.
const FIXED = `:disabled, [readonly], [type=search], [type=range], [type=color], [type=file]`;
const typed = fields.all.filter(field => field.matches("input, textarea, select") && !field.value
  && !field.matches(FIXED) && !fields.pressed(field) && page.seen(field));
const needed = field => field.matches("[required], [aria-required=true]");
const mark = element => ["", "::before", "::after"].map(part => {{
  const style = getComputedStyle(element, part || null);
  return part ? style.content + style.backgroundImage : [style.color, style.fontWeight,
    style.fontStyle, style.textDecorationLine, style.backgroundColor, style.backgroundImage].join();
}}).join();
const captionLook = field => fields.captions(field).map(part => [mark(part),
  /[^\\p{{L}}\\p{{N}}\\s:?.!)]\\s*$/u.test(part.textContent),
  ...[...part.querySelectorAll("*")].filter(one => !one.matches("input, textarea, select, option"))
    .map(one => one.localName + mark(one))].join()).join();
const ownLook = field => {{
  const style = getComputedStyle(field);
  return [style.borderColor, style.borderWidth, style.backgroundColor,
    style.backgroundImage, style.boxShadow].join();
}};
const alike = (some, others, look) => {{
  const looks = new Set(some.map(look));
  return others.some(field => looks.has(look(field)));
}};
const mixed = [...new Set(typed.filter(needed).map(field => field.form))].filter(Boolean)
  .map(form => {{
    const own = typed.filter(field => field.form === form);
    const musts = own.filter(needed);
    const spare = own.filter(field => !needed(field));
    return {{form, musts, spare, alike: spare.length > 0 && alike(musts, spare, captionLook)
      && alike(musts, spare, ownLook)}};
  }}).filter(one => one.alike)
  .map(one => ({{element: page.path(one.form),
    words: [...fields.texts.filter(text => one.form.contains(text.element)).map(text => text.text),
      ...one.musts.concat(one.spare).map(field => field.placeholder ?? "")].join(" · "),
    musts: one.musts.map(field => fields.shownCaption(field) || page.squeeze(page.name(field))),
    spare: one.spare.map(field => fields.shownCaption(field) || page.squeeze(page.name(field)))}}));
return {{marked, sentences, mixed}};
"""
# Words in a form that may say which fields it needs, and of them those that speak of nothing else.
TELLING = ("required", "optional", "unfilled", "needed")
PLAIN = ("required", "optional", "unfilled")


def check(seen: Any, view: View) -> Iterator[Remark]:
    """An unknown star, or a colour, is a riddle (WCAG 2.2 SC 3.3.2, 1.4.1)."""
    needs = [text for text in seen["sentences"] if says(text, "required")]
    yield from _which(seen)
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
    if not any(says(text, kind) for text in seen["sentences"] for kind in PLAIN):
        for form in seen["mixed"]:
            yield from _untold(form)


def _which(seen: Any) -> Iterator[Remark]:
    """“Some of these questions must be answered”: which ones has to be seen."""
    said = [text for text in seen["sentences"] if says(text, "partly") and says(text, "needed")]
    told = any(
        field["star"] or any(says(field["caption"], kind) for kind in PLAIN)
        for field in seen["marked"]
    )
    if said and not told and len(seen["marked"]) > 1:
        yield fails("", f"“{said[0][:80]}”, and nothing shows which.")


def _untold(form: Any) -> Iterator[Remark]:
    """A form that needs some of its fields, and shows no word or sign of that."""
    spare, sure = left_out(form["spare"])
    musts = [caption for caption in form["musts"] if caption]
    if not spare or not musts or "*" in form["words"]:
        return
    if any(says(form["words"], kind) for kind in TELLING):
        return
    note = f"“{musts[0][:60]}” must be filled in, “{spare[0][:60]}” need not. Nothing shows it."
    if sure:
        yield fails(form["element"], note)
    else:
        yield asks(form["element"], f"{note} Does everybody know?")


RULE = Rule(
    id="required_said",
    criteria=("3.3.2", "1.3.1", "1.4.1"),
    affects="People who do not see the colour, who listen, or who meet their first form.",
    passed="What must be filled in is said.",
    failed="Not everybody is told what must be filled in.",
    person="It may be that not everybody sees what must be filled in.",
    check=check,
    probe=PROBE,
    conditions=frozenset({"default"}),
)

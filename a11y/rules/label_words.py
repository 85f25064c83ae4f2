"""The caption of a field says what to fill in, and differs from the others (WCAG 2.2 SC 2.4.6)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from a11y.fields import FIELDS, WORDS, plain
from a11y.rule import Remark, Rule, View, asks, fails, passes
from a11y.template_words import is_unfilled

# “Feld_A3”, “input 4”: the word for a field and a number. A “value 2” may be the second of two that
# are compared, and a “field 7” one of a farm, if it stands alone.
_FIELD = "field|form[ _-]?field|input|textbox|txt|fld|feld|eingabefeld|textfeld|formularfeld|champ"
_FIELD += "|veld|campo"
_THING = "value|param|parameter|wert|eingabe|valeur|saisie|wäert"
_CODE = r"[\s_.#-]*[a-z]?\d{1,3}"
NUMBERED = re.compile(rf"(?:{_FIELD}){_CODE}", re.IGNORECASE)
CODED = re.compile(rf"(?:{_FIELD}|{_THING})(?:_[a-z]?\d{{1,3}}|[_-][a-z]\d{{1,3}})", re.IGNORECASE)
THING = re.compile(rf"(?:{_THING}){_CODE}", re.IGNORECASE)
# “date_naiss”, “readingDate”: how programs and databases spell. Some firms write their names like
# the second, so that one alone says nothing.
UNDERLINED = re.compile(r"[^\W_]+(?:_[^\W_]+)+")
HUMPED = re.compile(r"[a-z]{3,}(?:[A-Z][a-z]{2,})+[A-Z\d]*")

# What tells two fields of one caption apart: their form, group, heading, row, or the words
# before them.
PROBE = f"""
{FIELDS}
const headings = page.all("h1, h2, h3, h4, h5, h6, legend, caption, [role=heading]")
  .filter(page.seen);
const before = Node.DOCUMENT_POSITION_PRECEDING;
const place = field => {{
  const heading = headings.filter(one => field.compareDocumentPosition(one) & before).at(-1);
  const group = field.closest("fieldset, [role=group], [role=radiogroup], [role=region], section, "
    + "article, li, dd, tr, details, [role=row]");
  const legend = group?.localName === "fieldset" ? group.querySelector("legend") : null;
  const told = !group ? "" : group.matches("li, dd, tr, [role=row], article, details")
    ? page.path(group) : legend ? fields.words(legend)
    : group.localName === "fieldset" ? "" : page.squeeze(page.name(group));
  const captions = fields.captions(field);
  const lead = fields.texts.filter(one => field.compareDocumentPosition(one.element) & before
    && !one.element.closest("label, legend") && !captions.some(caption =>
      caption.contains(one.element))).at(-1);
  return {{told, part: [field.form ? page.path(field.form) : "", heading ? page.path(heading) : "",
    told].join(" / "), lead: lead ? page.path(lead.element) : ""}};
}};
// A list that a combination box opens is the same field once more.
const parts = new Set(page.all("[role=combobox]").flatMap(one =>
  fields.referred(one, "aria-controls", "aria-owns")));
return fields.all.filter(field => !fields.pressed(field) && page.heard(field))
  .filter(field => !field.matches("[role=none], [role=presentation], :disabled"))
  .filter(field => !parts.has(field) && !field.parentElement?.closest("[role=combobox]"))
  .map(field => ({{element: page.path(field), caption: fields.shownCaption(field),
    name: page.squeeze(page.name(field)), ...place(field),
    form: field.form ? page.path(field.form) : ""}}))
  .filter(field => field.caption);
"""


def check(seen: Any, view: View) -> Iterator[Remark]:
    """“Info” and a second “Name” leave people guessing (WCAG 2.2 SC 2.4.6, 3.3.2)."""
    twins = Counter(_place(field) for field in seen)
    led = Counter((*_place(field), field["lead"]) for field in seen)
    headed = Counter(_in_form(field) for field in seen if field["form"])
    coded = Counter(field["form"] for field in seen if _is_numbered(_bare(field)))
    spelt = Counter(field["form"] for field in seen if HUMPED.fullmatch(_bare(field)))
    for field in seen:
        caption = plain(field["caption"])
        if not any(sign.isalnum() for sign in caption) or caption in WORDS["vague"]:
            yield fails(field["element"], f"“{field['caption']}” does not say what to fill in.")
        elif is_unfilled(_bare(field)):
            yield fails(field["element"], f"“{field['caption']}” was never filled in.")
        elif program := _of_program(field, coded[field["form"]], spelt[field["form"]]):
            yield program
        elif led[*_place(field), field["lead"]] > 1:
            note = f"Nothing tells it apart from the other “{field['caption']}”."
            yield fails(field["element"], note)
        elif twins[_place(field)] > 1:
            note = f"Only the text before it tells it apart from the other “{field['caption']}”."
            yield asks(field["element"], f"{note} Is that heard with it?")
        elif headed[_in_form(field)] > 1:
            # Who goes from field to field hears no heading on the way.
            note = f"Only the heading above it tells it apart from the other “{field['caption']}”."
            yield asks(field["element"], f"{note} Is that heard with it?")
        else:
            yield passes(field["element"])


def _place(field: Any) -> tuple[str, str, str]:
    """What is heard with a field as people go from one to the next."""
    return plain(field["caption"]), field["name"], field["part"]


def _in_form(field: Any) -> tuple[str, str, str, str]:
    """The same, but for the headings on the way."""
    return plain(field["caption"]), field["name"], field["form"], field["told"]


def _bare(field: Any) -> str:
    """Its caption without the signs of a field that must be filled in."""
    return str(field["caption"]).strip(" \t*:")


def _is_numbered(caption: str) -> bool:
    return bool(NUMBERED.fullmatch(caption) or CODED.fullmatch(caption))


def _of_program(field: Any, coded: int, spelt: int) -> Remark | None:
    """A caption that is the name of a field in a program; None for no such.

    coded: how many of its form are a number and no more. spelt: how many have a capital inside.
    """
    caption = _bare(field)
    note = f"“{caption}” seems to be the name of a field in a program."
    if CODED.fullmatch(caption) or (coded > 1 and NUMBERED.fullmatch(caption)):
        return fails(field["element"], f"“{caption}” numbers a field, and says nothing of it.")
    kinds = (NUMBERED, THING, UNDERLINED, *((HUMPED,) if spelt > 1 else ()))
    if any(kind.fullmatch(caption) for kind in kinds):
        return asks(field["element"], f"{note} Do people know what to fill in?")
    return None


RULE = Rule(
    id="label_words",
    criteria=("2.4.6", "3.3.2"),
    affects="All who fill in forms, and most of all those who hear one field at a time.",
    passed="The captions say what to fill in.",
    failed="A caption does not say what to fill in.",
    person="It may be that a caption does not say what to fill in.",
    check=check,
    words=True,
    probe=PROBE,
    conditions=frozenset({"default"}),
    act=("cc0f0a",),
)

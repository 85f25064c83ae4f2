"""A field for a date or a time says in which form it is wanted (WCAG 2.2 SC 3.3.2)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from a11y.fields import FIELDS, WORDS, plain, says
from a11y.rule import Remark, Rule, View, asks, fails, passes

NEAR_PX = 60
LONGEST_WORDS = 12
# Looked at more closely in Python; most pages have no such caption, and cost nothing more.
LIKELY = (
    "dat|dob|birthday|geburtstag|gebuertsdag|verjaardag|fecha|tim|heure|zeit|zäit|tijd|hora|ora"
)

PROBE = f"""
{FIELDS}
const likely = fields.all.filter(field => field.localName === "input"
  && /^(text|tel)$/.test(field.type) && !field.readOnly && !field.disabled && page.heard(field)
  && (field.maxLength < 0 || field.maxLength > 4) && !/^(bday|cc-exp)/.test(field.autocomplete)
  && !/\\d/.test(field.value)).map(field => ({{field, caption: fields.shownCaption(field)
    || page.squeeze(page.name(field))}})).filter(one => /{LIKELY}/i.test(one.caption));
const about = field => {{
  const box = fields.own(field);
  const near = fields.texts.filter(one => fields.gap(one.boxes, box) <= {NEAR_PX})
    .map(one => one.text);
  return [fields.about(field), ...near].join(" ");
}};
// Ways to write a day, or a time: does its pattern take some, and refuse others?
const ways = ["31/12/2030", "12/31/2030", "31.12.2030", "31-12-2030", "2030-12-31",
  "2030/12/31", "2030.12.31", "31122030", "31/12/30", "31.12.30", "31 12 2030"];
const demands = pattern => {{
  try {{
    const taken = ways.filter(way => new RegExp(`^(?:${{pattern}})$`, "v").test(way));
    return taken.length > 0 && taken.length < ways.length / 2;
  }} catch {{ return false; }}
}};
if (!likely.length) return null;
const found = likely.map(({{field, caption}}) => ({{element: page.path(field), caption,
  about: page.squeeze(about(field)), helped: fields.helped(field),
  demands: Boolean(field.pattern) && demands(field.pattern)}}));
return {{page: fields.texts.map(one => one.text).join("\\n"), fields: found}};
"""
# “dd/mm/yyyy”, “JJ.MM.AAAA”, “TT.MM.JJJJ”, “yyyy-mm-dd”, “hh:mm”.
_SHAPE = re.compile(
    r"(?<!\w)(?:[djt]{1,2}|m{1,2})\s*[-./ ]\s*(?:[djt]{1,2}|m{1,2})\s*[-./ ]\s*[yja]{2,4}(?!\w)"
    r"|(?<!\w)[yja]{4}\s*[-./ ]?\s*m{2}(?!\w)|(?<!\w)m{2}\s*[-./ ]\s*[yja]{2,4}(?!\w)"
    r"|(?<!\w)(?:[djt]{2}m{2}|m{2}[djt]{2})[yja]{2,4}(?!\w)|(?<!\w)[hs]{1,2}\s*[:.]\s*m{2}(?!\w)"
)
# “31 3 1980”, “31. März”, “14:30”, “14 h”.
_EXAMPLE = re.compile(r"\d\s*[-./: ]\s*\d|\d{4}|\d\.?\s+[^\W\d_]{3,}|\d\s?(?:h|am|pm|uhr|auer)\b")
_JOINED = re.compile(rf"(?:{'|'.join(WORDS['dated'])})(?!\w)")


def check(seen: Any, view: View) -> Iterator[Remark]:
    """One writes 3/4 and is told that there is no 13th month (WCAG 2.2 SC 3.3.2)."""
    if not seen:
        return
    everywhere = _SHAPE.search(seen["page"].casefold()) is not None
    asked: set[str] = set()
    for field in seen["fields"]:
        caption = field["caption"][:60]
        if not of_time(field["caption"]) or field["helped"]:
            continue
        if everywhere or _told(field["about"].casefold()):
            yield passes(field["element"])
        elif field["demands"]:
            note = f"“{caption}” is taken in one form alone, and no words say in which."
            yield fails(field["element"], note)
        elif plain(caption) not in asked:  # one question is enough for all rows of a table
            asked.add(plain(caption))
            note = f"Is any form of “{caption}” taken, or do words say which?"
            yield asks(field["element"], note)


def of_time(caption: str) -> bool:
    """Whether it asks for one date or time, and not for free words or a search among them."""
    free = len(caption.split()) > LONGEST_WORDS
    if free or says(caption, "undated") or says(caption, "search"):
        return False
    return says(caption, "date") or says(caption, "clock") or bool(_JOINED.search(plain(caption)))


def _told(about: str) -> bool:
    if any(says(about, kind) for kind in ("hint", "parts")):
        return True
    return any(sort.search(about) for sort in (_EXAMPLE, _SHAPE))


RULE = Rule(
    id="date_form",
    criteria=("3.3.2",),
    affects="People from elsewhere, and those whom an error throws back far.",
    passed="Fields for a date or a time say how to write it.",
    failed="A field takes a date in one form alone and does not say in which.",
    person="No words are found that say how to write a date or a time.",
    check=check,
    words=True,
    probe=PROBE,
    conditions=frozenset({"default"}),
)

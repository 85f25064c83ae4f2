"""A field that takes its answer in one form alone says in which (WCAG 2.2 SC 3.3.2)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from a11y.fields import FIELDS, plain, purpose, says
from a11y.patterns import demands
from a11y.rule import Remark, Rule, View, asks, fails, passes
from a11y.rules.date_form import of_time

NEAR_PX = 60
# What everybody knows how to write: a pattern that takes one of these needs no words.
KNOWN = ("192.168.0.1", "ann@example.lu", "https://example.lu", "example.lu", "12:30", "3.5")
PROBE = f"""
if (!page.all("input[pattern]").length) return null;
{FIELDS}
const form = field => {{
  try {{ return new RegExp(`^(?:${{field.pattern}})$`, "v"); }} catch {{ return null; }}
}};
const asked = fields.all.filter(field => field.matches("input[pattern]")
  && /^(text|tel|search|password)$/.test(field.type) && !field.readOnly && !field.disabled
  && page.heard(field) && !/^current-password/.test(field.autocomplete));
// Where one signs in, the password is known already.
const secrets = fields.all.filter(field => field.type === "password").length;
// What captions, hints and legends say of other fields alone.
const said = one => [...fields.captions(one), ...fields.descriptions(one),
  ...page.groups(one).flatMap(group => [...fields.referred(group, "aria-labelledby"),
    ...fields.descriptions(group), ...group.querySelectorAll(":scope > legend")])];
const others = field => {{
  const mine = said(field);
  return fields.all.filter(one => one !== field).flatMap(said).filter(part => !mine.includes(part));
}};
const before = (one, other) => one.compareDocumentPosition(other)
  & Node.DOCUMENT_POSITION_FOLLOWING;
// Another field stands between them: the words may be about that one, or about both.
const apart = (text, field) => fields.all.some(one => one !== field
  && (before(field, one) ? before(one, text) : before(text, one)));
// Runs of words that may be a sample: “AB 123 C”.
const runs = text => {{
  const parts = page.squeeze(text).split(" ").slice(0, 400);
  return parts.flatMap((_, from) => [1, 2, 3, 4].map(many =>
    parts.slice(from, from + many).join(" ")))
    .filter(run => run.length <= 30 && /[\\d./_-]/.test(run))
    .flatMap(run => [run, run.replace(/^[^\\p{{L}}\\p{{N}}]+|[^\\p{{L}}\\p{{N}}]+$/gu, "")]);
}};
const everywhere = fields.texts.flatMap(one => runs(one.text));
return asked.flatMap(field => {{
  const wanted = form(field);
  if (!wanted || {list(KNOWN)!r}.some(one => wanted.test(one)) || fields.helped(field)) return [];
  if (field.type === "password" && secrets < 2 && field.autocomplete !== "new-password") return [];
  if (field.value && wanted.test(field.value)) return [];
  const own = fields.about(field), box = fields.own(field), foreign = others(field);
  const near = fields.texts.filter(one => fields.gap(one.boxes, box) <= {NEAR_PX}
    && !foreign.some(part => part.contains(one.element)));
  const [beyond, beside] = [true, false].map(far => near.filter(one =>
    apart(one.node, field) === far).map(one => one.text).join("\\n"));
  return [{{ element: page.path(field), pattern: field.pattern, own, near: beside, beyond,
    caption: fields.shownCaption(field) || page.squeeze(page.name(field)),
    sample: [...runs(own), ...everywhere].some(run => wanted.test(run)),
    free: Boolean(field.form?.noValidate),
    raised: /upper/.test(getComputedStyle(field).textTransform),
    secret: field.type === "password" }}];
}});
"""
# “AA-000”, “xxx xxx”, “TT.MM.JJJJ”: signs that stand for others.
_SHAPE = re.compile(r"(?<!\w)([^\W\d]|[#0_])\1+(?:[-./ _]+([^\W\d]|[#0_])\2*)+(?!\w)")
# What may be a sample, though not of this pattern: “B-12”, “12.3”, “AB12”, “123 456”.
_SAMPLE = re.compile(r"\d[-./_ ]\d|\d[-./_]\w|\w[-./_]\d|[^\W\d]\d|\d[^\W\d]")


def check(seen: Any, view: View) -> Iterator[Remark]:
    """Who writes AB123 where AB-123 is wanted is told only that it is wrong (SC 3.3.2)."""
    for field in seen or ():
        wanted = demands(field["pattern"]) - ({"capitals"} if field["raised"] else set())
        if not wanted or of_time(field["caption"]):
            continue
        caption = field["caption"][:60]
        if (field["sample"] and not field["secret"]) or _told(field):
            yield passes(field["element"])
        elif _surely(field, wanted):
            note = f"“{caption}” is taken in one form alone, and no words say in which."
            yield fails(field["element"], note)
        else:
            note = f"“{caption}” is taken in one form alone. Do words say in which, or do all know?"
            yield asks(field["element"], note)


def _told(field: Any) -> bool:
    return _forms(f"{field['own']}\n{field['near']}")


def _forms(text: str) -> bool:
    formed = any(says(text, kind) for kind in ("hint", "formed"))
    return formed or _SHAPE.search(plain(text)) is not None


def _surely(field: Any, wanted: frozenset[str]) -> bool:
    """Whether nobody can know it: not of a postcode, and not where a script may take more."""
    if "separator" not in wanted or field["free"] or field["secret"] or purpose(field["caption"]):
        return False
    around = f"{field['near']}\n{field['beyond']}"
    return not (re.search(r"\d", field["own"]) or _SAMPLE.search(around) or _forms(around))


RULE = Rule(
    id="format_said",
    criteria=("3.3.2",),
    affects="People who fill in with effort, and those whom an error throws back far.",
    passed="Fields that take one form alone say in which.",
    failed="A field takes its answer in one form alone and does not say in which.",
    person="No words are found that say in which form an answer is taken.",
    check=check,
    words=True,
    probe=PROBE,
    conditions=frozenset({"default"}),
)

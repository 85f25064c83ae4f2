"""What fields want stands before them, not after (WCAG 2.2 SC 3.3.2)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from a11y.errors import announced, speaks_of
from a11y.fields import FIELDS, WORDS, plain, says, spoken
from a11y.rule import Remark, Rule, View, asks, fails, passes
from a11y.rules.hint_tied import BESIDE_PX, MOST_WORDS, is_hint

AFTER = 2  # blocks right after a form that may belong to it
LONGEST = 600  # letters of such a block: more is a text of its own
_BID = re.compile(
    rf"(?:(?:{spoken(tuple(WORDS['civil'])).pattern})\s+)?{spoken(tuple(WORDS['typed'])).pattern}"
)
_SAMPLED = spoken(tuple(WORDS["sampled"]))
_SENTENCE = re.compile(r"[^.!?]+(?:[.!?](?!\s)[^.!?]+)*[.!?]?")

PROBE = f"""
{FIELDS}
const LIVE = `[role=alert], [role=status], [role=log],
  [aria-live=polite], [aria-live=assertive], output`;
const OTHER = `h1, h2, h3, h4, h5, h6, a, input, select, textarea, button, table, form, img, nav,
  section, article, iframe, ${{LIVE}}`;
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
// What stands right after a form, before anything else begins.
const after = [...new Set(inputs.map(field => field.form))].filter(form => form).flatMap(form => {{
  const own = inputs.filter(field => field.form === form
    && !field.matches("[type=search]") && !field.closest("[role=search], search"));
  let at = form;
  while (!at.nextElementSibling && at.parentElement && !at.matches("body, main, dialog, td, li"))
    at = at.parentElement;
  const found = [];
  for (let next = at.nextElementSibling; own.length && found.length < {AFTER}
    && next?.matches("p, div, small, ul, ol"); next = next.nextElementSibling) {{
    if (next.matches(LIVE) || next.querySelector(OTHER)
      || next.textContent.length > {LONGEST}) break;
    if (!page.seen(next) || next.matches("[role=alert]")) continue;
    found.push({{element: page.path(next), lines: (next.innerText ?? "").split("\\n"),
      fields: own.filter(field => !fields.descriptions(field).some(one => next.contains(one)
        || one.contains(next))).map(field => ({{about: fields.about(field),
        caption: fields.shownCaption(field) || page.squeeze(page.name(field))}}))}});
  }}
  return found;
}});
return {{far, after, fields: inputs.length}};
"""


def check(seen: Any, view: View) -> Iterator[Remark]:
    """Who comes to a hint after the fields has filled them in already (WCAG 2.2 SC 3.3.2)."""
    found = {text["element"]: text["text"] for text in seen["far"] if _is_far_hint(text["text"])}
    if not found:
        found = {block["element"]: hint for block in seen["after"] if (hint := _hint_after(block))}
    for element, text in found.items():
        note = f"“{text[:80]}” stands after the fields and is tied to none of them."
        note = f"{note} Does everybody know it before they fill in the field?"
        yield (fails if view.own else asks)(element, note)
    if seen["fields"] and not found:
        yield passes()


def _is_far_hint(text: str) -> bool:
    """Whether it tells how to fill in a field, and is no error that came of it."""
    return (
        is_hint(text) and says(text, "shaped") and not says(text, "amiss") and not announced(text)
    )


def _hint_after(block: Any) -> str:
    """The first sentence after a form that tells how to fill in one of its fields, "" for none.

    It names the field, and the field itself says nothing of its form.
    """
    for sentence in (one.strip() for line in block["lines"] for one in _SENTENCE.findall(line)):
        if not _bids(sentence) or says(sentence, "amiss") or announced(sentence):
            continue
        captions = [field["caption"] for field in block["fields"]]
        places = speaks_of(sentence, captions)
        open_fields = [block["fields"][place]["about"] for place in places]
        if open_fields and not any(
            says(about, kind) for about in open_fields for kind in ("hint", "shaped", "formed")
        ):
            return str(sentence)
    return ""


def _bids(sentence: str) -> bool:
    """Whether it says how something has to be typed.

    “We need your e-mail, for example to write to you” does not.
    """
    if len(sentence.split()) > MOST_WORDS:
        return False
    said = plain(sentence)
    if _BID.match(said):
        return any(says(said, kind) for kind in ("shaped", "formed", "hint"))
    rule = _SAMPLED.split(said)[0]
    formed = says(rule, "shaped") or says(rule, "formed")
    return formed and says(rule, "hint") and says(rule, "needed")


RULE = Rule(
    id="hint_first",
    criteria=("3.3.2",),
    affects="People who listen or magnify: they meet one thing after the other.",
    passed="What the fields want stands before them.",
    failed="A hint comes too late.",
    person="It may be that a hint is found too late.",
    check=check,
    probe=PROBE,
    conditions=frozenset({"default"}),
)

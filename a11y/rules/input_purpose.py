"""A field about the user tells browsers what to fill in (WCAG 2.2 SC 1.3.5)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from a11y.fields import FIELDS, OPPOSED, SAME, TOKENS, named, purpose, says
from a11y.rule import Remark, Rule, View, asks, fails, passes

# Beside one of these a country is a part of where the user lives; alone it may be of a thing.
ADDRESS = frozenset({
    *("street-address", "address-line1", "address-line2", "address-level1", "address-level2"),
    "postal-code",
})  # fmt: skip

PROBE = f"""
{FIELDS}
return fields.all.filter(field => field.matches("input, textarea, select") && !fields.pressed(field)
  && !field.matches(":disabled, [readonly], [type=file], [type=color], [type=range],"
    + " [type=search]"))
  .map(field => ({{
    element: page.path(field), type: field.type, form: field.form ? page.path(field.form) : "",
    caption: fields.shownCaption(field) || page.squeeze(page.name(field)),
    tokens: field.getAttribute("autocomplete") ?? "",
    off: field.form?.getAttribute("autocomplete") === "off",
  }}));
"""


def check(seen: Any, view: View) -> Iterator[Remark]:
    """What a person has typed a hundred times need not be typed again (WCAG 2.2 SC 1.3.5)."""
    asked = [(field, _asked(field)) for field in seen]
    personal = Counter(
        field["form"] for field, wanted in asked if wanted and wanted not in TOKENS["doubtful"]
    )
    placed = {field["form"] for field, wanted in asked if wanted in ADDRESS}
    for field, wanted in asked:
        doubtful = wanted in TOKENS["doubtful"] and not _is_own(field["caption"], wanted)
        if not wanted or (doubtful and not personal[field["form"]]):
            continue
        given = field["tokens"].strip().lower()
        if given in ("", "on", "off"):
            note = f"“{field['caption']}” lacks “{wanted}”."
            if wanted == "country-name" and field["form"] not in placed:
                yield asks(field["element"], f"{note} Is it about the user?")
            else:
                yield fails(field["element"], note)
        elif named(given) in SAME[wanted] - OPPOSED.get(wanted, frozenset()):
            yield passes(field["element"])
        elif named(given):  # what names nothing is told by its own rule
            note = f"“{field['caption']}” says “{given}”, not “{wanted}”."
            yield fails(field["element"], note)


def _is_own(caption: str, wanted: str) -> bool:
    """Whether “your” makes a caption that might stand over a thing ask about the user."""
    return wanted in TOKENS["owned"] and says(caption, "own")


def _asked(field: Any) -> str:
    wanted = purpose(field["caption"])
    if field["type"] == "password" and wanted not in SAME["current-password"]:
        return ""  # a secret of another kind, such as a number on a card
    return wanted


RULE = Rule(
    id="input_purpose",
    criteria=("1.3.5",),
    affects="People who type with effort or forget numbers, and all who use a phone.",
    passed="Fields about the user say their purpose.",
    failed="A field about the user does not say its purpose, or another one.",
    person="A field may be about the user, and does not say its purpose.",
    check=check,
    words=True,
    probe=PROBE,
    conditions=frozenset({"default"}),
)

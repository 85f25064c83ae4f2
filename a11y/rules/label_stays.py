"""A field has a caption to be seen, which stays when something is typed (WCAG 2.2 SC 3.3.2)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from a11y.fields import FIELDS, says
from a11y.rule import Remark, Rule, View, asks, fails, passes

BESIDE_PX = 80

# A field to search with has its button, and one in a table its heads (WCAG technique G167).
PROBE = f"""
{FIELDS}
const buttons = page.all("button, input[type=submit], input[type=image], [role=button]")
  .filter(page.seen);
return fields.all.filter(field => page.seen(field) && !fields.pressed(field)
  && !field.matches("[readonly], :disabled, [type=range], [type=color], [role=slider],"
    + " [role=listbox]")
  && !field.closest("td, th, [role=gridcell], [role=cell], [role=grid]"))
  .map(field => {{
    const near = buttons.find(button => fields.gap(fields.own(button), fields.own(field)) < 40);
    const search = field.matches("[type=search], [role=searchbox]")
      || Boolean(field.closest("search, [role=search]"));
    return {{element: page.path(field), caption: fields.shownCaption(field),
      beside: fields.beside(field, {BESIDE_PX})?.text ?? "", source: fields.source(field),
      named: !fields.captions(field).length && field.matches("[aria-label], [title]"),
      placeholder: page.squeeze(field.getAttribute("placeholder")), search,
      button: near ? page.squeeze(page.name(near)) : "", select: field.localName === "select"}};
  }});
"""


def check(seen: Any, view: View) -> Iterator[Remark]:
    """Who forgets what was asked cannot look it up (WCAG 2.2 SC 3.3.2)."""
    for field in seen:
        stays = field["caption"] or field["beside"]
        if not field["caption"] and field["named"] and _tells(field["beside"]) and not view.own:
            note = f"“{field['beside'][:80]}” is all that is to be seen beside it."
            yield asks(field["element"], f"{note} Does it say what to fill in?")
        elif stays or (field["button"] and (field["search"] or _searches(field))):
            yield passes(field["element"])
        elif field["placeholder"]:
            note = f"“{field['placeholder']}” is gone as soon as something is typed."
            yield fails(field["element"], note)
        elif not field["select"]:
            yield fails(field["element"], "No caption is to be seen beside it.")


def _tells(text: str) -> bool:
    """A sentence that tells something is no caption, which asks for something."""
    return text.endswith(".") and len(text.split()) > 2 and not says(text, "copied")


def _searches(field: Any) -> bool:
    return says(field["button"], "search") or says(field["placeholder"], "search")


RULE = Rule(
    id="label_stays",
    criteria=("3.3.2",),
    affects="People who forget or are interrupted, and people who magnify.",
    passed="Fields have captions to be seen.",
    failed="A field has no caption that stays in sight.",
    person="It may be that a field has no caption to be seen.",
    check=check,
    probe=PROBE,
    conditions=frozenset({"default"}),
)

"""Every field has a name that a screen reader says (WCAG 2.2 SC 4.1.2, 1.3.1, 3.3.2)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from a11y.fields import FIELDS
from a11y.rule import Remark, Rule, View, fails, passes

BESIDE_PX = 60

PROBE = f"""
const roles = new Set(["checkbox", "combobox", "listbox", "menuitemcheckbox", "menuitemradio",
  "radio", "searchbox", "slider", "spinbutton", "switch", "textbox"]);
{FIELDS}
const listed = `input:not([type=hidden]), select, textarea, [role=checkbox], [role=combobox],
  [role=listbox], [role=menuitemcheckbox], [role=menuitemradio], [role=radio], [role=searchbox],
  [role=slider], [role=spinbutton], [role=switch], [role=textbox]`;
const plain = "input[type=date], input[type=time], input[type=month], input[type=week], "
  + "input[type=datetime-local], input[type=color], input[type=file], input[type=password]";
return page.all(listed).filter(page.heard)
  .filter(field => roles.has(page.role(field)) || field.matches(plain))
  .filter(field => !field.matches("[role=none], [role=presentation]") || field.tabIndex >= 0)
  .map(field => {{
    const name = page.squeeze(page.name(field));
    return {{element: page.path(field), name,
      beside: name ? "" : fields.beside(field, {BESIDE_PX})?.text ?? ""}};
  }});
"""


def check(seen: Any, view: View) -> Iterator[Remark]:
    """Without a name nobody who listens knows what to fill in (WCAG 2.2 SC 4.1.2)."""
    for field in seen:
        if field["name"]:
            yield passes(field["element"])
        elif field["beside"]:
            note = f"“{field['beside'][:60]}” stands beside it and is not tied to it."
            yield fails(field["element"], note)
        else:
            yield fails(field["element"], "Nothing on the page says what it is for.")


RULE = Rule(
    id="field_named",
    criteria=("4.1.2", "1.3.1", "3.3.2"),
    affects="People who use a screen reader, and people who speak to the page.",
    passed="Every field has a name.",
    failed="A field has no name.",
    check=check,
    words=True,
    probe=PROBE,
    conditions=frozenset({"default"}),
    act=("e086e5",),
)

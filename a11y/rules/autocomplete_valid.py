"""What a field tells browsers to fill in is a purpose that exists (WCAG 2.2 SC 1.3.5)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from a11y.fields import named
from a11y.rule import Remark, Rule, View, fails, passes

SWITCHES = ("on", "off")

PROBE = """
const fields = page.all("input[autocomplete], select[autocomplete], textarea[autocomplete]");
return fields.filter(field => page.shown(field) && field.getAttribute("autocomplete").trim()
  && !field.matches(":disabled, [aria-disabled=true], [type=hidden], [type=button],"
    + " [type=submit], [type=reset], [type=image], [type=checkbox], [type=radio], [type=file]")
  && !(field.tabIndex < 0 && field.matches("[role=none], [role=presentation]")))
  .map(field => ({element: page.path(field), given: field.getAttribute("autocomplete")}));
"""


def check(seen: Any, view: View) -> Iterator[Remark]:
    """Browsers fill in, and helpers draw signs, for purposes that they know (SC 1.3.5)."""
    for field in seen:
        if field["given"].strip().lower() in SWITCHES:
            continue
        if named(field["given"]):
            yield passes(field["element"])
        else:
            yield fails(field["element"], f"“{field['given']}” names no purpose.")


RULE = Rule(
    id="autocomplete_valid",
    criteria=("1.3.5",),
    affects="People who type with effort, and people who know a field by its sign.",
    passed="What fields tell browsers to fill in exists.",
    failed="A field names a purpose that does not exist.",
    check=check,
    probe=PROBE,
    conditions=frozenset({"default"}),
    act=("73f2c2",),
)

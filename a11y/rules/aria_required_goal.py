"""What must control something controls a thing that is there (WCAG 2.2 SC 4.1.2, 1.3.1)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from a11y.rule import Remark, Rule, View, fails, passes

# WAI-ARIA 1.2 requires the reference of these two roles alone; of a combobox, while it is open.
PROBE = """
const owners = '[role~="scrollbar"], [role~="combobox"][aria-expanded="true"]';
return page.all(owners).filter(page.heard).filter(owner => {
  const role = owner.getAttribute("role").trim().split(/\\s+/)[0];
  return (role === "scrollbar" || role === "combobox")
    && (owner.getAttribute("aria-controls") ?? "").trim() !== "";
}).map(owner => {
  const root = owner.getRootNode();
  const given = owner.getAttribute("aria-controls").trim();
  // A combobox of ARIA 1.0 and 1.1 names its list by aria-owns.
  const owned = owner.getAttribute("aria-owns") ?? "";
  const set = owner.ariaControlsElements?.length > 0;
  return {element: page.path(owner), given, found: set || `${given} ${owned}`.split(/\\s+/)
    .filter(Boolean).some(id => root.getElementById(id))};
});
"""


def check(seen: Any, view: View) -> Iterator[Remark]:
    """Whoever listens goes from the control to what it moves or fills (WCAG 2.2 SC 4.1.2)."""
    for one in seen:
        if one["found"]:
            yield passes(one["element"])
        else:
            note = f"It controls “{one['given']}”, which is not there."
            yield fails(one["element"], note)


RULE = Rule(
    id="aria_required_goal",
    criteria=("1.3.1", "4.1.2"),
    affects="People who use a screen reader, and go from a control to what it controls.",
    passed="What must control something has its goal.",
    failed="A control points at nothing that it controls.",
    check=check,
    probe=PROBE,
    conditions=frozenset({"default", "no_script"}),
    act=("in6db8",),
)

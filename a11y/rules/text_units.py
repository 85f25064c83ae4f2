"""Text grows when the page is zoomed (WCAG 2.2 SC 1.4.4)."""

from __future__ import annotations

from collections.abc import Iterator

from a11y.layouts import Layouts
from a11y.rule import Remark, Rule, View, fails, passes
from a11y.verdict import Evidence

# At 200 % half of the CSS pixels are left, so text in px keeps its number of them. Responsive
# styles may shrink a headline a little; what shrinks to half has not grown at all.
LEAST_SHARE = 0.62
GROWN = 2


def check(seen: Layouts, view: View) -> Iterator[Remark]:
    """Zooming to 200 % must make text larger (WCAG 2.2 SC 1.4.4)."""
    shrunk = seen.get("zoom_200", {}).get("sizes")
    if shrunk is None:
        return
    found = False
    for one in shrunk:
        if one["after"] < LEAST_SHARE * one["before"]:
            found = True
            now = one["after"] / one["before"] * GROWN
            measured = (("size at 100 %", f"{one['before']:.0f} px"), ("growth", f"× {now:.2f}"))
            note = f"“{one['words']}” stays as small as it was when the page is zoomed to 200 %."
            yield fails(one["element"], note, Evidence(measured))
    if not found:
        yield passes()


RULE = Rule(
    id="text_units",
    criteria=("1.4.4",),
    affects="People who see little and zoom the page.",
    passed="All text grows with the page.",
    failed="Text does not grow when the page is zoomed.",
    check=check,
    conditions=frozenset({"default"}),
    sees="layouts",
)

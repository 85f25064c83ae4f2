"""The parts of a chart are told apart by more than their colour (WCAG 2.2 SC 1.4.1)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from a11y.charts import charts
from a11y.rule import Remark, Rule, View, asks, fails, passes
from a11y.verdict import Evidence

if TYPE_CHECKING:
    from a11y.browser import Browser

# Of two colours one is light and one is dark more often than not.
LEAST = 3


def observe(browser: Browser, view: View) -> Any:
    return charts(browser)


def check(seen: Any, view: View) -> Iterator[Remark]:
    """A legend of red, green and brown is one colour to many (WCAG 2.2 SC 1.4.1)."""
    for chart in seen:
        evidence = Evidence((("colours", str(chart["count"])),))
        few = chart["count"] < LEAST and not chart["keyed"]
        if few or chart["tabled"]:
            yield passes(chart["element"], evidence)
        elif chart["sure"]:
            note = f"Its legend ties words to {chart['count']} colours, and to nothing else."
            yield fails(chart["element"], note, evidence)
        elif chart["keyed"]:
            note = f"The key beside it ties words to {chart['count']} colours of lines."
            yield asks(chart["element"], note, evidence)
        else:
            note = f"It has parts in {chart['count']} colours."
            yield asks(chart["element"], note, evidence)


RULE = Rule(
    id="chart_colours",
    criteria=("1.4.1",),
    affects="People who see colours differently or not at all, and people who print in grey.",
    passed="The parts of a chart are told apart by more than their colour.",
    failed="Only colours tell the parts of a chart apart.",
    person="Can each part of this chart be told from the others without its colour?",
    check=check,
    observe=observe,
    sees="browser",
    conditions=frozenset({"default"}),
)

"""What a chart shows is said in words or in a table (WCAG 2.2 SC 1.1.1)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from a11y import vocabulary
from a11y.charts import CHARTS
from a11y.rule import Remark, Rule, View, asks, fails, passes

# Whoever tells the data of a chart names two of them at least. A year or a day is none.
LEAST = 2
# A caption has no more words than these. A text that has may tell the data in words.
CAPTION_WORDS = 20
DAY = re.compile(
    r"\b\d{1,2}\.? (?:[^\W\d]{3,9}\.?) \d{4}\b|\b(?:19|20)\d\d\b|\d{1,2}[./]\d{1,2}[./]\d+"
)
NUMBER = re.compile(r"\d+(?:[.,\u2009\u00a0 ]\d+)*")


def check(seen: Any, view: View) -> Iterator[Remark]:
    """“Chart of passengers” says that there were some (WCAG 2.2 SC 1.1.1)."""
    for chart in seen:
        if chart["tell"] is None:
            continue  # others ask whether it is an ornament
        if chart["tabled"] or chart["leads"] or len(_numbers(chart["tell"])) >= LEAST:
            yield passes(chart["element"])
        elif _is_kind_alone(chart, chart["language"] or view.language):
            note = f"“{chart['name']}” is all that is said of it, and no numbers stand beside it."
            yield fails(chart["element"], note)
        else:
            # Elsewhere the text further on may tell them.
            say = fails if view.own else asks
            yield say(chart["element"], "No table and no numbers stand beside it.")


def _numbers(text: str) -> set[str]:
    return set(NUMBER.findall(DAY.sub(" ", text)))


def _is_kind_alone(chart: Any, language: str) -> bool:
    """Its name says that it is a chart, and the part of the page around it says no more."""
    section = chart["section"]
    if section is None or not vocabulary.is_one_of(chart["name"], "chart_kinds", language):
        return False
    return len(_numbers(section)) < LEAST and len(section.split()) <= CAPTION_WORDS


RULE = Rule(
    id="chart_told",
    criteria=("1.1.1",),
    affects="People who cannot see the chart, or cannot read one.",
    passed="What charts show is said beside them.",
    failed="What a chart shows is said nowhere.",
    person="Is all that this chart shows said in words or in a table?",
    check=check,
    probe=CHARTS,
    conditions=frozenset({"default"}),
)

"""The lines of a chart stand out from what is behind them (WCAG 2.2 SC 1.4.11)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from a11y.charts import CHARTS
from a11y.rule import Remark, Rule, View, asks, fails, passes
from a11y.verdict import Evidence

LEAST = 3.0
TOLERANCE = 0.05

LINES = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")
PROBE = f"""
const lines = (() => {{{LINES}}})();
if (!lines.length) return [];
const charts = (() => {{{CHARTS}}})();
const of = line => charts.find(one => one.element === line.svg) ?? null;
return lines.map(line => ({{...line, chart: of(line)}}));
"""


def check(seen: Any, view: View) -> Iterator[Remark]:
    """Who does not see the line does not see the data (WCAG 2.2 SC 1.4.11)."""
    for line in seen:
        chart = line["chart"]
        if chart is None:
            continue
        evidence = Evidence((("contrast", f"{line['contrast']:.2f}:1"),))
        if line["contrast"] + TOLERANCE >= LEAST or chart["tabled"]:
            yield passes(line["element"], evidence)
            continue
        note = f"This line of a chart has {line['contrast']:.1f}:1 and needs 3:1."
        # Where the value of each of its points is written, the line itself may be spared.
        surely = line["written"] < line["points"] and not chart["leads"] and line["only"]
        yield (fails if surely else asks)(line["element"], note, evidence)


RULE = Rule(
    id="chart_contrast",
    criteria=("1.4.11",),
    affects="People who see contrast poorly, and all who look at a chart in the sun.",
    passed="The lines of a chart stand out from their ground.",
    failed="A line of a chart does not stand out from its ground.",
    person="Can the data of this line be read without seeing it?",
    check=check,
    probe=PROBE,
    conditions=frozenset({"default"}),
)

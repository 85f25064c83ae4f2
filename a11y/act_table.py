"""How many ACT cases were flagged, missed and failed without reason: a row for each rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from a11y.act import CANT_TELL, FAILED, Outcome

HEAD = ("rule", "passed", "failed", "inapplicable", "flagged", "asked", "false", "name")


@dataclass(frozen=True, slots=True)
class Row:
    """Figures of one ACT rule, or of all. cases: expected outcome -> count.

    flagged: failed cases that we fail.  asked: failed cases that we leave to a person.
    false: other cases that we fail.  silent: nothing of ours stands for the rule.
    faults: cases whose page could not be looked at.
    """

    rule: str
    name: str
    cases: Counter[str]
    flagged: int
    asked: int
    false: int
    silent: bool
    faults: int

    @property
    def cells(self) -> tuple[str, ...]:
        expected = [str(self.cases[word]) for word in ("passed", "failed", "inapplicable")]
        said = [str(number) for number in (self.flagged, self.asked, self.false)]
        note = " (no rule of ours)" if self.silent else ""
        note += f" ({self.faults} not looked at)" if self.faults else ""
        return (self.rule, *expected, *said, self.name + note)


def rows(outcomes: Sequence[Outcome]) -> list[Row]:
    """One row for each rule, in the order of their ids."""
    by_rule: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        by_rule.setdefault(outcome.case.rule, []).append(outcome)
    return [_row(rule, by_rule[rule][0].case.rule_name, by_rule[rule]) for rule in sorted(by_rule)]


def total(outcomes: Sequence[Outcome]) -> Row:
    return _row("all", "all rules", outcomes)


def _row(rule: str, name: str, outcomes: Iterable[Outcome]) -> Row:
    given = list(outcomes)
    return Row(
        rule,
        name,
        Counter(o.case.expected for o in given),
        sum(o.flagged for o in given),
        sum(o.missed and o.whole == CANT_TELL for o in given),
        sum(o.false for o in given),
        all(not o.by and not o.fault for o in given),
        sum(bool(o.fault) for o in given),
    )


def lines(outcomes: Sequence[Outcome]) -> list[str]:
    """The table in aligned columns, and the totals as a sentence."""
    table = [HEAD, *(row.cells for row in rows(outcomes))]
    widths = [max(len(row[n]) for row in table) for n in range(len(HEAD) - 1)]
    all_ = total(outcomes)
    others = sum(all_.cases.values()) - all_.cases[FAILED]
    return [
        *("  ".join(c.ljust(w) for c, w in zip(r, [*widths, 0], strict=True)) for r in table),
        f"{len(outcomes)} cases: {all_.flagged} of {all_.cases[FAILED]} failed examples flagged, "
        f"{all_.asked} more left to a person; "
        f"{all_.false} false failures of {others} others; {all_.faults} not looked at.",
    ]


def as_data(outcomes: Sequence[Outcome], engines: dict[str, str]) -> dict[str, Any]:
    """The same as JSON values, with every case."""
    all_ = total(outcomes)
    return {
        "engines": engines,
        "total": _figures(all_),
        "rules": [_figures(row) for row in rows(outcomes)],
        "cases": [
            {
                "rule": o.case.rule,
                "case": o.case.id,
                "title": o.case.title,
                "url": o.case.url,
                "expected": o.case.expected,
                "outcome": o.whole,
                "by": dict(o.by),
                "words": list(o.words),
                "fault": o.fault,
            }
            for o in outcomes
        ],
    }


def _figures(row: Row) -> dict[str, Any]:
    return {
        "rule": row.rule,
        "name": row.name,
        "cases": dict(row.cases),
        "flagged": row.flagged,
        "asked": row.asked,
        "false": row.false,
        "silent": row.silent,
        "faults": row.faults,
    }

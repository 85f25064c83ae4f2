"""One rule of ours: whom it protects, what it looks at, and how it judges."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from a11y.conditions import DEFAULT, Condition
from a11y.verdict import Verdict

PROBE = (Path(__file__).parent / "probe.js").read_text(encoding="utf-8")


@dataclass(frozen=True, slots=True)
class View:
    """How a page is being looked at. language: that it was asked for in, "" when unknown."""

    language: str = ""
    condition: Condition = DEFAULT


@dataclass(frozen=True, slots=True)
class Remark:
    """A verdict on one element. element: CSS path, "" for the page.  note: what exactly."""

    verdict: Verdict
    element: str = ""
    note: str = ""


def passes(element: str = "") -> Remark:
    return Remark(Verdict.PASS, element)


def fails(element: str, note: str) -> Remark:
    return Remark(Verdict.FAIL, element, note)


def asks(element: str, note: str) -> Remark:
    return Remark(Verdict.PERSON, element, note)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule.

    criteria: numbers of WCAG 2.2.  house: True when we ask for more than they do.
    affects: who meets the barrier.  passed, failed, person: the verdict in a sentence.
    probe: JavaScript that returns JSON values, with `page` of probe.js in reach.
    check: turns what the probe saw into remarks; none at all means "does not apply".
    conditions: names of those in which it runs; None for all.
    sees: what the check gets: what its probe saw, the Tab walk (walk.Walk), or the marks of the
    focus (focus_mark.Mark, one for each stop).
    """

    id: str
    criteria: tuple[str, ...]
    affects: str
    passed: str
    failed: str
    person: str = ""
    check: Callable[[Any, View], Iterable[Remark]]
    probe: str = ""
    conditions: frozenset[str] | None = None
    house: bool = False
    sees: Literal["probe", "walk", "marks"] = "probe"

    def runs_in(self, condition: Condition) -> bool:
        return self.conditions is None or condition.name in self.conditions


def combined(rules: Iterable[Rule]) -> str:
    """One script that runs the probes of all these rules; it returns rule id -> what was seen."""
    parts = [f"{rule.id}: (() => {{{rule.probe}}})()" for rule in rules if rule.sees == "probe"]
    return f"const page = (() => {{{PROBE}}})(); return {{{', '.join(parts)}}};"

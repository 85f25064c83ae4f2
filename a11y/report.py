"""What an audit found, view by view, and what follows from it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from a11y.verdict import Finding, Judgement, Ledger, judge


@dataclass(frozen=True, slots=True)
class ViewResult:
    """One page state in one language under one condition.

    passed: ids of rules that applied and were kept.  duration_s: what it took.
    title: of the page.  facts: what the page holds, as JSON values: name of the fact -> value;
    for criteria that may not apply, and for what is compared across pages.
    """

    id: str
    url: str
    findings: tuple[Finding, ...]
    passed: tuple[str, ...]
    duration_s: float
    title: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Report:
    """One run. unfinished: a sentence for each page that could not be looked at; it blocks.

    engines: name -> version, as evidence.  complete: everything there is was looked at.
    """

    on: date
    base: str
    engines: dict[str, str]
    views: tuple[ViewResult, ...]
    unfinished: tuple[str, ...] = ()
    complete: bool = False
    ledger: Ledger = field(default_factory=Ledger)

    @property
    def findings(self) -> tuple[Finding, ...]:
        return tuple(finding for view in self.views for finding in view.findings)

    @property
    def judgement(self) -> Judgement:
        return judge(self.findings, self.ledger, self.on, complete=self.complete)

    @property
    def blocks(self) -> bool:
        """True when a merge must wait."""
        return self.judgement.blocks or bool(self.unfinished) or not self.views

    def lines(self) -> list[str]:
        """The run in sentences, the failures first; equal ones are told once with their count."""
        judged = self.judgement
        told = [*self.unfinished, *judged.complaints, *grouped(judged.blocking)]
        engines = ", ".join(f"{name} {version}" for name, version in self.engines.items())
        told.append(
            f"{len(self.views)} views: {len(judged.blocking)} failures, "
            f"{len(judged.waived)} waived, "
            f"{len(judged.open)} need a person, {len(judged.signed)} signed, "
            f"{len(self.unfinished)} unfinished. {engines}."
        )
        return told


def grouped(findings: tuple[Finding, ...]) -> list[str]:
    """One sentence for each rule, element and wording, with where it was seen first."""
    seen = Counter((f.rule, f.element, f.words) for f in findings)
    first = {(f.rule, f.element, f.words): f.page for f in reversed(findings)}
    return [
        f"{rule}: {words} [{element or 'page'}] in {first[rule, element, words]}"
        + (f" and {count - 1} more" if count > 1 else "")
        for (rule, element, words), count in seen.most_common()
    ]

"""What an audit found, view by view, and what follows from it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from a11y.baseline import Known
from a11y.judging import Bar, Judgement, Seen, judge
from a11y.verdict import Answer, Aside, Finding, Ledger


@dataclass(frozen=True, slots=True)
class ViewResult:
    """One page state in one language under one condition.

    passed: ids of rules that applied and were kept.  duration_s: what it took.
    title: of the page.  facts: what the page holds, as JSON values: name of the fact -> value;
    for criteria that may not apply, and for what is compared across pages.
    page: what the page is called, whatever language and condition (targets.Visit.state).
    language: that it was asked for in.  condition: its name.  purpose: of the page.
    status: of HTTP, 0 when the page came in another way.  seen_at: when the look was over.
    notes: sentences on how the page came, such as that it answered with status 404.
    aside: what engines say that is told and counted nowhere.
    """

    id: str
    url: str
    findings: tuple[Finding, ...]
    passed: tuple[str, ...]
    duration_s: float
    title: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)
    page: str = ""
    language: str = ""
    condition: str = ""
    purpose: str = ""
    status: int = 0
    seen_at: datetime | None = None
    notes: tuple[str, ...] = ()
    aside: tuple[Aside, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """One run. unfinished: a sentence for each page that could not be looked at; it blocks.

    engines: name -> version, as evidence.  complete: everything there is was looked at.
    settings: what was asked for: name of the option -> value, as JSON values; no secret.
    answers: what people said of what a machine cannot tell.
    known: findings of a baseline, which do not block.  bar: what blocks at all.
    tags: "engine:rule" -> what the engine itself says of the rule: axe's tags as they are, and
    "act-" with the id of each of the W3C's ACT rules that it implements.
    """

    on: date
    base: str
    engines: dict[str, str]
    views: tuple[ViewResult, ...]
    unfinished: tuple[str, ...] = ()
    complete: bool = False
    ledger: Ledger = field(default_factory=Ledger)
    started_at: datetime | None = None
    ended_at: datetime | None = None
    settings: Mapping[str, Any] = field(default_factory=dict)
    answers: tuple[Answer, ...] = ()
    known: tuple[Known, ...] = ()
    bar: Bar = field(default_factory=Bar)
    tags: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def findings(self) -> tuple[Finding, ...]:
        return tuple(finding for view in self.views for finding in view.findings)

    @property
    def judgement(self) -> Judgement:
        """Every finding, sorted by what follows from it."""
        seen = Seen({view.id: (view.page or view.id, view.condition) for view in self.views})
        return judge(
            self.findings,
            self.ledger,
            self.on,
            complete=self.complete,
            bar=self.bar,
            known=self.known,
            seen=seen,
        )

    @property
    def blocks(self) -> bool:
        """True when a merge must wait."""
        return self.judgement.blocks or bool(self.unfinished) or not self.views

    def lines(self) -> list[str]:
        """The run in sentences, the failures first; equal ones are told once with their count."""
        judged = self.judgement
        told = [*self.unfinished, *self.notes(), *judged.complaints, *judged.stale]
        told += grouped(judged.blocking)
        engines = ", ".join(f"{name} {version}" for name, version in self.engines.items())
        told.append(
            f"{len(self.views)} views: {len(judged.blocking)} failures, "
            f"{len(judged.waived)} waived, "
            + (f"{len(judged.known)} known, " if self.known else "")
            + (f"{len(judged.reported)} that do not block, " if judged.reported else "")
            + (f"{len(aside)} rules of engines not counted, " if (aside := self.aside()) else "")
            + f"{len(judged.open)} need a person, {len(judged.signed)} signed, "
            f"{len(self.unfinished)} unfinished. {engines}."
        )
        return told

    def aside(self) -> dict[str, list[tuple[str, Aside]]]:
        """What engines say that is not counted: rule -> id of each view and what was said of it."""
        told: dict[str, list[tuple[str, Aside]]] = {}
        for view in self.views:
            for one in view.aside:
                told.setdefault(one.rule, []).append((view.id, one))
        return dict(sorted(told.items()))

    def notes(self) -> list[str]:
        """How pages came, where that is worth a sentence; once for each page."""
        return list(dict.fromkeys(note for view in self.views for note in view.notes))


def grouped(findings: tuple[Finding, ...]) -> list[str]:
    """One sentence for each rule, element and wording, with where it was seen first."""
    seen = Counter((f.rule, f.element, f.words) for f in findings)
    first = {(f.rule, f.element, f.words): f.page for f in reversed(findings)}
    return [
        f"{rule}: {words} [{element or 'page'}] in {first[rule, element, words]}"
        + (f" and {count - 1} more" if count > 1 else "")
        for (rule, element, words), count in seen.most_common()
    ]

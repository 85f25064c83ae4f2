"""What follows from findings: what blocks, what is let through, what waits for a person.

A failure blocks. What needs a person does not block, but is listed until somebody signs for it
with a date. A waiver lets a known failure through until its last day, and no longer. A baseline
does the same for many failures of other people's sites at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from fnmatch import fnmatchcase

from a11y import wcag
from a11y.baseline import Known
from a11y.verdict import Finding, Ledger, Signed, Verdict, Waiver


@dataclass(frozen=True, slots=True)
class Bar:
    """What blocks. verdicts: those that do.  tags: of which one is needed, () for levels A and AA.

    Tags are those of wcag.tags: "AA", "wcag21aa", "2.4.7", "best-practice".
    """

    verdicts: frozenset[Verdict] = frozenset({Verdict.FAIL})
    tags: tuple[str, ...] = ()

    def stops(self, finding: Finding) -> bool:
        if finding.verdict not in self.verdicts:
            return False
        if not self.tags:
            return finding.gates or finding.verdict is Verdict.PERSON
        return not wcag.tags(finding.criteria).isdisjoint(self.tags)


BAR = Bar()


@dataclass(frozen=True, slots=True)
class Judgement:
    """Findings sorted by what follows from them.

    blocking: those that nothing lets through.  waived: failures let through.
    known: those that a baseline names.  reported: failures below the bar.
    open: nobody has signed for it yet.  signed: somebody has.
    complaints: faults of the ledger itself; each of them blocks.
    stale: what a baseline names and was not found any more; it does not block.
    """

    blocking: tuple[Finding, ...]
    waived: tuple[Finding, ...]
    open: tuple[Finding, ...]
    signed: tuple[Finding, ...]
    known: tuple[Finding, ...] = ()
    reported: tuple[Finding, ...] = ()
    complaints: tuple[str, ...] = ()
    stale: tuple[str, ...] = ()

    @property
    def blocks(self) -> bool:
        return bool(self.blocking or self.complaints)


@dataclass(frozen=True, slots=True)
class Seen:
    """What was looked at: id of a view -> name of the page, name of the condition."""

    views: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    def page(self, finding: Finding) -> str:
        return self.views.get(finding.page, (finding.page, ""))[0]


NOWHERE = Seen()


def judge(
    findings: Iterable[Finding],
    ledger: Ledger,
    today: date,
    *,
    complete: bool = True,
    bar: Bar = BAR,
    known: tuple[Known, ...] = (),
    seen: Seen = NOWHERE,
) -> Judgement:
    """Sorts findings. complete: False when only a part was audited, so no waiver can be stale.

    known: of a baseline.  seen: what was looked at, for its stale entries.
    """
    used: set[Waiver | Known] = set()
    names = ("blocking", "waived", "open", "signed", "known", "reported")
    piles: dict[str, list[Finding]] = {name: [] for name in names}
    for finding in findings:
        doubt = finding.verdict is Verdict.PERSON
        if doubt and any(_covers(s, finding) for s in ledger.signed):
            piles["signed"].append(finding)
            continue
        covering = [w for w in ledger.waivers if not doubt and _covers(w, finding)]
        named = [k for k in known if k.covers(seen.page(finding), finding)]
        used.update(covering, named)
        if any(today <= entry.last_day for entry in covering):
            piles["waived"].append(finding)
        elif any(today <= entry.last_day for entry in named):
            piles["known"].append(finding)
        elif bar.stops(finding):
            piles["blocking"].append(finding)
        else:
            piles["open" if doubt else "reported"].append(finding)
    return Judgement(
        **{name: tuple(found) for name, found in piles.items()},
        complaints=tuple(_complaints(ledger, used, today, complete=complete)),
        stale=tuple(_stale(known, used, seen)),
    )


def _complaints(
    ledger: Ledger, used: set[Waiver | Known], today: date, *, complete: bool
) -> Iterator[str]:
    for waiver in ledger.waivers:
        entry = f"The waiver of {waiver.rule} for {waiver.page}"
        if waiver.last_day < today:
            yield f"{entry} ended on {waiver.last_day}. Owner: {waiver.owner}."
        elif complete and waiver not in used:
            yield f"{entry} covers nothing any more. Remove it."


def _stale(known: tuple[Known, ...], used: set[Waiver | Known], seen: Seen) -> Iterator[str]:
    looked_at = set(seen.views.values())
    for entry in known:
        if entry not in used and (entry.page, entry.condition) in looked_at:
            yield (
                f"Not found any more: {entry.rule} [{entry.element or 'page'}] in {entry.page}. "
                "Take it out of the baseline."
            )


def _covers(entry: Waiver | Signed, finding: Finding) -> bool:
    # A finding that several rules share is let through only by an entry for the first of them.
    return entry.rule == finding.rule and fnmatchcase(finding.page, entry.page)

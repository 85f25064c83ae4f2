"""One finding for each element and criterion, with the name of every rule that says so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from a11y.verdict import Finding, Verdict


def merge(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings of one view: those about the same element and criterion become one.

    A failure that gates goes before other failures, these before what needs a person; among
    equals the first speaks, so our own rules are given before the engines. Whoever agrees on one
    criterion and names more of them adds these; what is only asked about them stays a question.
    What names no criterion is merged with nothing but itself.
    """
    kept: list[Finding] = []
    places: dict[tuple[str, str], list[int]] = {}
    for finding in sorted(findings, key=_weight):
        here = places.setdefault((finding.page, finding.element), [])
        agreeing = [n for n in here if _agree(kept[n], finding)]
        for n in agreeing:
            kept[n] = _joined(kept[n], finding.rule)
        named = {number for n in agreeing for number in kept[n].criteria}
        more = tuple(number for number in finding.criteria if number not in named)
        if agreeing and more and kept[agreeing[0]].verdict is finding.verdict:
            first = kept[agreeing[0]]
            kept[agreeing[0]] = replace(first, criteria=(*first.criteria, *more))
        elif more or not agreeing:
            here.append(len(kept))
            kept.append(replace(finding, criteria=more))
    return tuple(kept)


def _weight(finding: Finding) -> int:
    if finding.verdict is not Verdict.FAIL:
        return 2
    return 0 if finding.gates else 1


def _agree(first: Finding, second: Finding) -> bool:
    if not first.criteria and not second.criteria:
        return first.rule == second.rule
    return not set(first.criteria).isdisjoint(second.criteria)


def _joined(first: Finding, rule: str) -> Finding:
    if rule == first.rule or rule in first.also:
        return first
    return replace(first, also=(*first.also, rule))

"""One finding for each element and criterion, with the name of every rule that says so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from a11y.verdict import Finding, Verdict


def merge(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings of one view: those about the same element and criterion become one.

    A failure goes before what needs a person; among equals the first speaks, so our own rules
    are given before the engines. Criteria are those of the one that speaks. What names no
    criterion is merged with nothing.
    """
    kept: dict[tuple[str, str, str], Finding] = {}
    ordered = sorted(findings, key=lambda finding: finding.verdict is not Verdict.FAIL)
    for finding in ordered:
        key = _key(finding)
        first = kept.get(key)
        if first is None:
            kept[key] = finding
        elif finding.rule != first.rule and finding.rule not in first.also:
            kept[key] = replace(first, also=(*first.also, finding.rule))
    return tuple(kept.values())


def _key(finding: Finding) -> tuple[str, str, str]:
    if not finding.criteria:
        return finding.page, finding.element, finding.rule
    return finding.page, finding.element, finding.criteria[0]

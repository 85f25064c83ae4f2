"""Says which criteria of a method a failure belongs to, by references and never by guess.

WCAG criteria stand in the finding. RAWeb and RGAA share their numbers, so axe's own RGAA tags,
read from it at run time, name them; an engine's rule that implements the same ACT rule as one of
axe's takes the tags of that; for our own rules the few lines below say it where the success
criterion alone is too coarse; else a criterion is named when it is the only one of the method
that refers to the success criterion. What is left is placed by a person.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from a11y.methods import Criterion, Method
from a11y.rules import BY_ID
from a11y.verdict import Finding

Tags = Mapping[str, tuple[str, ...]]
RGAA_TAG = "RGAA-"
ACT_TAG = "act-"
RAWEB = "raweb"

# Rule of ours -> criteria of RAWeb 1. Each line is judged from what the rule looks at and what
# the criterion asks, and each shares a success criterion with it or stands under the same theme.
OURS: Mapping[str, tuple[str, ...]] = {
    "focus_seen": ("10.7",),
    "label_in_name": ("11.9",),
    "error_summary": ("11.10",),
}


@dataclass(frozen=True, slots=True)
class Placed:
    """certain: numbers of the criteria that it breaks.  perhaps: it is for a person to say."""

    certain: tuple[str, ...] = ()
    perhaps: tuple[str, ...] = ()


def counts(finding: Finding) -> bool:
    """Is it about criteria? What our own house asks for beyond them breaks none of them."""
    rule = BY_ID.get(finding.rule)
    return rule is None or not rule.house


def place(finding: Finding, method: Method, tags: Tags) -> Placed:
    """Where a finding belongs. tags: of the engines' rules, as the engines say them."""
    if not counts(finding):
        return Placed()
    near = {c.number: c for c in method.criteria if set(c.wcag) & set(finding.criteria)}
    known = {c.number for c in method.criteria if c.asked[0] == RAWEB}
    if not known:
        return Placed(tuple(near))
    named = OURS.get(finding.rule) or _by_tags(finding.rule, tags)
    if named:
        return Placed(tuple(number for number in named if number in known))
    return _by_references(finding, near)


def _by_references(finding: Finding, near: Mapping[str, Criterion]) -> Placed:
    certain: list[str] = []
    perhaps: list[str] = []
    for number in finding.criteria:
        of_it = [name for name, criterion in near.items() if number in criterion.wcag]
        (certain if len(of_it) == 1 else perhaps).extend(of_it)
    return Placed(tuple(dict.fromkeys(certain)), tuple(n for n in perhaps if n not in certain))


def _by_tags(rule: str, tags: Tags) -> tuple[str, ...]:
    own = _rgaa(tags.get(rule, ()))
    if own:
        return own
    acts = {tag for tag in tags.get(rule, ()) if tag.startswith(ACT_TAG)}
    kin = (_rgaa(said) for said in tags.values() if acts & set(said))
    return tuple(dict.fromkeys(number for numbers in kin for number in numbers))


def _rgaa(tags: tuple[str, ...]) -> tuple[str, ...]:
    tests = (tag.removeprefix(RGAA_TAG) for tag in tags if tag.startswith(RGAA_TAG))
    return tuple(dict.fromkeys(".".join(test.split(".")[:2]) for test in tests))

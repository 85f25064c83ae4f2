"""Where engines that check the same thing disagree, one alone against two is left to a person.

They check the same when each has a rule that implements the same ACT rule of the W3C. Measured
on the W3C's own test cases, this takes away most false failures and none of the right ones.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from a11y.engines import Engine, EngineFinding, EngineResult, EngineRule
from a11y.verdict import Verdict

OPPONENTS = 2
DOUBT = "Other engines that check the same see no fault here: a person must look."
Heard = Sequence[tuple[Mapping[str, EngineRule], EngineResult]]


def voted(heard: Sequence[tuple[Engine, EngineResult]]) -> list[tuple[Engine, EngineResult]]:
    """The results of the engines that looked at one view, with lonely failures as questions."""
    ballots = [(engine.rules, result) for engine, result in heard]
    return [
        (engine, _heeding(ballots[:n] + ballots[n + 1 :], engine.rules, result))
        for n, (engine, result) in enumerate(heard)
    ]


def _heeding(others: Heard, rules: Mapping[str, EngineRule], result: EngineResult) -> EngineResult:
    findings = tuple(
        replace(one, verdict=Verdict.PERSON, words=f"{one.words} {DOUBT}")
        if one.verdict is Verdict.FAIL and _is_alone(one, rules, others)
        else one
        for one in result.findings
    )
    return replace(result, findings=findings)


def _is_alone(one: EngineFinding, rules: Mapping[str, EngineRule], others: Heard) -> bool:
    """Have two others looked for each of the same things, and does neither object here?"""
    about = one.act if one.act is not None else rules[one.rule].act
    return bool(about) and all(_is_outvoted(one, act, others) for act in about)


def _is_outvoted(one: EngineFinding, act: str, others: Heard) -> bool:
    opponents = [
        (known, result)
        for known, result in others
        if any(act in rule.act for rule in known.values())
    ]
    return len(opponents) >= OPPONENTS and not any(
        _touch(one.element, other.element)
        for known, result in opponents
        for other in _objections(known, result, act)
    )


def _objections(
    rules: Mapping[str, EngineRule], result: EngineResult, act: str
) -> Iterator[EngineFinding]:
    for one in result.findings:
        if act in (one.act if one.act is not None else rules[one.rule].act):
            yield one


def _touch(first: str, second: str) -> bool:
    """The same element, or one inside the other: engines put a fault on either."""
    return first.startswith(second) or second.startswith(first)

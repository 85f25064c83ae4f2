"""One engine alone against two others that check the same does not fail an element."""

from __future__ import annotations

from dataclasses import dataclass, field

from a11y.engines import EngineFinding, EngineResult, EngineRule
from a11y.engines.voting import voted
from a11y.rule import View
from a11y.verdict import Verdict


@dataclass
class Sample:
    """An engine with one rule for each ACT id; it is never run."""

    name: str
    acts: tuple[str, ...]
    version: str = "1"
    every_view: bool = True
    rules: dict[str, EngineRule] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.rules = {f"{self.name}:{act}": EngineRule(("4.1.2",), (act,)) for act in self.acts}

    def inject(self) -> None:
        raise AssertionError

    def run(self, view: View) -> EngineResult:
        raise AssertionError


def says(
    name: str, *elements: str, acts: tuple[str, ...] = ("cae760",), verdict: Verdict = Verdict.FAIL
) -> tuple[Sample, EngineResult]:
    rule = f"{name}:{acts[0]}" if acts else f"{name}:own"
    engine = Sample(name, acts)
    engine.rules.setdefault(rule, EngineRule(("4.1.2",)))
    found = tuple(EngineFinding(rule, verdict, e, "No name.", ("4.1.2",)) for e in elements)
    return engine, EngineResult(found, ())


def verdicts(*heard: tuple[Sample, EngineResult]) -> list[Verdict]:
    """Of the first engine's findings, after the vote."""
    return [one.verdict for one in voted(heard)[0][1].findings]


def test_one_against_two_is_left_to_a_person() -> None:
    """Two engines that looked for the same and saw nothing outweigh one."""
    assert verdicts(says("ibm", "#a"), says("axe"), says("alfa")) == [Verdict.PERSON]


def test_one_that_agrees_or_asks_is_enough() -> None:
    """A failure stands when another engine objects too, or cannot tell."""
    for verdict in (Verdict.FAIL, Verdict.PERSON):
        others = says("axe", "#a", verdict=verdict), says("alfa")
        assert verdicts(says("ibm", "#a"), *others) == [Verdict.FAIL]


def test_an_objection_elsewhere_does_not_agree() -> None:
    """Others must object to the same element, or to one around or inside it."""
    given = says("ibm", "#a", "#b")

    assert verdicts(given, says("axe", "#a > p"), says("alfa")) == [Verdict.FAIL, Verdict.PERSON]


def test_who_has_no_such_rule_has_no_voice() -> None:
    """A failure that fewer than two others look for stands, and so does one without an ACT rule."""
    other = says("axe", acts=("2779a5",))

    assert verdicts(says("ibm", "#a"), other, says("alfa")) == [Verdict.FAIL]
    assert verdicts(says("ibm", "#a", acts=()), says("axe"), says("alfa")) == [Verdict.FAIL]

"""a11y.merging: one barrier is told once, with every voice."""

from __future__ import annotations

from a11y.merging import merge
from a11y.verdict import Finding, Verdict

PAGE = "start/sign_in/default/en/default"


def finding(
    rule: str,
    verdict: Verdict = Verdict.FAIL,
    element: str = "#email",
    criteria: tuple[str, ...] = ("4.1.2",),
) -> Finding:
    return Finding(PAGE, rule, verdict, element, f"{rule} says so.", criteria)


def test_two_engines_on_one_element_and_criterion_are_one_finding() -> None:
    """The first that fails it speaks, and names the others."""
    merged = merge([finding("axe:label"), finding("ibm:label"), finding("axe:label")])

    assert [(f.rule, f.also) for f in merged] == [("axe:label", ("ibm:label",))]


def test_a_failure_speaks_before_a_question() -> None:
    """What needs a person is told by the failure of the same element, never instead of it."""
    merged = merge([finding("htmlcs:H44", Verdict.PERSON), finding("axe:label")])

    assert [(f.rule, f.verdict, f.also) for f in merged] == [
        ("axe:label", Verdict.FAIL, ("htmlcs:H44",))
    ]


def test_other_elements_criteria_and_nameless_ones_stay_apart() -> None:
    """Nothing is hidden behind a finding about something else."""
    given = [
        finding("axe:label"),
        finding("axe:label", element="#name"),
        finding("axe:contrast", criteria=("1.4.3",)),
        finding("axe:region", criteria=()),
        finding("ibm:region", criteria=()),
    ]

    assert merge(given) == tuple(given)

"""a11y.merging: one barrier is told once, with every voice."""

from __future__ import annotations

from dataclasses import replace

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


def test_different_lists_of_criteria_meet_in_one() -> None:
    """Engines that agree on one criterion are one finding, with the criteria of both."""
    merged = merge(
        [
            finding("axe:link-name", criteria=("2.4.4", "4.1.2")),
            finding("alfa:sia-r11", criteria=("2.4.9", "4.1.2")),
        ]
    )

    assert [(f.rule, f.also, f.criteria) for f in merged] == [
        ("axe:link-name", ("alfa:sia-r11",), ("2.4.4", "4.1.2", "2.4.9"))
    ]


def test_no_criterion_of_an_element_is_told_twice() -> None:
    """Who agrees with two findings joins both, and makes none of a third."""
    merged = merge(
        [
            finding("axe:list", criteria=("1.3.1",)),
            finding("axe:label", criteria=("4.1.2",)),
            finding("ibm:both", criteria=("4.1.2", "1.3.1", "3.3.2")),
        ]
    )

    assert [(f.rule, f.also, f.criteria) for f in merged] == [
        ("axe:list", ("ibm:both",), ("1.3.1", "3.3.2")),
        ("axe:label", ("ibm:both",), ("4.1.2",)),
    ]


def test_what_is_only_asked_never_becomes_a_failure() -> None:
    """A question about one more criterion stays a question about that one."""
    merged = merge(
        [
            finding("ibm:label", Verdict.PERSON, criteria=("4.1.2", "1.3.1")),
            finding("axe:label"),
        ]
    )

    assert [(f.rule, f.verdict, f.criteria) for f in merged] == [
        ("axe:label", Verdict.FAIL, ("4.1.2",)),
        ("ibm:label", Verdict.PERSON, ("1.3.1",)),
    ]


def test_a_failure_that_gates_speaks_first() -> None:
    """A failure of level AAA never hides one that blocks."""
    enhanced = replace(finding("alfa:sia-r66", criteria=("1.4.6", "1.4.3")), gates=False)

    merged = merge([enhanced, finding("axe:color-contrast", criteria=("1.4.3",))])

    assert [(f.rule, f.gates) for f in merged] == [("axe:color-contrast", True)]

"""The success criteria, as data."""

from __future__ import annotations

from a11y import wcag
from a11y.placing import OURS
from a11y.rules import RULES


def test_every_criterion_of_a_and_aa_is_there() -> None:
    """WCAG 2.2 has 31 criteria of level A and 24 of level AA."""
    levels = [level for level, _ in wcag.CRITERIA.values()]

    assert (levels.count("A"), levels.count("AA")) == (31, 24)


def test_tags_of_axe_name_criteria() -> None:
    """A tag such as wcag1410 is criterion 1.4.10; other tags name none."""
    tags = ["cat.color", "wcag2aa", "wcag143", "wcag1410", "wcag999", "best-practice"]

    assert wcag.from_axe_tags(tags) == ("1.4.3", "1.4.10")


def test_every_rule_names_a_criterion() -> None:
    """Each rule of ours stands on a known criterion of WCAG, or of RAWeb, which asks for more."""
    for rule in RULES:
        assert rule.criteria or rule.id in OURS, rule.id
        assert all(wcag.named(number) for number in rule.criteria)

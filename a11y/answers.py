"""The letters C, NC, NA and NT, and how an answer of a person finds its question."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Mapping

from a11y.verdict import Answer


class Status(enum.Enum):
    """What is said of one criterion on one page, in the letters that audit methods use."""

    C = "C"  # met
    NC = "NC"  # not met
    NA = "NA"  # does not apply
    NT = "NT"  # not tested, or not to its end


# In a list of pages the gravest counts: one failure is one, and what is open stays open.
GRAVEST = (Status.NC, Status.NT, Status.C, Status.NA)
# What a person may answer.
ANSWERED = (Status.C, Status.NC, Status.NA)

# A question: list of criteria and number, such as "wcag 2.4.2"; page, "" for the whole site;
# element, "" for the whole page.
Question = tuple[str, str, str]


def question(family: str, number: str, page: str = "", element: str = "") -> Question:
    return f"{family} {number}", page, element


def by_question(answers: Iterable[Answer]) -> Mapping[Question, Answer]:
    """The answers by their question; of several to one question the last counts."""
    return {(a.criterion, a.page, a.element): a for a in answers}

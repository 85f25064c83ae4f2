"""The few criteria whose check by a machine is complete, each with the reason why it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from a11y.answers import Status
from a11y.report import ViewResult


@dataclass(frozen=True, slots=True)
class Complete:
    """When a machine alone may say C.

    reason: why nothing is left for a person.  has: facts that must be there; where one is not,
    the criterion is broken, and that too is certain.  rules: which must have passed in every
    view, or in those of `conditions`.  lacks: what the page must not hold, because it would keep
    the rules from seeing all of it.
    """

    reason: str
    has: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()


COMPLETE: Mapping[tuple[str, str], Complete] = {
    ("raweb", "2.1"): Complete(
        "Whether each frame has a title is in the code, and every frame was looked at.",
        rules=("axe:frame-title",),
    ),
    ("raweb", "6.2"): Complete(
        "Whether each link has a name is told by the browser, and every link was looked at.",
        rules=("axe:link-name",),
    ),
    ("raweb", "8.1"): Complete("The browser tells the document type.", has=("doctype",)),
    ("raweb", "8.2"): Complete(
        "The Nu checker read the whole source, which no script changes, and objects to nothing.",
        rules=("nu:valid",),
        conditions=("default",),
        lacks=("scripts", "frames"),
    ),
    ("raweb", "8.3"): Complete("Whether the page states a language is in the code.", has=("lang",)),
    ("raweb", "8.5"): Complete(
        "Whether the page has a title is told by the browser.", has=("title",)
    ),
    ("wcag", "2.5.8"): Complete(
        "Every target was measured, wide and narrow; exceptions could only allow more.",
        rules=("target_size",),
        conditions=("default", "narrow_320"),
        lacks=("frames",),
    ),
}


def decided(
    question: tuple[str, str], holds: Mapping[str, int], views: Sequence[ViewResult]
) -> tuple[Status, str] | None:
    """C or NC with the reason, where a machine can be sure; None where it cannot.

    question: list and number of the criterion.  holds: what the page holds (a11y.facts); nothing is
    sure of a page that was not counted.
    """
    how = COMPLETE.get(question)
    if how is None or not holds:
        return None
    missing = [name for name in how.has if not holds.get(name)]
    if missing:
        return Status.NC, f"The page has no {missing[0]}."
    if any(holds.get(name) for name in how.lacks):
        return None
    names = [view.condition for view in views]
    if not set(how.conditions) <= set(names):
        return None
    asked = [
        v
        for v, name in zip(views, names, strict=True)
        if name in how.conditions or not how.conditions
    ]
    if all(rule in view.passed for rule in how.rules for view in asked):
        return Status.C, how.reason
    return None

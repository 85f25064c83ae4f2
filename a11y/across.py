"""Compares the pages of an audit with each other, for rules that need more than one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from a11y.report import ViewResult
from a11y.rule import Page, Remark, Rule, findings
from a11y.rules import RULES


def compared(views: Sequence[ViewResult], rules: Iterable[Rule] = RULES) -> tuple[ViewResult, ...]:
    """The same views, with what the rules that compare pages say of each of them.

    What they said already is not said twice.
    """
    judged = list(views)
    for rule in rules:
        if rule.across is not None:
            judged = [_with(view, rule, said) for view, said in _said(judged, rule)]
    return tuple(judged)


def _said(views: Sequence[ViewResult], rule: Rule) -> list[tuple[ViewResult, list[Remark]]]:
    pages = [
        Page(view.id, view.url, view.title, view.facts[rule.id])
        for view in views
        if rule.id in view.facts
    ]
    said: dict[str, list[Remark]] = {view.id: [] for view in views}
    if rule.across is not None and len(pages) > 1:
        for page, remark in rule.across(pages):
            said[page.view].append(remark)
    return [(view, said[view.id]) for view in views]


def _with(view: ViewResult, rule: Rule, remarks: Sequence[Remark]) -> ViewResult:
    found = tuple(findings(view.id, rule, remarks))
    passed = view.passed
    if remarks and not found:
        passed = tuple(dict.fromkeys((*passed, rule.id)))
    elif found:
        passed = tuple(id_ for id_ in passed if id_ != rule.id)
    new = (one for one in found if one not in view.findings)
    return replace(view, findings=(*view.findings, *new), passed=passed)

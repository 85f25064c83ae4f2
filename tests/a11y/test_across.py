"""Pages are compared with each other, and what is found stands on its page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from a11y.across import compared
from a11y.report import ViewResult
from a11y.rule import Page, Remark, Rule, View, fails, passes
from a11y.verdict import Verdict


def twice(pages: Sequence[Page]) -> Iterator[tuple[Page, Remark]]:
    seen: set[Any] = set()
    for page in pages:
        yield page, fails("#it", "Again.") if page.seen in seen else passes()
        seen.add(page.seen)


def alone(seen: Any, view: View) -> Iterator[Remark]:
    yield from ()


TWICE = Rule(
    id="twice",
    criteria=("3.2.4",),
    affects="Nobody.",
    passed="Once.",
    failed="Twice.",
    check=alone,
    across=twice,
)


def view(name: str, **facts: Any) -> ViewResult:
    return ViewResult(name, f"http://x/{name}", (), (), 0.0, name, facts)


def test_what_differs_is_told_of_its_page() -> None:
    """A page that repeats what another holds gets the finding, and the first one passes."""
    views = compared([view("a", twice=1), view("b", twice=1), view("c", twice=2)], [TWICE])

    assert [len(v.findings) for v in views] == [0, 1, 0]
    found = views[1].findings[0]
    assert (found.page, found.rule, found.element) == ("b", "twice", "#it")
    assert (found.verdict, found.words) == (Verdict.FAIL, "Twice. Again.")
    assert [v.passed for v in views] == [("twice",), (), ("twice",)]


def test_one_page_is_not_compared() -> None:
    """A page alone, or one whose facts were not taken, says nothing of others."""
    views = compared([view("a", twice=1), view("b")], [TWICE])

    assert [(v.findings, v.passed) for v in views] == [((), ()), ((), ())]

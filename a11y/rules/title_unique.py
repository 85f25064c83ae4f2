"""Pages that are about different things have different titles (WCAG 2.2 SC 2.4.2)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from a11y.rule import Page, Remark, Rule, View, asks, fails, passes

PROBE = """
const heading = page.all("h1, [role=heading][aria-level='1']").find(page.heard);
return {language: page.language(document.documentElement), heading: heading ? page.written(heading)
  : "", words: document.body ? page.written(document.body).slice(0, 400) : "",
  place: location.pathname};
"""


def check(seen: Any, view: View) -> Iterator[Remark]:
    """One page alone has no twin."""
    yield from ()


def across(pages: Sequence[Page]) -> Iterator[tuple[Page, Remark]]:
    """People choose among tabs and results by the title alone (WCAG 2.2 SC 2.4.2)."""
    groups = defaultdict(list)
    for page in pages:
        if page.title:
            groups[page.seen["language"], page.title.casefold()].append(page)
    for twins in groups.values():
        first = twins[0]
        for page in twins:
            yield page, _judged(page, first)


def _judged(page: Page, first: Page) -> Remark:
    heading, other = page.seen["heading"], first.seen["heading"]
    if page.seen["place"] == first.seen["place"] or page.seen["words"] == first.seen["words"]:
        return passes()  # another state, or the same page once more
    if heading and other and heading != other:
        return fails(
            "", f"“{page.title}” is also the title of {first.url}, whose heading is “{other}”."
        )
    if heading:
        return passes()
    return asks("", f"“{page.title}” is also the title of {first.url}. Is it the same page?")


RULE = Rule(
    id="title_unique",
    criteria=("2.4.2",),
    affects="People who listen, and people who have many tabs open.",
    passed="Each page has a title of its own.",
    failed="Pages about different things have the same title.",
    person="Two pages have the same title.",
    check=check,
    across=across,
    probe=PROBE,
    conditions=frozenset({"default"}),
)

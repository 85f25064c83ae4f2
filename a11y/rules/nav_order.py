"""Navigation that repeats keeps its order (WCAG 2.2 SC 3.2.3)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Any

from a11y.rule import Page, Remark, Rule, View, fails, passes
from a11y.site_parts import PARTS, languages

PROBE = f"""
{PARTS}
return {{language: page.language(document.documentElement),
  links: links.filter(link => link.place.startsWith("navigation"))}};
"""


def check(seen: Any, view: View) -> Iterator[Remark]:
    """One page alone has nothing to agree with."""
    yield from ()


def across(pages: Sequence[Page]) -> Iterator[tuple[Page, Remark]]:
    """Who has learnt the way must not learn it anew on each page (WCAG 2.2 SC 3.2.3)."""
    for group in languages(pages):
        first: dict[tuple[str, str, str], Page] = {}
        for page in group:
            pairs = _pairs(page)
            turned = next((pair for pair in pairs if (pair[0], pair[2], pair[1]) in first), None)
            if turned is not None:
                other = first[turned[0], turned[2], turned[1]]
                note = f"“{turned[1]}” stands before “{turned[2]}”, on {other.url} after it."
                yield page, fails(_element(page, turned[1]), note)
            elif any(pair in first for pair in pairs):
                yield page, passes()
            for pair in pairs if turned is None else ():
                first.setdefault(pair, page)


def _pairs(page: Page) -> list[tuple[str, str, str]]:
    """Names of two links that stand in this order, each there once, in one navigation."""
    places: dict[str, list[str]] = {}
    for link in page.seen["links"]:
        places.setdefault(link["place"], []).append(link["name"])
    return [
        (place, one, other)
        for place, names in places.items()
        for one, other in combinations([n for n in names if names.count(n) == 1], 2)
    ]


def _element(page: Page, name: str) -> str:
    return next(str(link["element"]) for link in page.seen["links"] if link["name"] == name)


RULE = Rule(
    id="nav_order",
    criteria=("3.2.3",),
    affects="People who find their way by habit, and people who listen.",
    passed="Navigation has the same order on every page.",
    failed="Navigation has another order than on other pages.",
    check=check,
    across=across,
    probe=PROBE,
    conditions=frozenset({"default"}),
)

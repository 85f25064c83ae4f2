"""Picks the pages for forms that hold only so many of them."""

from __future__ import annotations

from a11y.conformance import Page
from a11y.verdict import Verdict


def picked(pages: tuple[Page, ...], most: int) -> tuple[Page, ...]:
    """At most so many pages, in their order; where some must go, those with failures stay.

    A sample that is picked for its failures can make a site look worse, never better.
    """
    if len(pages) <= most:
        return pages
    ranked = sorted(pages, key=lambda page: (-failures(page), page.number))[:most]
    return tuple(sorted(ranked, key=lambda page: page.number))


def failures(page: Page) -> int:
    return sum(finding.verdict is Verdict.FAIL for finding in page.findings)

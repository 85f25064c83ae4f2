"""Help is found in the same place on every page (WCAG 2.2 SC 3.2.6)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from a11y.fields import says
from a11y.rule import Page, Remark, Rule, View, fails, passes
from a11y.site_parts import PARTS, languages, usual

PROBE = f"""
{PARTS}
return {{language: page.language(document.documentElement), links: links.map(link => ({{...link,
  region: link.place ? link.place.split(" ")[0] : link.inMain ? "main" : "elsewhere"}}))}};
"""


def check(seen: Any, view: View) -> Iterator[Remark]:
    """One page alone has nothing to agree with."""
    yield from ()


def across(pages: Sequence[Page]) -> Iterator[tuple[Page, Remark]]:
    """Who needs help has no strength left to look for it (WCAG 2.2 SC 3.2.6)."""
    for group in languages(pages):
        helps: dict[str, list[tuple[Page, Any]]] = defaultdict(list)
        for page in group:
            known: set[str] = set()
            for link in page.seen["links"]:
                name = link["name"].casefold()
                if _helps(link) and name not in known:
                    known.add(name)
                    helps[name].append((page, link))
        for found in helps.values():
            if len(found) > 1:
                yield from _judged(found)


def _helps(link: Any) -> bool:
    """Links of the frame of the page; one inside the text is help on that text."""
    return link["region"] != "main" and says(link["name"], "help")


def _judged(found: list[tuple[Page, Any]]) -> Iterator[tuple[Page, Remark]]:
    common = usual(link["region"] for _, link in found)
    for page, link in found:
        if link["region"] == common:
            yield page, passes(link["element"])
        else:
            note = f"“{link['name']}” is in “{link['region']}”, on other pages in “{common}”."
            yield page, fails(link["element"], note)


RULE = Rule(
    id="help_place",
    criteria=("3.2.6",),
    affects="People who get stuck and have little strength to look around.",
    passed="Help is in the same place on every page.",
    failed="Help is in another place than on other pages.",
    check=check,
    across=across,
    probe=PROBE,
    conditions=frozenset({"default"}),
)

"""Links of the same name lead to the same (WCAG 2.2 SC 2.4.9)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from a11y.link_context import listed, twins
from a11y.link_targets import Sameness, look, sameness
from a11y.rule import Remark, Rule, View, asks, fails, passes
from a11y.verdict import Evidence

if TYPE_CHECKING:
    from a11y.browser import Browser


def observe(browser: Browser, view: View) -> Any:
    found = listed(browser)
    groups = twins(found["links"])
    addresses = [link["href"] for group in groups for link in group]
    pages = look(browser, addresses, found["base"]) if groups else {}
    return {"groups": groups, "pages": pages, "base": found["base"], "any": bool(found["links"])}


def check(seen: Any, view: View) -> Iterator[Remark]:
    """In a list of all links, two of the same name cannot be told apart (SC 2.4.9)."""
    clean = True
    for group in seen["groups"]:
        first = group[0]
        for link in group[1:]:
            how = sameness(first["href"], link["href"], seen["pages"], seen["base"])
            if how is Sameness.SAME:
                continue
            clean = False
            evidence = Evidence((("one", first["href"]), ("other", link["href"])))
            if how is Sameness.OTHER:
                note = f"“{link['name']}” leads elsewhere than the link of the same name before."
                yield fails(link["element"], note, evidence)
            else:
                note = f"Does “{link['name']}” lead to the same as the one before?"
                yield asks(link["element"], note, evidence)
    if clean and seen["any"]:
        yield passes()


RULE = Rule(
    id="twin_links",
    criteria=("2.4.9",),
    affects="People who listen, and choose from a list of all links.",
    passed="Links of the same name lead to the same.",
    failed="Links of the same name lead to different things.",
    person="Links of the same name may lead to different things.",
    check=check,
    observe=observe,
    sees="browser",
    conditions=frozenset({"default"}),
    act=("b20e66",),
)

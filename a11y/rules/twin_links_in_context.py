"""Links of the same name in the same words around lead to the same (WCAG 2.2 SC 2.4.4)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from a11y.link_targets import Sameness, sameness
from a11y.rule import Remark, Rule, View, fails, passes
from a11y.rules.twin_links import observe
from a11y.verdict import Evidence


def check(seen: Any, view: View) -> Iterator[Remark]:
    """Not even the sentence around tells such links apart (WCAG 2.2 SC 2.4.4)."""
    clean = True
    for group in seen["groups"]:
        contexts: dict[str, list[Any]] = {}
        for link in group:
            around = f"{link['context']} {link['sentence']}".casefold()
            contexts.setdefault(" ".join(around.split()), []).append(link)
        for links in contexts.values():
            for before, link in pairwise(links):
                how = sameness(before["href"], link["href"], seen["pages"], seen["base"])
                if how is not Sameness.OTHER or link["alike"]:
                    continue
                clean = False
                evidence = Evidence((("one", before["href"]), ("other", link["href"])))
                note = f"“{link['name']}” leads elsewhere than its twin in the same words around."
                yield fails(link["element"], note, evidence)
    if clean and seen["any"]:
        yield passes()


RULE = Rule(
    id="twin_links_in_context",
    criteria=("2.4.4",),
    affects="People who listen, and ask what stands around a link.",
    passed="The words around tell links of the same name apart.",
    failed="Nothing around tells two links of the same name apart.",
    check=check,
    observe=observe,
    sees="browser",
    conditions=frozenset({"default"}),
    act=("fd3a94",),
)

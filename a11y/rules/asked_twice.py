"""Nothing is asked for twice (WCAG 2.2 SC 3.3.7)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from a11y.fields import FIELDS, named, plain, purpose, says
from a11y.rule import Page, Remark, Rule, View, asks, fails, passes

# What a process may well ask for again, for safety, or because it is each time another one.
AGAIN_BY_NATURE = frozenset({"current-password", "new-password", "one-time-code", "cc-csc"})

PROBE = f"""
{FIELDS}
return {{step: window.name, fields: fields.all.filter(field => !fields.pressed(field)
  && field.matches("input, textarea, select") && field.type !== "search"
  && !field.closest("[role=search], search, table")).map(field => ({{
  element: page.path(field), type: field.type, tokens: field.getAttribute("autocomplete") ?? "",
  caption: fields.shownCaption(field) || page.squeeze(page.name(field)),
  noPaste: /return\\s+false|preventDefault/.test(field.getAttribute("onpaste") ?? ""),
  filled: Boolean(field.localName !== "select" && field.value), list: Boolean(field.list)}}))}};
"""


def check(seen: Any, view: View) -> Iterator[Remark]:
    """Typing an address again is no proof that it is right (WCAG 2.2 SC 3.3.7)."""
    captions = {plain(field["caption"]) for field in seen["fields"]}
    for field in seen["fields"]:
        if field["type"] == "password" or _purpose(field) in AGAIN_BY_NATURE:
            continue
        again = says(field["caption"], "again") and len(captions) > 1
        if again and field["noPaste"]:
            note = f"“{field['caption']}” asks for the same once more, and lets nobody paste it."
            yield fails(field["element"], note)
        elif again:
            note = f"“{field['caption']}” asks for the same once more. Must it?"
            yield asks(field["element"], note)
        elif field["caption"]:
            yield passes(field["element"])


def across(pages: Sequence[Page]) -> Iterator[tuple[Page, Remark]]:
    """What one step of a journey has asked for, a later one knows (WCAG 2.2 SC 3.3.7)."""
    journeys = defaultdict(list)
    for page in pages:
        if page.view.startswith("journey/"):
            journeys[page.view.split("/")[1]].append(page)
    for steps in journeys.values():
        asked: dict[str, Page] = {}
        for page in steps:
            for field in page.seen["fields"]:
                what = _purpose(field)
                before = asked.get(what)
                if not what or what in AGAIN_BY_NATURE:
                    continue
                if before and before.url != page.url and not field["filled"] and not field["list"]:
                    note = f"“{field['caption']}” was asked for on {before.url} and is empty here."
                    yield page, asks(field["element"], note)
                asked.setdefault(what, page)


def _purpose(field: Any) -> str:
    return named(field["tokens"]) or purpose(field["caption"])


RULE = Rule(
    id="asked_twice",
    criteria=("3.3.7",),
    affects="People who type with effort, and people who forget what they have typed.",
    passed="Nothing is asked for twice.",
    failed="Something is asked for twice.",
    person="Something is asked for that is known already.",
    check=check,
    across=across,
    probe=PROBE,
    conditions=frozenset({"default"}),
)

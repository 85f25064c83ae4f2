"""The page says its language, and so does each part in another one (WCAG 2.2 SC 3.1.1, 3.1.2)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from a11y.rule import Remark, Rule, View, fails, passes

WELL_FORMED = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", re.ASCII)
RIGHT_TO_LEFT = frozenset(
    {"ar", "arc", "ckb", "dv", "fa", "he", "ku", "ps", "sd", "ug", "ur", "yi"}
)

PROBE = """
const root = document.documentElement;
const parts = page.all("body [lang]").map(element => ({
  element: page.path(element), language: element.getAttribute("lang"),
}));
const choices = page.all('[name="language"][value]').filter(page.shown).map(element => ({
  element: page.path(element), wanted: element.value,
  language: element.closest("[lang]")?.getAttribute("lang") ?? "",
}));
const direction = getComputedStyle(root).direction;
return {language: root.getAttribute("lang"), direction, parts, choices};
"""


def check(seen: Any, view: View) -> Iterator[Remark]:
    """A screen reader picks its voice by these marks (WCAG 2.2 SC 3.1.1, 3.1.2)."""
    given = seen["language"] or ""
    primary = given.split("-")[0].lower()
    wanted = "rtl" if primary in RIGHT_TO_LEFT else "ltr"
    if not WELL_FORMED.fullmatch(given):
        yield fails("", f"The page’s language is given as “{given}”.")
    elif view.language and primary != view.language.split("-")[0]:
        yield fails("", f"The page was asked for in “{view.language}” and says “{given}”.")
    elif seen["direction"] != wanted:
        yield fails("", f"“{given}” is written {wanted}, the page runs {seen['direction']}.")
    else:
        yield passes()
    for part in seen["parts"]:
        if part["language"] and not WELL_FORMED.fullmatch(part["language"]):
            yield fails(part["element"], f"“{part['language']}” is no language.")
        else:
            yield passes(part["element"])
    for choice in seen["choices"]:
        if choice["language"].split("-")[0] != choice["wanted"].split("-")[0]:
            yield fails(
                choice["element"], f"This choice is in “{choice['wanted']}” and is not marked so."
            )


RULE = Rule(
    id="language",
    criteria=("3.1.1", "3.1.2"),
    affects="People who listen: French read by an English voice is noise.",
    passed="The page and its parts say their language.",
    failed="The language of the page or of a part is missing or wrong.",
    check=check,
    probe=PROBE,
    conditions=frozenset({"default", "no_script"}),
)

"""The title begins with the heading, and says so when there is an error (WCAG 2.2 SC 2.4.2)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from a11y.rule import Remark, Rule, View, fails, passes

# "Error: " in whatever language: a short word and a colon, French with its space before it.
LONGEST_PREFIX = 20

PROBE = """
if (!document.body) return null;
const heading = page.all("h1").find(page.heard);
return {
  title: page.squeeze(document.title),
  heading: heading ? page.squeeze(heading.innerText) : "",
  errors: page.all('[aria-invalid="true"]').filter(page.shown).length,
};
"""


def check(seen: Any, view: View) -> Iterator[Remark]:
    """A title that starts with the heading is found again among tabs (WCAG 2.2 SC 2.4.2)."""
    if seen is None:
        return  # a picture is no page
    title, heading = seen["title"], seen["heading"]
    before, found, _ = title.partition(heading) if heading else ("", "", "")
    if not title:
        yield fails("", "There is no title.")
    elif heading and not found:
        yield fails("", f"The title “{title}” does not contain the heading “{heading}”.")
    elif before and not _is_prefix(before):
        yield fails("", f"The title begins with “{before}”, not with the heading.")
    elif seen["errors"] and not before:
        yield fails("", "A field has an error, but the title does not begin with “Error:”.")
    elif before and not seen["errors"]:
        yield fails("", f"The title says “{before.strip()}”, but no field has an error.")
    else:
        yield passes()


def _is_prefix(text: str) -> bool:
    return text.rstrip().endswith(":") and len(text) <= LONGEST_PREFIX


RULE = Rule(
    id="page_title",
    criteria=("2.4.2", "3.3.1"),
    affects="People who use a screen reader or many tabs: the title is the first thing they get.",
    passed="The title begins with the heading, after “Error:” when there is one.",
    failed="The title does not say what this page is.",
    check=check,
    words=True,
    probe=PROBE,
    conditions=frozenset({"default", "no_script"}),
    house=True,
)

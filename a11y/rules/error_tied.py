"""A field with an error is marked, and its error is said with it (WCAG 2.2 SC 3.3.1, 1.3.1)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from a11y.errors import ERRORS, is_error, names_one
from a11y.rule import Remark, Rule, View, fails, passes

PROBE = f"""
{ERRORS}
return errors;
"""


def check(seen: Any, view: View) -> Iterator[Remark]:
    """Who hears one field at a time hears its error too (WCAG 2.2 SC 3.3.1, 1.3.1)."""
    told = [text for text in seen["list"] if is_error(text)]
    for field in seen["invalid"]:
        summed = field["linked"] or any(names_one(t["text"], [field["caption"]]) for t in told)
        if field["words"] or summed:
            yield passes(field["element"])
    for text in told:
        if text["tied"] or text["caption"]:
            yield passes(text["element"])
        elif text["near"] and not text["linked"] and not text["alert"]:
            note = f"“{text['text'][:80]}” stands beside a field and is not tied to it."
            yield fails(text["element"], note)


RULE = Rule(
    id="error_tied",
    criteria=("3.3.1", "1.3.1"),
    affects="People who use a screen reader.",
    passed="Errors are tied to their fields.",
    failed="An error and its field are not tied together.",
    check=check,
    probe=PROBE,
    conditions=frozenset({"default"}),
)

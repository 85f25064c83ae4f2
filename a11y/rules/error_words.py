"""An error says what is wrong, and of which field (WCAG 2.2 SC 3.3.1, 3.3.3)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from a11y.errors import ERRORS, is_bare, is_error, names_one
from a11y.fields import says
from a11y.rule import Remark, Rule, View, fails, passes

PROBE = f"""
{ERRORS}
return errors.count || errors.invalid.length ? errors : null;
"""


def check(seen: Any, view: View) -> Iterator[Remark]:
    """“Not valid” leaves people alone with their mistake (WCAG 2.2 SC 3.3.1, 3.3.3)."""
    if not seen:
        return
    captions = seen["captions"]
    for text in seen["list"]:
        if not is_error(text):
            continue
        bare = is_bare(text["text"], captions)
        owned = text["tied"] or text["near"] or text["caption"]
        if bare and (owned or seen["invalid"] or seen["count"] == 1):
            note = f"“{text['text']}” does not say what is wrong, nor what to do."
            yield fails(text["element"], note)
        elif not text["heard"] and not text["tied"]:
            yield fails(text["element"], f"“{text['text'][:80]}” is hidden from screen readers.")
        elif owned or text["linked"] or names_one(text["text"], captions):
            yield passes(text["element"])
        elif seen["count"] > 1 and says(text["text"], "unfilled") and not text["many"]:
            note = f"“{text['text'][:80]}” does not say which field it means."
            yield fails(text["element"], note)


RULE = Rule(
    id="error_words",
    criteria=("3.3.1", "3.3.3"),
    affects="People who do not see at a glance what is wrong, and people who need it explained.",
    passed="Errors say what is wrong, and where.",
    failed="An error does not say what is wrong, or where.",
    check=check,
    words=True,
    probe=PROBE,
    conditions=frozenset({"default"}),
    act=("36b590",),
)

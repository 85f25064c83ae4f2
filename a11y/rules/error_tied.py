"""A field with an error is marked, and its error is said with it (WCAG 2.2 SC 3.3.1, 1.3.1)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from a11y.errors import ERRORS, is_bare, is_error, names_one, speaks_of
from a11y.fields import says
from a11y.rule import Remark, Rule, View, asks, fails, passes

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
            if _is_for_many(text, seen):
                continue
            note = f"“{text['text'][:80]}” stands beside a field and is not tied to it."
            yield fails(text["element"], note)
        elif caption := _far_from(text, seen, told):
            yield asks(text["element"], _doubt(text["text"], caption))
    for text in seen["list"]:
        # “Year must have four digits” in red is a hint, or an error in the words of one.
        hint = text["marked"] and not is_error(text) and says(text["text"], "hint")
        if hint and not text["near"] and (caption := _far_from(text, seen, told)):
            yield asks(text["element"], _doubt(text["text"], caption))


def _is_for_many(text: Any, seen: Any) -> bool:
    """It names several fields, or stands at the head of a form and does not name the first.

    “Fields with * are required” is for all of them, red star or not.
    """
    if "*" in text["text"] and says(text["text"], "required"):
        return True
    spoken_of = speaks_of(text["text"], [field["caption"] for field in seen["named"]])
    named = [seen["named"][place]["element"] for place in spoken_of]
    return len(named) > 1 or (text["head"] and named != [text["near"]])


def _doubt(text: str, caption: str) -> str:
    return (
        f"“{text[:80]}” stands apart from “{caption[:60]}” and is not tied to it."
        " Does everybody find it who goes to the field?"
    )


def _far_from(text: Any, seen: Any, told: list[Any]) -> str:
    """The caption of the only field that a text may tell an error of, "" if it is for many.

    What an alert, a link or a list tells is found as well; so is what is said at the field too.
    """
    if text["alert"] or text["linked"] or text["many"] or text["tied"] or text["caption"]:
        return ""
    if not (text["red"] or text["marked"]) or is_bare(text["text"], seen["captions"]):
        return ""
    spoken_of = speaks_of(text["text"], [field["caption"] for field in seen["named"]])
    if len(spoken_of) != 1:
        return ""
    field = seen["named"][spoken_of[0]]
    marks = [one for one in seen["invalid"] if one["element"] == field["element"]]
    heard = any(one["words"] or one["linked"] for one in marks)
    at_field = any(field["element"] in (other["near"], other["tied"]) for other in told)
    # A field that is marked or alone, or what looks like an error in two ways, leaves less doubt.
    alone = text["choices"] == 1 and text in told
    sure = marks or alone or (text["red"] and text["marked"])
    return str(field["caption"]) if sure and not heard and not at_field else ""


RULE = Rule(
    id="error_tied",
    criteria=("3.3.1", "1.3.1"),
    affects="People who use a screen reader.",
    passed="Errors are tied to their fields.",
    failed="An error and its field are not tied together.",
    person="It may be that an error and its field are not tied together.",
    check=check,
    probe=PROBE,
    conditions=frozenset({"default"}),
)

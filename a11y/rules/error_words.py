"""An error says what is wrong, and of which field (WCAG 2.2 SC 3.3.1, 3.3.3)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from a11y.errors import (
    ERRORS,
    is_bare,
    is_error,
    is_general,
    is_of_kind,
    names_one,
    other_purpose,
)
from a11y.fields import says
from a11y.rule import Remark, Rule, View, asks, fails, passes

PROBE = f"""
{ERRORS}
return errors.count || errors.invalid.length ? errors : null;
"""


def check(seen: Any, view: View) -> Iterator[Remark]:
    """“Not valid” leaves people alone with their mistake (WCAG 2.2 SC 3.3.1, 3.3.3)."""
    if not seen:
        return
    told = [text for text in seen["list"] if is_error(text)]
    explained = any(_explains(text, seen) for text in told) or any(
        field["words"] and not is_bare(field["words"], seen["captions"])
        for field in seen["invalid"]
    )
    for text in seen["list"]:
        if text not in told and _unsaid(text):
            yield fails(text["element"], f"“{text['text'][:80]}” is hidden from screen readers.")
    astray = [remark for text in seen["list"] for remark in _astray(text, seen)]
    yield from astray
    for text in told:
        if any(text["element"] == remark.element for remark in astray):
            continue
        bare = is_bare(text["text"], seen["captions"])
        if bare and (text["tied"] or _of_field(text, seen, explained=explained)):
            note = f"“{text['text']}” does not say what is wrong, nor what to do."
            yield fails(text["element"], note)
        elif bare and not explained and _of_no_field(text, seen):
            note = f"“{text['text']}” does not say which field it means."
            yield (fails if _all_that_is_said(text, seen) else asks)(text["element"], note)
        elif not text["heard"] and not text["tied"]:
            yield fails(text["element"], f"“{text['text'][:80]}” is hidden from screen readers.")
        elif _explains(text, seen):
            yield passes(text["element"])
        elif not bare and not explained and seen["count"] > 1:
            yield from _which(text)


def _unsaid(text: Any) -> bool:
    """Whether it tells in red what a filled field must be, and no screen reader says it."""
    if text["heard"] or text["tied"] or text["many"] or not (text["red"] and text["near"]):
        return False
    return bool(text["filled"]) and says(text["text"], "hint") and says(text["text"], "needed")


def _astray(text: Any, seen: Any) -> Iterator[Remark]:
    """The only message of a wrong field that speaks of another kind of field."""
    wrong = {field["element"]: field["caption"] for field in seen["invalid"]}
    caption = wrong.get(text["tied"], "")
    if not caption or len(text["ties"]) != 1:
        return
    if not (text["red"] or text["marked"] or text["alert"]):
        return
    if not any(says(text["text"], kind) for kind in ("error", "mistake", "hint", "needed")):
        return
    kind = other_purpose(text["text"], caption)
    note = f"“{text['text'][:80]}” is said at “{caption[:60]}” and speaks of another field."
    if kind and is_of_kind(caption):
        yield fails(text["element"], note)
    elif kind and any(is_of_kind(other, kind) for other in seen["captions"]):
        yield asks(text["element"], f"{note} Is it meant for “{caption[:60]}”?")


def _explains(text: Any, seen: Any) -> bool:
    """Whether it says what is wrong, and of which field."""
    # “One of the fields” above the first of them is not about that one.
    beside = (text["near"] or text["caption"]) and not says(text["text"], "indefinite")
    which = text["tied"] or beside or text["linked"]
    named = which or names_one(text["text"], seen["captions"])
    return bool(named) and not is_bare(text["text"], seen["captions"])


def _of_field(text: Any, seen: Any, *, explained: bool) -> bool:
    """Whether a bare text that is tied to no field is surely about one, and all that is said."""
    if text["head"] and explained:
        return False  # it sums up what is said at the fields
    if is_general(text["text"]):
        wrong = {field["element"] for field in seen["invalid"]}
        return text["near"] in wrong or (bool(wrong) and not explained)
    if text["near"] or text["caption"]:
        return True
    return not explained and (bool(seen["invalid"]) or seen["count"] == 1)


def _of_no_field(text: Any, seen: Any) -> bool:
    """Whether a form of several fields says that something in it is wrong, and no more."""
    counted = says(text["text"], "counted") and (text["marked"] or text["red"])
    shown = text["alert"] or counted
    return bool(shown) and seen["count"] > 1 and not is_general(text["text"])


def _all_that_is_said(text: Any, seen: Any) -> bool:
    """Whether it speaks of fields, and neither words nor a mark at any field may be its other half.

    What stands at a field need not look like an error to be one.
    """
    if seen["styled"] or seen["invalid"] or not says(text["text"], "counted"):
        return False
    return not any(
        (other["near"] or other["tied"] or other["caption"])
        and (
            other["alert"]
            or other["marked"]
            or (other["red"] and not other["caption"])
            or any(says(other["text"], kind) for kind in ("error", "mistake", "unfilled"))
        )
        for other in seen["list"]
        if other is not text
    )


def _which(text: Any) -> Iterator[Remark]:
    """What no alert says may be an instruction, unless its words speak of a mistake."""
    if not any(says(text["text"], kind) for kind in ("unfilled", "indefinite")) or text["many"]:
        return
    note = f"“{text['text'][:80]}” does not say which field it means."
    if text["alert"] or says(text["text"], "mistake"):
        yield fails(text["element"], note)
    elif not says(text["text"], "required"):
        yield asks(text["element"], f"{note} Does it tell of an error?")


RULE = Rule(
    id="error_words",
    criteria=("3.3.1", "3.3.3"),
    affects="People who do not see at a glance what is wrong, and people who need it explained.",
    passed="Errors say what is wrong, and where.",
    failed="An error does not say what is wrong, or where.",
    person="It may be that an error does not say what is wrong, or where.",
    check=check,
    words=True,
    probe=PROBE,
    conditions=frozenset({"default"}),
    act=("36b590",),
)

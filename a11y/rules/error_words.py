"""An error says what is wrong, and of which field (WCAG 2.2 SC 3.3.1, 3.3.3)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from a11y.errors import (
    ERRORS,
    announced,
    is_bare,
    is_error,
    is_general,
    is_nameless,
    is_of_form,
    is_of_kind,
    names_one,
    names_rules_alone,
    other_purpose,
    speaks_of,
    tells_rules,
)
from a11y.fields import says
from a11y.rule import Remark, Rule, View, asks, fails, passes

PROBE = f"""
{ERRORS}
return errors.count || errors.invalid.length || errors.signs.length ? errors : null;
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
    if not explained:
        astray += [remark for text in seen["list"] for remark in _nameless(text, seen)]
    astray += [remark for text in seen["list"] for remark in _ruled(text, seen)]
    yield from astray
    yield from _signs(seen)
    elsewhere = {remark.element for remark in astray}
    for text in told:
        if text["element"] not in elsewhere:
            yield from _told(text, seen, explained=explained)


def _told(text: Any, seen: Any, *, explained: bool) -> Iterator[Remark]:
    """What is to be said of one error, by its words, its field, and whether it is heard."""
    bare = is_bare(text["text"], seen["captions"])
    if bare and seen["signIn"] and not text["tied"] and is_of_form(text["text"]):
        note = f"“{text['text']}” does not say which field it means. Is it to keep accounts safe?"
        yield asks(text["element"], note)
    elif bare and (text["tied"] or _of_field(text, seen, explained=explained)):
        note = f"“{text['text']}” does not say what is wrong, nor what to do."
        yield fails(text["element"], note)
    elif bare and not explained and _of_no_field(text, seen):
        note = f"“{text['text']}” does not say which field it means."
        yield (fails if _all_that_is_said(text, seen) else asks)(text["element"], note)
    elif bare and not explained and text["alert"] and seen["count"] > 1:
        note = f"“{text['text']}” does not say what is wrong. Is it something in a field?"
        yield asks(text["element"], note)
    elif not text["heard"] and not text["tied"]:
        yield fails(text["element"], f"“{text['text'][:80]}” is hidden from screen readers.")
    elif _explains(text, seen):
        yield passes(text["element"])
    elif not bare and not explained and seen["count"] > 1:
        yield from _which(text)


def _ruled(text: Any, seen: Any) -> Iterator[Remark]:
    """“It does not meet the requirements” at a field, and no shorter text tells which."""
    at_field = text["tied"] or text["near"]
    if not at_field or not any(text[cue] for cue in ("alert", "marked", "red", "tied")):
        return
    if not names_rules_alone(text["text"], seen["captions"]):
        return
    others = [one["text"] for one in seen["list"] if one["text"] != text["text"]]
    if not any(map(tells_rules, (*others, *seen["captions"]))):
        note = f"“{text['text'][:80]}” does not say what it has to be like. Does the page?"
        yield asks(text["element"], note)


def _unsaid(text: Any) -> bool:
    """Whether it tells what is wrong with a filled field, and no screen reader says it.

    What a field must be is told before as well, but not in red, nor with a word of blame.
    """
    if text["heard"] or text["tied"] or text["many"] or not (text["filled"] and text["near"]):
        return False
    blames = says(text["text"], "amiss") and not says(text["text"], "elsewhere")
    told = says(text["text"], "hint") and says(text["text"], "needed")
    return told and bool(text["red"] or blames)


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


def _nameless(text: Any, seen: Any) -> Iterator[Remark]:
    """“Error: it is too short” in a form of several fields, none of which is marked."""
    said = announced(text["text"])
    apart = text["head"] or not text["near"]
    if not said or text["choices"] < 2 or text["many"] or text["linked"] or text["tied"]:
        return
    if not apart or text["caption"] or not text["heard"] or is_bare(text["text"], ()):
        return
    captions = seen["captions"]
    if seen["styled"] or seen["invalid"] or _is_at_a_field(text, seen):
        return
    note = f"“{text['text'][:80]}” does not say which field it means."
    if is_nameless(said, captions) and not speaks_of(said, captions):
        yield fails(text["element"], note)
    elif any(says(said, kind) for kind in ("amiss", "hint", "mistake")) and not (
        names_one(said, captions) or speaks_of(said, captions)
    ):
        yield asks(text["element"], f"{note} Does everybody know?")


def _signs(seen: Any) -> Iterator[Remark]:
    """A picture named “Error” beside a caption, where no words say what is wrong."""
    for sign in seen["signs"]:
        if not is_bare(sign["text"], ()) or sign["secret"] or sign["words"]:
            continue
        kinds = ("error", "amiss", "mistake", "hint", "needed", "required", "typed", "chosen")
        near = [text["text"] for text in seen["list"] if text["near"] in sign["fields"]]
        said = [sign["caption"], *near, *(t["text"] for t in seen["list"] if is_error(t))]
        if not any(says(one, kind) for one in said for kind in kinds):
            note = f"“{sign['text']}” at “{sign['caption'][:60]}” does not say what is wrong."
            yield fails(sign["element"], note)


def _explains(text: Any, seen: Any) -> bool:
    """Whether it says what is wrong, and of which field."""
    # “One of the fields” above the first of them is not about that one.
    open_to_all = says(text["text"], "indefinite") or (
        text["head"] and is_nameless(announced(text["text"]), seen["captions"])
    )
    beside = (text["near"] or text["caption"]) and not open_to_all
    which = text["tied"] or beside or text["linked"]
    named = which or names_one(text["text"], seen["captions"])
    return bool(named) and not is_bare(text["text"], seen["captions"])


def _of_field(text: Any, seen: Any, *, explained: bool) -> bool:
    """Whether a bare text that is tied to no field is surely about one, and all that is said."""
    if (text["head"] or text["linked"]) and explained:
        return False  # it sums up what is said at the fields
    if is_general(text["text"], seen["captions"]):
        wrong = {field["element"] for field in seen["invalid"]}
        return text["near"] in wrong or (bool(wrong) and not explained)
    if text["near"] or text["caption"]:
        return True
    return not explained and (bool(seen["invalid"]) or seen["count"] == 1)


def _of_no_field(text: Any, seen: Any) -> bool:
    """Whether a form of several fields says that something in it is wrong, and no more."""
    of_form = is_of_form(text["text"]) and not names_one(text["text"], seen["captions"])
    shown = text["alert"] or of_form
    return bool(shown) and seen["count"] > 1 and not is_general(text["text"], seen["captions"])


def _all_that_is_said(text: Any, seen: Any) -> bool:
    """Whether it speaks of fields, and neither words nor a mark at any may be its other half."""
    if seen["styled"] or seen["invalid"] or not is_of_form(text["text"]):
        return False
    return not _is_at_a_field(text, seen)


def _is_at_a_field(text: Any, seen: Any) -> bool:
    """Whether another text at a field may be an error. It need not look like one."""
    return any(
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

"""A dialog takes the focus, works and closes by keys, and gives it back (WCAG 2.2 SC 2.4.3)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from a11y.pressing import press_each
from a11y.rule import Remark, Rule, View, asks, fails, passes
from a11y.verdict import Evidence

DIALOGS = ("dialog", "alertdialog")  # WAI-ARIA 1.2: a name is required
KEYS = Evidence(keys=("Enter", "Tab", "Escape"))
# Why no key presses it.
UNREACHED = {
    "pointer": "takes no focus",
    "keys": "answers no key",
    "passed": "is passed over by Tab",
}


def check(seen: Any, view: View) -> Iterator[Remark]:
    """In, within, out and back, each control named (WCAG 2.2 SC 2.4.3, 2.1.1, 2.1.2, 4.1.2)."""
    for one in seen["dialogs"] if seen else ():
        faults = [*_faults(one), *_within(one), *map(_says_nothing, one["nameless"])]
        yield from faults
        if not faults:
            yield passes(one["element"], KEYS)


def _faults(one: dict[str, Any]) -> Iterator[Remark]:
    element, opener = one["element"], one["opener"]
    if one["modal"] and not one["inside"]:
        yield fails(element, f"It opens, but the focus stays behind, at {opener}.", KEYS)
    elif one["stops"] and not one["inside"] and not one["next"]:
        note = f"It opens, the focus stays at {opener}, and Tab goes elsewhere first. Is it found?"
        yield asks(element, note, KEYS)
    if not one["keeps"]:
        yield fails(element, "Tab leads out of it, to what lies below.", KEYS)
    if not one["closed"] and not one["sends"]:
        yield fails(element, "Neither Escape nor a button in it closes it.", KEYS)
    elif one["closed"] and not one["escape"]:
        yield _no_escape(one)
    yield from _back(one)
    if one["role"] in DIALOGS and not one["name"]:
        yield _nameless(one)
    if one["modal"] and not one["named"]:
        note = "It lies over the page like a dialog, but does not say that it is one."
        # What takes the focus and keeps it is one, whatever it looks like.
        acts = one["inside"] and one["keeps"] and one["stops"] > 1
        yield (fails if acts else asks)(element, note, KEYS)


def _no_escape(one: dict[str, Any]) -> Remark:
    """A dialog closes by Escape (WAI-ARIA Authoring Practices); a question may want an answer."""
    note = "Escape does not close it; a button does."
    if one["modal"] and one["inside"] and one["role"] != "alertdialog":
        return fails(one["element"], note, KEYS)
    return asks(one["element"], f"{note} Is that easy to find?", KEYS)


def _back(one: dict[str, Any]) -> Iterator[Remark]:
    """Where the focus goes when it has closed, by Escape or else by a button."""
    element, opener, button = one["element"], one["opener"], one.get("button")
    if not one["closed"]:
        return
    if one["inside"] and not one["back"]:
        yield fails(element, f"It closes, but the focus does not go back to {opener}.", KEYS)
    elif one["inside"] and button and not button["back"]:
        note = f"Its button closes it, but the focus does not go back to {opener}."
        yield fails(element, note, KEYS)
    for way in (one, button or {}):
        if not way.get("far"):
            continue
        note = f"It closes, and the focus goes to {way['back']}, not back to {opener}."
        if way["other"]:
            yield fails(element, f"{note} That is another part of the page.", KEYS)
        else:
            yield asks(element, f"{note} Do people go on from there?", KEYS)


def _nameless(one: dict[str, Any]) -> Remark:
    if one["modal"]:
        return fails(one["element"], "It has no name that a screen reader could say.")
    return asks(one["element"], "It has no name. Does a screen reader say what has opened?")


def _says_nothing(element: str) -> Remark:
    """A control in it: rules about names see the page before it has opened."""
    return fails(element, "Nothing says what this does.")


def _within(one: dict[str, Any]) -> Iterator[Remark]:
    """What answers a pointer in it, and no key."""
    for part in one["within"]:
        does = "closes the dialog" if part["closes"] else "acts in the dialog"
        no_key = UNREACHED[part["kind"]]
        note = f"A press by pointer {does}, but it {no_key}."
        if not part["control"]:
            yield asks(part["element"], f"{note} Is the same done by keys in another way?")
        elif not (part["closes"] and one["escape"]):
            yield fails(part["element"], note, KEYS)
        elif part["kind"] == "passed":
            yield asks(part["element"], f"{note} Does everybody know that Escape does it too?")
        elif part["role"]:
            # Who hears “button” must be able to press it (WAI-ARIA 1.2, 7), whatever Escape does.
            yield fails(part["element"], f"{note} Nobody is told that Escape does it too.", KEYS)
        else:
            # A control by its look alone fails as well (WCAG technique F59).
            yield fails(part["element"], f"{note} For a screen reader it is no control.", KEYS)


RULE = Rule(
    id="dialog_focus",
    criteria=("2.4.3", "2.1.1", "2.1.2", "4.1.2"),
    affects="People who use a keyboard, a screen reader or a magnifier.",
    passed="Dialogs take the focus and give it back.",
    failed="A dialog does not work by keys or for screen readers.",
    person="A dialog needs a look.",
    check=check,
    observe=lambda browser, view: press_each(browser, own=view.own),
    conditions=frozenset({"default"}),
    sees="browser",
)

"""The error of a form that is sent wrong says what is wrong (WCAG 2.2 SC 3.3.1, 3.3.3)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from a11y.errors import is_bare, is_general, names_rules_alone, tells_rules
from a11y.rule import Remark, Rule, View, asks, fails, passes
from a11y.sending import PRESSED, send_each, tells


def check(seen: Any, view: View) -> Iterator[Remark]:
    """“Input error 42” is for those who made the form (WCAG 2.2 SC 3.3.1, 3.3.3)."""
    judged: set[str] = set()
    for sent in seen:
        told = [text for text in sent["texts"] if tells(text, sent)]
        bare = [text for text in told if is_bare(text["text"], sent["captions"])]
        # Any other new words beside a field may be the reason that the bare ones lack.
        more = any((t["field"] or t["near"]) and t not in bare for t in sent["texts"])
        yield from _ruled(sent, judged)
        for text in told:
            if text["element"] in judged:
                continue
            judged.add(text["element"])
            if text not in bare:
                yield passes(text["element"], PRESSED)
            elif text["field"] or (not more and _of_form(text, sent)):
                note = f"“{text['text']}” does not say what is wrong, nor what to do."
                yield fails(text["element"], note, PRESSED)


def _ruled(sent: Any, judged: set[str]) -> Iterator[Remark]:
    """“It does not meet the requirements” at a field, where nothing says which these are."""
    for text in sent["texts"]:
        at_field = text["field"] or text["near"]
        if not at_field or text["element"] in judged:
            continue
        if not names_rules_alone(text["text"], (text["caption"], *sent["captions"])):
            continue
        judged.add(text["element"])
        others = [
            one["text"] for one in sent["texts"] if one is not text and one["text"] != text["text"]
        ]
        note = f"“{text['text'][:80]}” does not say what it has to be like"
        if any(map(tells_rules, (sent["before"], *others))):
            yield asks(text["element"], f"{note}. Does the page say it all?", PRESSED)
        else:
            yield fails(text["element"], f"{note}, and no other words do.", PRESSED)


def _of_form(text: Any, sent: Any) -> bool:
    """Whether it is surely about what was filled in, and not a failure of the site."""
    return bool(sent["marked"]) or not is_general(text["text"], sent["captions"])


RULE = Rule(
    id="error_reason",
    criteria=("3.3.1", "3.3.3"),
    affects="People who do not see at a glance what is wrong, and people who need it explained.",
    passed="A form that is sent wrong says what is wrong.",
    failed="A form that is sent wrong does not say what is wrong.",
    person="A form that is sent wrong speaks of rules. Are they told?",
    check=check,
    observe=send_each,
    sees="browser",
    conditions=frozenset({"default"}),
)

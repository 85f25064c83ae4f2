"""A form that is sent empty or wrong says so, where people are (WCAG 2.2 SC 3.3.1, 4.1.3)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from a11y.errors import is_bare, is_general
from a11y.fields import WORDS, plain, says
from a11y.rule import Remark, Rule, View, asks, fails, passes
from a11y.sending import PRESSED, send_each, tells


def check(seen: Any, view: View) -> Iterator[Remark]:
    """Nobody may have to find out that nothing was sent (WCAG 2.2 SC 3.3.1, 4.1.3)."""
    said: set[tuple[str, str]] = set()
    for sent in seen:
        for remark in _judged(sent):
            if (remark.element, remark.note) not in said:
                said.add((remark.element, remark.note))
                yield remark


def _judged(sent: Any) -> Iterator[Remark]:
    told = [text for text in sent["texts"] if tells(text, sent)]
    if _names_none(sent):
        yield _nowhere(sent["texts"])
    if not told and (sent["alerts"] or sent["native"]):
        yield passes(sent["form"], PRESSED)
    elif not told and _refuses_in_silence(sent):
        note = "It finds something wrong, is not sent, and says nothing."
        # Nobody waits for an answer who has sent a search for nothing.
        known = sent["refused"] or any(says(one, "required") for one in sent["captions"])
        if known or not any(says(one, "search") for one in sent["captions"]):
            yield (fails if known else asks)(sent["form"], note, PRESSED)
    elif not told:
        for element in _silent(sent):
            yield fails(element, "After sending it looks different, and no words say why.", PRESSED)
    elif not sent["moved"] and not any(t["live"] or t["focused"] for t in told):
        note = f"“{told[0]['text'][:60]}” comes, the focus stays, and no screen reader says it."
        yield fails(told[0]["element"], note, PRESSED)
    else:
        yield passes(sent["form"], PRESSED)
    for text in told:
        if text["near"] and not text["field"] and not text["live"]:
            note = f"“{text['text'][:60]}” comes beside a field and is not tied to it."
            yield fails(text["element"], note, PRESSED)
    for element in sent["lost"]:
        yield asks(element, "What was filled in is gone after the error. Must it be?", PRESSED)


def _names_none(sent: Any) -> bool:
    """Whether all that comes says that something is wrong: with the site, or one of the fields."""
    shown = sent["marked"] or sent["recoloured"] or sent["pointed"] or sent["onField"]
    if shown or sent["native"] or sent["alerts"] or sent["leaving"]:
        return False
    said = _whole(sent["texts"])
    if any(text["field"] for text in sent["texts"]):
        return False
    return (bool(sent["several"]) and is_bare(said, ())) or _may_be_the_site(said)


def _may_be_the_site(said: str) -> bool:
    """“Something went wrong”, or a head that nothing follows: “There is a problem”."""
    return plain(said) in WORDS["leads"] or (is_bare(said, ()) and is_general(said))


def _nowhere(texts: list[Any]) -> Remark:
    element, said = texts[0]["element"], texts[0]["text"][:80]
    if _may_be_the_site(_whole(texts)):
        note = f"“{said}” comes, and nothing was sent. Is something in a field wrong, and which?"
        return asks(element, note, PRESSED)
    note = f"“{said}” comes, and neither it nor a mark says which field it means."
    return fails(element, note, PRESSED)


def _whole(texts: list[Any]) -> str:
    return " ".join(text["text"] for text in texts)


def _refuses_in_silence(sent: Any) -> bool:
    """A script checked the fields, held the form, and nothing that stays is to be seen or heard."""
    shown = sent["marked"] or sent["unlike"] or sent["pointed"] or sent["onField"]
    kept = (sent["refused"] or sent["held"]) and not sent["leaving"]
    return kept and not (shown or sent["texts"] or sent["stands"] or sent["moved"])


def _silent(sent: Any) -> list[str]:
    """Fields that look different, where no new words may be the reason."""
    if sent["stands"] or any(text["live"] for text in sent["texts"]):
        return []
    if sent["leaving"] and not sent["marked"]:
        return []  # it waits for an answer, and keeps people from its fields meanwhile
    worded = {text[key] for text in sent["texts"] for key in ("field", "near")}
    return [one for one in sent["marked"] or sent["recoloured"] if one not in worded]


RULE = Rule(
    id="error_found",
    criteria=("3.3.1", "4.1.3"),
    affects="People who do not see the new words: they wait for an answer that has come.",
    passed="A form that is sent wrong says so, and is heard.",
    failed="A form that is sent wrong does not say so to everybody.",
    person="A form does something after an error that may cost work.",
    check=check,
    observe=send_each,
    sees="browser",
    conditions=frozenset({"default"}),
)

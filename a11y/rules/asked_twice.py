"""Nothing is asked for twice (WCAG 2.2 SC 3.3.7)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from a11y.fields import FIELDS, OTHERS, PURPOSES, WORDS, named, plain, purpose, says, spoken
from a11y.rule import Page, Remark, Rule, View, asks, fails, passes

# What a process may well ask for again, for safety, or because it is each time another one.
ADDRESS = frozenset({"street-address", "address-line1", "address-level2", "postal-code"})
LEAST = 2  # fields: where one is all, it may be to send a thing anew
LONGEST = 400  # letters of a passage that may ask for something again
# What is nearly always the same for one person, where a name may be that of another.
OWN = ADDRESS | {"email", "tel"}
# Beside an address that is asked for again, a name is that of the same person as well.
NAMES = frozenset({"name", "given-name", "family-name"})
AGAIN_BY_NATURE = frozenset({"current-password", "new-password", "one-time-code", "cc-csc"})

_SENTENCE = re.compile(r"[^.!?]+[.!?]?")
# “Enter your town and try once more” is said after an error.
_OTHERS = spoken(OTHERS)
_AFTER_ERROR = spoken((*WORDS["general"], *WORDS["anew"], *WORDS["tried"]))

PROBE = f"""
{FIELDS}
const again = {list(WORDS["retyped"])!r}, change = {list(WORDS["changed"])!r};
const least = {LEAST}, longest = {LONGEST};
{Path(__file__).with_suffix(".js").read_text(encoding="utf-8")}"""


def check(seen: Any, view: View) -> Iterator[Remark]:
    """Typing an address again is no proof that it is right (WCAG 2.2 SC 3.3.7)."""
    captions = {plain(field["caption"]) for field in seen["fields"]}
    for field in seen["fields"]:
        if field["type"] == "password" or _purpose(field) in AGAIN_BY_NATURE:
            continue
        again = says(field["caption"], "again") and len(captions) > 1
        if again and field["noPaste"]:
            note = f"“{field['caption']}” asks for the same once more, and lets nobody paste it."
            yield fails(field["element"], note)
        elif again:
            note = f"“{field['caption']}” asks for the same once more. Must it?"
            yield asks(field["element"], note)
        elif field["caption"]:
            yield passes(field["element"])
    if seen["fields"] and not any(says(caption, "alike") for caption in seen["same"]):
        yield from _known(seen)
        spared = (*seen["same"], *seen["copies"])
        if not any(says(one, kind) for one in spared for kind in ("alike", "unlike")):
            yield from _delivered_and_billed(seen)
            yield from _bidden(seen)
            yield from _later(seen)


def _later(seen: Any) -> Iterator[Remark]:
    """What a step asks for that is still hidden, though one that is seen asks for it as well."""
    asked = {field["element"]: _purpose(field) for field in seen["fields"]}
    again = []
    for field in seen["later"]:
        before = {asked.get(element) for element in field["first"]}
        what = _purpose(field)
        if what not in OWN | NAMES or what not in before:
            continue
        if any(says(field["spares"], kind) for kind in ("alike", "unlike")):
            continue
        if not _OTHERS.search(plain(field["group"])):
            again.append(field)
    if not any(_purpose(field) in ADDRESS for field in again):
        again = [field for field in again if _purpose(field) not in NAMES]
    if len(again) >= LEAST:
        what = f"“{again[0]['caption'][:60]}” and “{again[1]['caption'][:60]}”"
        note = (
            f"{what} are asked for again in a later step of the form. Are they filled in by then?"
        )
        yield asks(again[0]["element"], note)


def _delivered_and_billed(seen: Any) -> Iterator[Remark]:
    """One address to deliver to and one for the bill, which is the same for most people."""
    ends: dict[str, dict[str, Any]] = {"shipping": {}, "billing": {}}
    for field in seen["fields"]:
        end, what = _end(field), _purpose(field)
        if end and what in ADDRESS and not field["filled"] and not field["list"]:
            ends[end].setdefault(what, field)
    both = [what for what in ends["shipping"] if what in ends["billing"]]
    if len(both) < LEAST:
        return
    places = (ends[end][both[0]] for end in ends)
    last = max(places, key=seen["fields"].index)
    what = f"“{last['caption'][:60]}”" if last["caption"] else "An address"
    note = f"{what} is asked for to deliver and for the bill."
    yield asks(last["element"], f"{note} Can people say that both addresses are the same?")


def _end(field: Any) -> str:
    """Whether an address is to deliver to or for the bill: "shipping", "billing" or ""."""
    tokens = field["tokens"].lower().split()
    named_so = [end for end in ("shipping", "billing") if end in tokens]
    # “The bill goes to the address of delivery” names both.
    told_so = [end for end in ("shipping", "billing") if says(field["group"], end)]
    return next((one[0] for one in (named_so, told_so) if len(one) == 1), "")


def _known(seen: Any) -> Iterator[Remark]:
    """What the page itself says was given before, and is to be typed into empty fields."""
    empty = [field for field in seen["fields"] if not field["filled"] and not field["list"]]
    asked = {_purpose(field): field for field in empty}
    for what in ("", *AGAIN_BY_NATURE):
        asked.pop(what, None)
    for text in seen["told"]:
        for sentence in _SENTENCE.findall(text):
            meant = _again(sentence, asked) or (not seen["alert"] and _all_again(sentence, asked))
            if meant:
                note = f"“{sentence.strip()[:120]}” Could it be filled in, or be chosen?"
                yield asks(meant["element"], note)
                return
    for term in seen["given"]:
        field = asked.get(purpose(term))
        if field:
            note = f"“{term}” is known on this page, and “{field['caption'][:60]}” asks for one."
            yield asks(field["element"], f"{note} Is it the same? Then it could be filled in.")


def _bidden(seen: Any) -> Iterator[Remark]:
    """A group that bids people to type an address again, in fields that are empty."""
    groups = defaultdict(list)
    for field in seen["fields"]:
        if (
            not field["filled"]
            and not field["list"]
            and _purpose(field) not in ("", *AGAIN_BY_NATURE)
        ):
            groups[field["group"]].append(field)
    for legend, fields in groups.items():
        said = _AFTER_ERROR.sub(" ", plain(legend))
        if len(fields) < LEAST or not (says(said, "typed") and says(said, "retyped")):
            continue
        if _OTHERS.search(said):
            continue
        note = f"“{legend[:120]}”"
        if _is_surely_lost(legend, fields, seen):
            yield fails(
                fields[0]["element"], f"{note} Nothing fills it in or lets people choose it."
            )
        else:
            yield asks(fields[0]["element"], f"{note} Could it be filled in, or be chosen?")


def _is_surely_lost(legend: str, fields: list[Any], seen: Any) -> bool:
    """Whether an address must be typed from memory, though no safety and no error asks for it.

    What stands on the page as text can be selected and copied, which may be enough.
    """
    offered = (*seen["same"], *seen["copies"], *seen["shown"], *seen["told"])
    return (
        all(_purpose(field) in ADDRESS and field["needed"] for field in fields)
        and not seen["alert"]
        and not says(legend, "proven")
        and not any(says(one, "address") or purpose(one) in ADDRESS for one in offered)
    )


def _again(sentence: str, asked: dict[str, Any]) -> Any:
    """The first field that it bids to fill in once more, None when it does not."""
    said = _AFTER_ERROR.sub(" ", plain(sentence))
    if len(asked) < LEAST or not (says(said, "typed") and says(said, "retyped")):
        return None
    named_in = (
        field
        for what, field in asked.items()
        if spoken(tuple(PURPOSES.get(what, ()))).search(said)
        or (what in ADDRESS and says(sentence, "address"))
    )
    return next(named_in, None)


def _all_again(sentence: str, asked: dict[str, Any]) -> Any:
    """The first of several fields for what is always the same of somebody; None for no such bid.

    “Enter your details once more” names none of them.
    """
    said = _AFTER_ERROR.sub(" ", plain(sentence))
    own = [field for what, field in asked.items() if what in OWN | NAMES]
    bids = all(says(said, kind) for kind in ("typed", "retyped", "particulars"))
    if len(own) < LEAST or not bids or says(said, "proven") or _OTHERS.search(said):
        return None
    return own[0]


def across(pages: Sequence[Page]) -> Iterator[tuple[Page, Remark]]:
    """What one step of a journey has asked for, a later one knows (WCAG 2.2 SC 3.3.7)."""
    journeys = defaultdict(list)
    for page in pages:
        if page.view.startswith("journey/"):
            journeys[page.view.split("/")[1]].append(page)
    for steps in journeys.values():
        asked: dict[str, Page] = {}
        for page in steps:
            for field in page.seen["fields"]:
                what = _purpose(field)
                before = asked.get(what)
                if not what or what in AGAIN_BY_NATURE:
                    continue
                if before and before.url != page.url and not field["filled"] and not field["list"]:
                    note = f"“{field['caption']}” was asked for on {before.url} and is empty here."
                    yield page, asks(field["element"], note)
                asked.setdefault(what, page)


def _purpose(field: Any) -> str:
    return named(field["tokens"]) or purpose(field["caption"])


RULE = Rule(
    id="asked_twice",
    criteria=("3.3.7",),
    affects="People who type with effort, and people who forget what they have typed.",
    passed="Nothing is asked for twice.",
    failed="Something is asked for twice.",
    person="Something is asked for that is known already.",
    check=check,
    across=across,
    probe=PROBE,
    conditions=frozenset({"default"}),
)

"""A form says what it needs, and in which form, before it is sent (WCAG 2.2 SC 3.3.2)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from a11y.fields import left_out, plain, purpose, says
from a11y.rule import Remark, Rule, View, asks, fails, passes
from a11y.sending import PRESSED, send_each

# Words that may say it, wherever they stand on the page.
TELLING = ("required", "optional", "unfilled", "needed")


# “BW/2026/01234”: parts with a sign between them, of which one is a number.
_SAMPLE = re.compile(r"(?<![\w@/.-])[^\W_]{1,12}(?:[-/._][^\W_]{1,12}){1,6}(?![\w@])")
# Everybody knows how to write a day or an amount, and an address of a page is to be read. With the
# year first few people write a day.
_OTHER = re.compile(
    r"\d{1,2}[-/.]\d{1,2}[-/.]\d{1,4}|\d+[.,]\d+|www\..*|.*\.[a-z]{2,}(?:/.*)?", re.IGNORECASE
)


def check(seen: Any, view: View) -> Iterator[Remark]:
    """Who is not told what is needed runs into an error first (WCAG 2.2 SC 3.3.2)."""
    for sent in seen:
        before = plain(sent["before"])
        told = "*" in sent["before"] or any(says(before, kind) for kind in TELLING)
        for field in sent["proven"]:
            spare, sure = left_out(field["spare"])
            # What is spoken of beside its caption may be asked for there.
            if told or before.count(plain(field["caption"])) != 1:
                yield passes(field["element"], PRESSED)
            elif spare:
                note = f"“{field['caption'][:60]}” must be filled in, “{spare[0][:60]}” need not."
                asked = f"{note} Does everybody know?"
                found = fails if sure else asks
                yield found(field["element"], note if sure else asked, PRESSED)
    yield from _late(seen)


def _late(seen: Any) -> Iterator[Remark]:
    """A sample of what is to be written that comes with the error, and was not to be seen before.

    A field may take other forms as well, and people may know the one; nobody else can tell.
    """
    judged = set()
    for sent in seen:
        for text in sent["texts"]:
            caption, shown = text["caption"], _sample(text["text"])
            if not shown or text["field"] in judged or purpose(caption) or says(caption, "date"):
                continue
            judged.add(text["field"])
            if not _told(shown, sent["before"]):
                note = (
                    f"“{caption[:60]}” is to be written as “{shown}”, which the error says first."
                )
                yield asks(text["field"], f"{note} Do all know it before they send?", PRESSED)


def _sample(text: str) -> str:
    """What a text shows as the form of an answer, such as a number of a file; "" for none."""
    found = (sample.group().rstrip(".") for sample in _SAMPLE.finditer(text))
    return next((s for s in found if re.search(r"\d\d", s) and not _OTHER.fullmatch(s)), "")


def _told(shown: str, before: str) -> bool:
    """Whether anything that was there before sending may say how to write it."""
    letters = re.sub(r"[^\W\d_]+", "X", re.sub(r"\d+", "9", shown))
    parts = (
        re.escape(part) if part not in "X9" else {"X": r"[^\W\d_]+", "9": r"\d+"}[part]
        for part in letters
    )
    alike = re.search("".join(parts), before)
    return bool(alike) or any(says(before, kind) for kind in ("formed", "shaped", "hint"))


RULE = Rule(
    id="demand_said",
    criteria=("3.3.2",),
    affects="People who fill in with effort, and those whom an error throws back far.",
    passed="A form says what it needs.",
    failed="A form needs a field and says so only after it was sent.",
    person="A form says only after it was sent how to write something.",
    check=check,
    observe=send_each,
    sees="browser",
    conditions=frozenset({"default"}),
)

"""The language that the page says is the one it is written in (WCAG 2.2 SC 3.1.1)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from a11y.passages import PASSAGES, joined, own
from a11y.rule import Remark, Rule, View, fails, passes
from a11y.tongue import other_than
from a11y.verdict import Evidence

# So sure, and so many letters: names of people and places alone never come near.
SHARE, TIMES, LEAST_LETTERS = 0.5, 5.0, 30

PROBE = f"""
const root = document.documentElement;
if (!root || root.namespaceURI !== "http://www.w3.org/1999/xhtml") return null;
{PASSAGES}
return {{language: root.getAttribute("lang") ?? "", title: page.squeeze(document.title),
  passages: passages.filter(one => one.root)}};
"""


def check(seen: Any, view: View) -> Iterator[Remark]:
    """The words that inherit the page’s language are in it (WCAG 2.2 SC 3.1.1)."""
    if not seen or not seen["language"].strip() or not (seen["passages"] or seen["title"]):
        return
    # A quotation is in the language of whom it quotes.
    said = own(seen["passages"], LEAST_LETTERS)
    body = joined(said)
    words = body if letters(body) >= LEAST_LETTERS else joined(said, seen["title"])
    if letters(words) < LEAST_LETTERS:
        return
    other = other_than(seen["language"], words, share=SHARE, times=TIMES)
    if other:
        measured = Evidence((("language detected", other), ("letters", str(letters(words)))))
        yield fails("", f"It says “{seen['language']}” and is written in “{other}”.", measured)
    else:
        yield passes()


def letters(text: str) -> int:
    return sum(sign.isalpha() for sign in text)


RULE = Rule(
    id="language_page",
    criteria=("3.1.1",),
    affects="People who listen: French read by an English voice is noise.",
    passed="The page is in the language that it says.",
    failed="The page says another language than the one it is written in.",
    check=check,
    words=True,
    probe=PROBE,
    conditions=frozenset({"default"}),
    act=("ucwvc8",),
)

"""A text runs in the direction of its script (WCAG 2.2 SC 1.3.2)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from a11y.passages import PASSAGES
from a11y.rule import Remark, Rule, View, fails, passes
from a11y.verdict import Evidence

# Hebrew, Arabic, Syriac, Thaana, N'Ko and their forms for presentation.
RIGHT_TO_LEFT = r"[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC]"
LEAST_LETTERS, LEAST_WORDS = 8, 2
MOST = 0.7

PROBE = f"""
if (!document.body) return [];
{PASSAGES}
const rtl = /{RIGHT_TO_LEFT}/gu;
const letters = text => (text.match(/\\p{{L}}/gu) ?? []).length;
return passages.filter(one => !one.attribute).map(one => ({{
  element: one.element, text: one.text.slice(0, 60), direction: one.direction, dir: one.dir,
  letters: letters(one.text), right: (one.text.match(rtl) ?? []).length,
  words: one.text.split(" ").length,
}})).filter(one => one.right || one.direction === "rtl");
"""


def check(seen: Any, view: View) -> Iterator[Remark]:
    """Commas, lists and numbers land on their side of the sentence (WCAG 2.2 SC 1.3.2)."""
    for passage in seen:
        if passage["letters"] < LEAST_LETTERS or passage["words"] < LEAST_WORDS:
            continue
        share = passage["right"] / passage["letters"]
        measured = Evidence((("letters from right to left", f"{share:.0%}"),))
        start = passage["text"]
        if share >= MOST and passage["direction"] == "ltr":
            note = f"“{start}” is written from right to left and runs from left to right."
            yield fails(passage["element"], note, measured)
        elif share <= 1 - MOST and passage["direction"] == "rtl" and passage["dir"] == "rtl":
            if passage["words"] >= LEAST_WORDS * 2:
                note = f"“{start}” is written from left to right and runs from right to left."
                yield fails(passage["element"], note, measured)
        else:
            yield passes(passage["element"])


RULE = Rule(
    id="text_direction",
    criteria=("1.3.2",),
    affects="People who read Arabic, Hebrew, Persian or Urdu: signs and numbers change places.",
    passed="Each text runs as its script does.",
    failed="A text runs against its script.",
    check=check,
    words=True,
    probe=PROBE,
    conditions=frozenset({"default"}),
)

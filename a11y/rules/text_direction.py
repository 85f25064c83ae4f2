"""A text runs in the direction of its script (WCAG 2.2 SC 1.3.2)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from a11y.passages import PASSAGES
from a11y.rule import Remark, Rule, View, asks, fails, passes
from a11y.verdict import Evidence

# Hebrew, Arabic, Syriac, Thaana, N'Ko and their forms for presentation.
RIGHT_TO_LEFT = r"[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC]"
LEAST_LETTERS, LEAST_WORDS = 8, 2
MOST = 0.7

NUMBERS = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")

PROBE = f"""
if (!document.body) return {{passages: [], numbers: []}};
const RIGHT = String.raw`{RIGHT_TO_LEFT}`;
{NUMBERS}
{PASSAGES}
const rtl = /{RIGHT_TO_LEFT}/gu;
const letters = text => (text.match(/\\p{{L}}/gu) ?? []).length;
const told = passages.filter(one => !one.attribute).map(one => ({{
  element: one.element, text: one.text.slice(0, 60), direction: one.direction, dir: one.dir,
  letters: letters(one.text), right: (one.text.match(rtl) ?? []).length,
  words: one.text.split(" ").length,
}})).filter(one => one.right || one.direction === "rtl");
return {{passages: told, numbers: told.some(one => one.right) ? numbers() : []}};
"""


def check(seen: Any, view: View) -> Iterator[Remark]:
    """Commas, lists and numbers land on their side of the sentence (WCAG 2.2 SC 1.3.2)."""
    against = set()
    for passage in seen["passages"]:
        if passage["letters"] < LEAST_LETTERS or passage["words"] < LEAST_WORDS:
            continue
        share = passage["right"] / passage["letters"]
        measured = Evidence((("letters from right to left", f"{share:.0%}"),))
        start = passage["text"]
        if share >= MOST and passage["direction"] == "ltr":
            note = f"“{start}” is written from right to left and runs from left to right."
            against.add(passage["element"])
            yield fails(passage["element"], note, measured)
        elif share <= 1 - MOST and passage["direction"] == "rtl" and passage["dir"] == "rtl":
            if passage["words"] >= LEAST_WORDS * 2:
                note = f"“{start}” is written from left to right and runs from right to left."
                yield fails(passage["element"], note, measured)
        else:
            yield passes(passage["element"])
    for number in seen["numbers"]:
        if number["element"] not in against:
            yield _misplaced(number)


def _misplaced(number: Any) -> Remark:
    edges = (
        ("the word begins at", f"{number['wordFrom']} px"),
        ("the number ends at", f"{number['numberTo']} px"),
    )
    note = (
        f"{number['number']} is written after “{number['word']}” and drawn to the left of it. "
        "Is it read where it belongs?"
    )
    return asks(number["element"], note, Evidence(edges))


RULE = Rule(
    id="text_direction",
    criteria=("1.3.2",),
    affects="People who read Arabic, Hebrew, Persian or Urdu: signs and numbers change places.",
    passed="Each text runs as its script does.",
    failed="A text runs against its script.",
    person="A number has changed its place.",
    check=check,
    words=True,
    probe=PROBE,
    conditions=frozenset({"default"}),
)

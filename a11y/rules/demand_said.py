"""A form says which fields it needs before it is sent without them (WCAG 2.2 SC 3.3.2)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from a11y.fields import TOKENS, plain, purpose, says
from a11y.rule import Remark, Rule, View, fails, passes
from a11y.sending import PRESSED, send_each

# Words that may say it, wherever they stand on the page.
TELLING = ("required", "optional", "unfilled", "needed")


def check(seen: Any, view: View) -> Iterator[Remark]:
    """Who is not told what is needed runs into an error first (WCAG 2.2 SC 3.3.2)."""
    for sent in seen:
        before = plain(sent["before"])
        told = "*" in sent["before"] or any(says(before, kind) for kind in TELLING)
        for field in sent["proven"]:
            spare = [one for one in field["spare"] if purpose(one) not in TOKENS["spared"]]
            # What is spoken of beside its caption may be asked for there.
            if told or before.count(plain(field["caption"])) != 1:
                yield passes(field["element"], PRESSED)
            elif spare:
                note = f"“{field['caption'][:60]}” must be filled in, “{spare[0][:60]}” need not."
                yield fails(field["element"], note, PRESSED)


RULE = Rule(
    id="demand_said",
    criteria=("3.3.2",),
    affects="People who fill in with effort, and those whom an error throws back far.",
    passed="A form says what it needs.",
    failed="A form needs a field and says so only after it was sent.",
    check=check,
    observe=send_each,
    sees="browser",
    conditions=frozenset({"default"}),
)

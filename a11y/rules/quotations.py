"""What somebody else says is marked as a quotation, and nothing else is (WCAG 2.2 SC 1.3.1)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from a11y import details
from a11y.rule import Remark, Rule, View, asks, fails, passes

PROBE = (
    Path(__file__).with_suffix(".js").read_text(encoding="utf-8")
    + """
const marked = page.all("blockquote").filter(page.seen);
const boxes = page.all("p").length ? page.texts() : [];
return {
  marked: marked.map(quote => ({element: page.path(quote),
    doubt: holdsOther(quote) || quotesNobody(quote), lines: (quote.innerText ?? "").split("\\n")})),
  spoken: quotedAfterColon(boxes).map(page.path),
};
"""
)


def check(seen: Any, view: View) -> Iterator[Remark]:
    """Who listens has to hear where other people’s words begin and end (WCAG 2.2 SC 1.3.1)."""
    says = fails if view.own else asks
    for quote in seen["marked"]:
        # Where to write to is nobody's word, and is often set in.
        address = any(details.kind(line.strip()) == "an address" for line in quote["lines"][:12])
        if quote["doubt"] or address:
            yield says(quote["element"], "It is marked as a quotation. Does it quote anybody?")
        else:
            yield passes(quote["element"])
    for element in seen["spoken"]:
        yield says(element, "It quotes somebody. Is it marked as a quotation?")


RULE = Rule(
    id="quotations",
    criteria=("1.3.1",),
    affects="People who listen, and do not see whose words they hear.",
    passed="What is marked as a quotation quotes somebody.",
    failed="A quotation is not marked, or something else is marked as one.",
    person="Is this what it is marked as?",
    check=check,
    probe=PROBE,
    conditions=frozenset({"default"}),
)

"""What works by script alone is told where there is none (a house rule on WCAG 2.2 SC 3.3.2)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from a11y.rule import Remark, Rule, View, fails, passes

PROBE = """
const kept = page.all("[hidden]").filter(part => !part.closest("dialog")
  && !part.parentElement.closest("[hidden]") && part.querySelector("button, input, select"));
// The suite's own scripts run again by now, and with them the browser shows no noscript.
const shows = (text, part) => {
  for (let at = text.parentElement; at !== part; at = at.parentElement)
    if (getComputedStyle(at).display === "none") return false;
  return Boolean(text.data.trim());
};
const says = part => {
  const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) if (shows(walker.currentNode, part)) return true;
  return false;
};
const told = page.all("noscript").some(says);
return kept.map(part => ({element: page.path(part), told}));
"""


def check(seen: Any, view: View) -> Iterator[Remark]:
    """Who looks for a button is told why it is not there (WCAG 2.2 SC 3.3.2)."""
    for part in seen:
        if part["told"]:
            yield passes(part["element"])
        else:
            yield fails(part["element"], "Only a script shows it, and no words say so.")


RULE = Rule(
    id="script_told",
    criteria=("3.3.2",),
    affects="People whose browser runs no script: old, locked down, or read aloud by itself.",
    passed="Where a button needs script, the page says so.",
    failed="A button is missing without script, and nobody is told why.",
    check=check,
    probe=PROBE,
    conditions=frozenset({"no_script"}),
    house=True,
)

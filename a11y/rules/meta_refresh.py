"""No page goes elsewhere or loads itself anew after a while (WCAG 2.2 SC 2.2.1, 3.2.5)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from a11y.rule import Remark, Rule, View, fails, passes
from a11y.verdict import Evidence

TWENTY_HOURS_S = 72_000  # WCAG 2.2 SC 2.2.1: a longer time is no time limit
# As HTML says: digits first, then nothing, a space, a comma or a semicolon. The first valid counts.
PROBE = r"""
for (const meta of page.all("meta[http-equiv][content]")) {
  if (meta.httpEquiv.toLowerCase() !== "refresh") continue;
  const told = /^[\t\n\f\r ]*(?:(\d+)|(?=\.))[\d.]*(?:[\t\n\f\r ;,]|$)/.exec(meta.content);
  if (told) return { element: page.path(meta), wait_s: Number(told[1] ?? 0) };
}
return null;
"""


def check(seen: Any, view: View) -> Iterator[Remark]:
    """Nobody is hurried along by the page itself (WCAG 2.2 SC 2.2.1, 3.2.5)."""
    if seen is None:
        return
    wait_s = seen["wait_s"]
    measured = Evidence(measured=(("seconds", str(wait_s)),))
    if 0 < wait_s <= TWENTY_HOURS_S:
        yield fails(seen["element"], f"It happens after {wait_s} seconds.", measured)
    else:
        yield passes(seen["element"], measured)


RULE = Rule(
    id="meta_refresh",
    criteria=("2.2.1", "3.2.5"),
    affects="People who read slowly, and people who listen and lose their place.",
    passed="The page stays, or goes on at once.",
    failed="The page goes elsewhere or loads itself anew by itself.",
    check=check,
    probe=PROBE,
    conditions=frozenset({"default"}),
    act=("bc659a", "bisz58"),
)

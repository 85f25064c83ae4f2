"""Where many links come first, one of them leads past the others (RAWeb 1, criterion 12.7)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from a11y.rule import Remark, Rule, View, asks, fails, passes

# WCAG is content with headings and landmarks, which who sees and uses a keyboard cannot jump to.
# So many presses of Tab are a burden, and so many links to other pages stand on each of them.
MANY_STOPS, ELSEWHERE = 4, 3

PROBE = """
const SKIPS = /skip|jump|main content|inhalt|spring|direkt|passer|sauter|contenu/i;
const FOLLOWS = Node.DOCUMENT_POSITION_FOLLOWING;
const goal = page.all("main, [role=main]").find(one => page.heard(one)
  && page.squeeze(one.innerText)) ?? page.all("h1").find(page.heard);
if (!goal) return null;
const stops = page.stops().filter(one => one.compareDocumentPosition(goal) & FOLLOWS
  && !one.contains(goal) && !goal.contains(one));
if (!stops.length) return null;
// Any link within the page or button that may lead on is taken for a way past the others.
const address = one => one.getAttribute("href") ?? "";
const leads = one => /^#./.test(address(one)) || SKIPS.test(one.textContent
  + (one.getAttribute("aria-label") ?? ""));
return {first: page.path(stops[0]), stops: stops.length, leads: stops.some(leads),
  elsewhere: stops.filter(one => /^[^#]/.test(address(one))
    && !/^javascript:/i.test(address(one))).length};
"""


def check(seen: Any, view: View) -> Iterator[Remark]:
    """Who presses Tab, or one switch, comes to the text at once (RAWeb 1, 12.7)."""
    if seen is None:
        return
    if seen["leads"] or seen["elsewhere"] < ELSEWHERE:
        yield passes(seen["first"])
        return
    note = f"{seen['stops']} presses of Tab come before the main part, and no link leads past them."
    yield (fails if seen["stops"] >= MANY_STOPS else asks)(seen["first"], note)


RULE = Rule(
    id="skip_link_given",
    criteria=(),
    affects="People who see and use a keyboard or a switch: each link is a press.",
    passed="There is a link past what every page repeats, or little to pass.",
    failed="There is no link past what every page repeats.",
    person="Does every page of the site begin with these links?",
    check=check,
    probe=PROBE,
    conditions=frozenset({"default"}),
)

"""Content under a heading lies in a part of the page that is marked (WCAG 2.2 SC 1.3.1)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from a11y.rule import Remark, Rule, View, asks, fails, passes

# A page that marks its main part promises that nothing of its content lies elsewhere.
PROBE = r"""
const main = page.all("main, [role=main]").find(page.heard);
if (!main) return null;
const PART = `main, nav, header, footer, aside, search, dialog, section[aria-label],
  section[aria-labelledby], [role=main], [role=navigation], [role=banner], [role=contentinfo],
  [role=complementary], [role=search], [role=region], [role=form], [role=dialog],
  [role=alertdialog], [role=alert], [role=status], form[aria-label], form[aria-labelledby]`;
// What is laid over the page asks for a moment, and is no part of it.
const laidOver = element => {
  for (let box = element; box && box !== document.body; box = box.parentElement)
    if (/fixed|sticky|absolute/.test(getComputedStyle(box).position)) return true;
  return false;
};
const NOTICE = "[id*=cookie i], [class*=cookie i], [id*=consent i], [class*=consent i]";
const outside = page.all("h1, h2, h3, h4, h5, h6, [role=heading]").find(one => page.heard(one)
  && page.seen(one) && page.squeeze(one.innerText) && !one.closest(PART) && !one.closest(NOTICE)
  && !laidOver(one));
return {main: page.path(main), outside: outside ? page.path(outside) : "",
  text: outside ? page.squeeze(outside.innerText) : ""};
"""


def check(seen: Any, view: View) -> Iterator[Remark]:
    """Who goes from part to part never meets what lies in none (WCAG 2.2 SC 1.3.1)."""
    if seen is None:
        return
    if not seen["outside"]:
        yield passes(seen["main"])
        return
    note = f"“{seen['text'][:60]}” heads something that lies in no part that is marked."
    # A page of this house keeps to marks; elsewhere headings may tell the parts as well.
    yield (fails if view.own else asks)(seen["outside"], note)


RULE = Rule(
    id="heading_in_part",
    criteria=("1.3.1",),
    affects="People who use a screen reader and go from part to part.",
    passed="All content under headings lies in a part that is marked.",
    failed="Content lies outside of all parts that are marked.",
    person="Does this belong to the main part of the page?",
    check=check,
    probe=PROBE,
    conditions=frozenset({"default"}),
)

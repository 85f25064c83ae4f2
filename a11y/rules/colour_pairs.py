"""A colour of letters comes with one of the ground (WCAG 2.2 SC 1.4.3, failure F24)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from a11y.rule import Remark, Rule, View, fails, passes

# Styles of whole sites are judged where they meet: only what is written for one element, and lies
# on nothing that the page painted, is surely left to the colours of the person.
PROBE = """
const {read} = page.colours;
const painted = element => {
  const style = getComputedStyle(element);
  return style.backgroundImage !== "none" || read(style.backgroundColor)[3] > 0;
};
const alone = element => {
  for (let at = element; at; at = at.parentElement ?? at.getRootNode().host)
    if (painted(at)) return false;
  return true;
};
const sets = element => element.style.color || element.matches("font[color], body[text]");
return page.all("[style], font[color], body[text]").filter(element => sets(element)
  && page.seen(element) && page.written(element))
  .map(element => ({element: page.path(element), alone: alone(element)}));
"""


def check(seen: Any, view: View) -> Iterator[Remark]:
    """Dark letters vanish on the dark ground that somebody chose for all pages (SC 1.4.3)."""
    for one in seen:
        if one["alone"]:
            yield fails(one["element"], "It sets the colour of its letters, and no ground is set.")
        else:
            yield passes(one["element"])


RULE = Rule(
    id="colour_pairs",
    criteria=("1.4.3",),
    affects="People who read in colours of their own: light letters on a dark ground.",
    passed="Letters that are given a colour stand on a ground that is given too.",
    failed="These letters may vanish on the ground that a person chose.",
    check=check,
    probe=PROBE,
    conditions=frozenset({"default"}),
)

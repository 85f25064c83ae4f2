"""Text is as large as its reader set it in the browser (a house rule beyond WCAG 2.2 SC 1.4.4)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from a11y.rule import Remark, Rule, View, fails, passes
from a11y.verdict import Evidence

# Small print may be a little smaller than the text that the setting is for.
LEAST_SHARE = 0.8

PROBE = """
const written = element => [...element.childNodes]
  .some(node => node.nodeType === Node.TEXT_NODE && /[\\p{L}\\p{N}]/u.test(node.data));
const smallest = new Map();
for (const element of page.all("body *")) {
  const field = element.matches("input:not([type=hidden]), select, textarea");
  if (!field && (!written(element) || element.closest("script, style, noscript, template, svg")))
    continue;
  if (!page.seen(element)) continue;
  const size = parseFloat(getComputedStyle(element).fontSize);
  if (!smallest.has(size)) smallest.set(size, page.path(element));
}
return [...smallest].map(([size, element]) => ({ size, element }));
"""


def check(seen: Any, view: View) -> Iterator[Remark]:
    """Who needs large letters on every page sets them once; a size in px takes no notice."""
    wanted_px = view.condition.text_px
    for one in seen:
        if one["size"] >= LEAST_SHARE * wanted_px:
            yield passes(one["element"])
        else:
            measured = (("set", f"{wanted_px} px"), ("shown", f"{one['size']:.0f} px"))
            note = f"Its text is {one['size']:.0f} px where the reader set {wanted_px} px."
            yield fails(one["element"], note, Evidence(measured))


RULE = Rule(
    id="text_follows",
    criteria=("1.4.4",),
    affects="People who see little, and have set larger text in their browser once and for all.",
    passed="All text is as large as the reader set it.",
    failed="Text does not follow the size that the reader set.",
    check=check,
    probe=PROBE,
    conditions=frozenset({"text_200"}),
    house=True,
)

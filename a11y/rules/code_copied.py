"""A code that somebody must enter elsewhere can be marked and copied (WCAG 2.2 SC 3.3.8)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from a11y.rule import Remark, Rule, View, fails, passes

# Six digits at least, or groups of letters and digits, alone in their box or marked as code.
PROBE = r"""
const CODE = /^[A-Z0-9]{3,5}(?:[ \u00a0-]?[A-Z0-9]{3,5})+$|^\d{6,10}$/;
const boxes = page.all("p, div, span, strong, b, code, kbd, samp, output, td, dd, li, h1, h2, h3");
return boxes.filter(box => {
  const text = page.squeeze(box.textContent);
  return text.length <= 30 && CODE.test(text) && /\d/.test(text)
    && ![...box.children].some(part => page.squeeze(part.textContent) === text)
    && page.seen(box) && !box.closest("button, a, label, [aria-hidden=true], svg");
}).map(box => ({element: page.path(box), text: page.squeeze(box.textContent),
  free: getComputedStyle(box).userSelect !== "none"}));
"""


def check(seen: Any, view: View) -> Iterator[Remark]:
    """Who cannot keep digits in mind must not have to copy them by hand (WCAG 2.2 SC 3.3.8)."""
    for code in seen:
        if code["free"]:
            yield passes(code["element"])
        else:
            yield fails(code["element"], f"“{code['text']}” cannot be marked, and so not copied.")


RULE = Rule(
    id="code_copied",
    criteria=("3.3.8",),
    affects="People who cannot keep digits in mind, or who swap them.",
    passed="Codes can be marked and copied.",
    failed="A code cannot be copied.",
    check=check,
    probe=PROBE,
    conditions=frozenset({"default"}),
)

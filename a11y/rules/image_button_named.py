"""A button that is a picture says in words what it does (WCAG 2.2 SC 1.1.1, 4.1.2)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from a11y.rule import Remark, Rule, View, fails, passes

# Without a text of its own the browser calls it “Submit”, in its own language.
PROBE = """
const said = button => page.squeeze([
  button.getAttribute("alt"), button.getAttribute("aria-label"), button.getAttribute("title"),
  ...[...(button.labels ?? [])].map(label => label.textContent),
  ...(button.getAttribute("aria-labelledby") ?? "").split(/\\s+/).filter(Boolean)
    .map(id => button.getRootNode().getElementById(id)?.textContent),
].filter(Boolean).join(" "));
return page.all("input[type=image]").filter(page.heard)
  .map(button => ({element: page.path(button), said: said(button)}));
"""


def check(seen: Any, view: View) -> Iterator[Remark]:
    """Who does not see the picture presses a button all the same (WCAG 2.2 SC 1.1.1)."""
    for button in seen:
        if button["said"]:
            yield passes(button["element"])
        else:
            yield fails(button["element"], "It has no text instead of its picture.")


RULE = Rule(
    id="image_button_named",
    criteria=("1.1.1", "4.1.2"),
    affects="People who do not see the picture.",
    passed="Buttons that are pictures have words.",
    failed="A button is nothing but a picture.",
    check=check,
    probe=PROBE,
    conditions=frozenset({"default"}),
    act=("59796f",),
)

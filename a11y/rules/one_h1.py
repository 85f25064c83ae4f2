"""There is one main heading, it has words, and no heading is empty (WCAG 2.2 SC 1.3.1, 2.4.6)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from a11y.rule import Remark, Rule, View, fails, passes

PROBE = """
// A modal dialog has a title of its own, and the page below is not there.
if (!document.body || document.querySelector("dialog:modal")) return null;
const headings = page.all('h1, h2, h3, h4, h5, h6, [role="heading"]').filter(page.heard);
// The summary of errors stands above everything else, for those who come without script.
const summary = element => element.closest('main [tabindex="-1"], main [role="group"]');
return headings.map(element => ({
  summary: Boolean(summary(element)),
  element: page.path(element),
  main: element.matches('h1:not([role]), [role="heading"][aria-level="1"]'),
  name: page.squeeze(page.name(element)),
  seen: page.seen(element),
}));
"""


def check(seen: Any, view: View) -> Iterator[Remark]:
    """People who jump by headings land on exactly one main heading (WCAG 2.2 SC 1.3.1, 2.4.6)."""
    if seen is None:
        return  # a picture is no page
    main = [heading for heading in seen if heading["main"]]
    if not main:
        yield fails("", "There is no main heading.")
    ahead = seen[: seen.index(main[0])] if main else []
    before = [heading for heading in ahead if not heading["summary"]]
    for heading in seen:
        if not heading["name"]:
            yield fails(heading["element"], "This heading is empty.")
        elif heading["main"] and heading is not main[0]:
            yield fails(heading["element"], "This is a second main heading.")
        elif heading["main"] and before:
            yield fails(heading["element"], "Another heading stands before the main heading.")
        elif heading["main"] and not heading["seen"]:
            yield fails(heading["element"], "The main heading is not to be seen.")
        else:
            yield passes(heading["element"])


RULE = Rule(
    id="one_h1",
    criteria=("1.3.1", "2.4.6"),
    affects="People who move by headings with a screen reader, and all who skim.",
    passed="One main heading comes first, and every heading has words.",
    failed="The headings do not lead to the page’s subject.",
    check=check,
    probe=PROBE,
    conditions=frozenset({"default", "narrow_320", "no_script"}),
    house=True,
)

"""The page says its language, and the one it was asked for (WCAG 2.2 SC 3.1.1, 3.1.2)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from a11y.rule import Remark, Rule, View, fails, passes
from a11y.tongue import primary

PROBE = """
const root = document.documentElement;
if (!root || root.namespaceURI !== "http://www.w3.org/1999/xhtml") return null;
const choices = page.all('[name="language"][value]').filter(page.shown).map(element => ({
  element: page.path(element), wanted: element.value,
  language: element.closest("[lang]")?.getAttribute("lang") ?? "",
}));
// As XML it may say so by the attribute that every language of XML has.
const xml = document.contentType === "text/html" ? null : root.getAttribute("xml:lang");
return {language: xml ?? root.getAttribute("lang"), choices};
"""


def check(seen: Any, view: View) -> Iterator[Remark]:
    """A screen reader picks its voice by this mark (WCAG 2.2 SC 3.1.1, 3.1.2)."""
    if seen is None:
        return  # a picture or another document that is no page
    given = (seen["language"] or "").strip()
    if not given:
        yield fails("", "The page does not say which language it is in.")
    elif view.own and view.language and primary(given) != primary(view.language):
        yield fails("", f"The page was asked for in “{view.language}” and says “{given}”.")
    else:
        yield passes()
    for choice in seen["choices"] if view.own else ():
        if primary(choice["language"]) != primary(choice["wanted"]):
            yield fails(
                choice["element"], f"This choice is in “{choice['wanted']}” and is not marked so."
            )


RULE = Rule(
    id="language",
    criteria=("3.1.1", "3.1.2"),
    affects="People who listen: French read by an English voice is noise.",
    passed="The page says its language.",
    failed="The language of the page is missing or another one than was asked for.",
    check=check,
    words=True,
    probe=PROBE,
    conditions=frozenset({"default", "no_script"}),
    act=("b5c3f8",),
)

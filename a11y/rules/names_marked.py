"""Names and words of others say their language (a house rule on WCAG 2.2 SC 3.1.2)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from a11y.rule import Remark, Rule, View, fails, passes

# The name of a portal comes from elsewhere with its language, and what is not to be translated is
# in one of its own. A single word may be an address or a code. Of what a person wrote, such as the
# name of a passkey, nobody knows the language.
PROBE = """
const MANY = 2;
return page.all("bdi.name, [translate=no]:not(bdi)").filter(part => page.heard(part)
  && (page.squeeze(part.textContent).match(/[\\p{L}’'-]{2,}(?=\\s|$)/gu) ?? []).length >= MANY)
  .map(part => ({element: page.path(part), text: page.squeeze(part.textContent).slice(0, 60),
    marked: Boolean(part.closest("body [lang]") ?? part.querySelector("[lang]"))}));
"""


def check(seen: Any, view: View) -> Iterator[Remark]:
    """A French name in an English page is said in French (WCAG 2.2 SC 3.1.2)."""
    for part in seen:
        if part["marked"]:
            yield passes(part["element"])
        else:
            yield fails(part["element"], f"“{part['text']}” does not say in which language it is.")


RULE = Rule(
    id="names_marked",
    criteria=("3.1.2",),
    affects="People who listen: a name in the sounds of another language is not understood.",
    passed="Names and words of others say their language.",
    failed="A name does not say its language.",
    check=check,
    words=True,
    probe=PROBE,
    conditions=frozenset({"default"}),
    house=True,
)

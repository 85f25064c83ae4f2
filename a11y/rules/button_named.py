"""Every button and menu item has a name that a screen reader says (WCAG 2.2 SC 4.1.2, 2.4.6)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from a11y.rule import Remark, Rule, View, fails, passes

# Which of the W3C's rules is about which kind.
ACT = {"summary": "2t702h", "button": "97a4e1", "menuitem": "m6b1q3"}

# What a button is, and not what it does.
EMPTY = frozenset({"button", "bouton", "schaltfläche", "knopf", "knäppchen", "btn"})

PROBE = """
const listed = `button, summary, input[type=button], input[type=submit], input[type=reset],
  [role=button], [role=menuitem]`;
// The first summary of a details is its button, where there is something to open.
const opens = summary => {
  const around = summary.parentElement;
  return summary.localName === "summary" && !summary.hasAttribute("role")
    && around?.localName === "details" && around.querySelector(":scope > summary") === summary
    && [...around.childNodes].some(part => part !== summary && (part.nodeType === Node.ELEMENT_NODE
      || part.nodeType === Node.TEXT_NODE && part.data.trim()));
};
return page.all(listed).filter(page.heard)
  .filter(button => ["button", "menuitem"].includes(page.role(button)) || opens(button))
  .map(button => ({element: page.path(button), name: page.squeeze(page.name(button)),
    role: button.localName === "summary" ? "summary" : page.role(button)}));
"""


def check(seen: Any, view: View) -> Iterator[Remark]:
    """“Button” alone does not say what will happen (WCAG 2.2 SC 4.1.2)."""
    for button in seen:
        if button["name"].casefold() in EMPTY:
            note = f"“{button['name']}” does not say what it does."
            yield fails(button["element"], note).about()
            continue
        if button["name"]:
            found = passes(button["element"])
        else:
            found = fails(button["element"], "It is called nothing but “button”.")
        yield found.about(ACT[button["role"]])


RULE = Rule(
    id="button_named",
    criteria=("4.1.2", "2.4.6"),
    affects="People who use a screen reader, and people who speak to the page.",
    passed="Every button has a name.",
    failed="A button has no name, or one that says nothing.",
    check=check,
    words=True,
    probe=PROBE,
    conditions=frozenset({"default"}),
    act=tuple(ACT.values()),
)

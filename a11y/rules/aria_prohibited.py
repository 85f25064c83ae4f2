"""No name is given where assistive technology may not tell it (WCAG 2.2 SC 4.1.2)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from a11y.rule import Remark, Rule, View, fails, passes

# WAI-ARIA 1.2 §5.2.8.6 and the tables of its roles: where these attributes are prohibited.
NAMES = ("aria-label", "aria-labelledby", "aria-braillelabel")
NAMELESS = (
    *("caption", "code", "definition", "deletion", "emphasis", "generic", "insertion", "mark"),
    *("none", "paragraph", "presentation", "strong", "subscript", "suggestion", "superscript"),
    *("term", "time"),
)
DESCRIPTIONS = ("aria-roledescription", "aria-brailleroledescription")
UNDESCRIBED = ("generic", "none", "presentation")

PROBE = """
const attributes = NAMES_AND_DESCRIPTIONS;
return page.all(attributes.map(name => `[${name}]`).join())
  .filter(element => element.namespaceURI === "http://www.w3.org/1999/xhtml")
  .filter(element => element !== document.body && page.heard(element))
  .map(element => ({
    element: page.path(element),
    role: (element.getAttribute("role") ?? "").trim().split(/\\s+/)[0].toLowerCase()
      || page.role(element),
    given: attributes.filter(name => (element.getAttribute(name) ?? "").trim() !== ""),
  }));
""".replace("NAMES_AND_DESCRIPTIONS", str([*NAMES, *DESCRIPTIONS]))


def check(seen: Any, view: View) -> Iterator[Remark]:
    """What the role prohibits is not told, or told by some only (WCAG 2.2 SC 4.1.2)."""
    for one in seen:
        role, given = one["role"], one["given"]
        wrong = [name for name in given if name in NAMES and role in NAMELESS]
        wrong += [name for name in given if name in DESCRIPTIONS and role in UNDESCRIBED]
        if wrong:
            kind = "no role" if role == "generic" else f"the role {role}"
            yield fails(one["element"], f"It has {kind}, where {wrong[0]} is not told.")
        elif given:
            yield passes(one["element"])


RULE = Rule(
    id="aria_prohibited",
    criteria=("4.1.2",),
    affects="People who use a screen reader: what is written there for them is passed over.",
    passed="Names stand where assistive technology tells them.",
    failed="A name or a description of the role stands where it is not told.",
    check=check,
    probe=PROBE,
    conditions=frozenset({"default", "no_script"}),
    act=("kb1m8s",),
)

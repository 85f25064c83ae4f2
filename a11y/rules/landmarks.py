"""Landmarks divide the page, and one key skips to the main part (WCAG 2.2 SC 1.3.1, 2.4.1)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from a11y.rule import Remark, Rule, View, fails, passes

ONLY_ONCE = ("main", "banner", "contentinfo")
REPEATABLE = ("navigation", "region", "complementary", "search", "form")
# A form or a section without a name is no landmark, whatever role the browser tells.
ONLY_NAMED = ("form", "region")

PROBE = """
// A modal dialog is all that there is while it is open.
if (!document.body || document.querySelector("dialog:modal")) return null;
const candidates = "main, header, footer, nav, aside, section, search, form, [role]";
const marks = page.all(candidates).filter(page.heard).map(element => ({
  element: page.path(element), role: page.role(element), name: page.squeeze(page.name(element)),
}));
const main = page.all('main, [role="main"]').find(page.heard);
const stops = page.stops();
const follows = Node.DOCUMENT_POSITION_FOLLOWING;
const before = main ? stops.filter(stop => stop.compareDocumentPosition(main) & follows) : [];
const skip = before[0];
const hash = skip?.getAttribute("href") ?? "";
const goal = hash.startsWith("#") ? page.goal(hash) : null;
return {
  marks,
  before: before.filter(stop => !stop.contains(main)).length,
  first: skip ? page.path(skip) : "",
  skips: Boolean(goal && main.contains(goal)),
  heading: main ? page.all("h1", main).length > 0 : false,
};
"""


def check(seen: Any, view: View) -> Iterator[Remark]:
    """One main part, named twins, and a first stop that skips to it (WCAG 2.2 SC 1.3.1, 2.4.1)."""
    if seen is None:
        return  # a picture is no page, and a dialog no whole one
    roles = Counter(mark["role"] for mark in seen["marks"])
    if not roles["main"]:
        yield fails("", "There is no main part.")
    elif not seen["heading"]:
        yield fails("", "The main heading is not inside the main part.")
    twins = Counter((mark["role"], mark["name"]) for mark in seen["marks"])
    for mark in seen["marks"]:
        role, name = mark["role"], mark["name"]
        if role in ONLY_ONCE and roles[role] > 1:
            yield fails(mark["element"], f"There is more than one {role} landmark.")
        elif role in ONLY_NAMED and not name:
            continue
        elif role in REPEATABLE and twins[role, name] > 1:
            yield fails(mark["element"], f"Two {role} landmarks have the same name “{name}”.")
        elif role in ONLY_ONCE or role in REPEATABLE:
            yield passes(mark["element"])
    if seen["before"]:
        skips = seen["skips"]
        note = "The first Tab stop is no link that skips to the main part."
        yield passes(seen["first"]) if skips else fails(seen["first"], note)


RULE = Rule(
    id="landmarks",
    criteria=("1.3.1", "2.4.1"),
    affects="People who use a screen reader or a keyboard, and want past the header at once.",
    passed="The page has its landmarks, and the first Tab stop skips to the main part.",
    failed="The parts of the page cannot be told apart, or not skipped.",
    check=check,
    probe=PROBE,
    house=True,
    conditions=frozenset({"default", "narrow_320", "no_script"}),
)

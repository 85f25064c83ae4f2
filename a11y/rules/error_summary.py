"""Errors are summarised, focused and linked to their fields (WCAG 2.2 SC 3.3.1, 3.3.3, 4.1.3)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from a11y.rule import Remark, Rule, View, fails, passes

PROBE = """
const invalid = page.all('[aria-invalid="true"]').filter(page.shown);
const links = page.all('a[href^="#"]').filter(page.heard);
const group = part => part?.matches('fieldset, [role="group"], [role="radiogroup"]') ? part : null;
const goal = link => page.goal(link.getAttribute("href"));
const leads = (link, field) => goal(link) === field || group(goal(link))?.contains(field);
const linkTo = field => links.find(link => leads(link, field));
const kinds = '[tabindex="-1"], [role="group"], [role="alert"], [role="region"], section';
const summary = invalid.map(field => linkTo(field)?.closest(kinds)).find(Boolean);
const words = field => ["aria-describedby", "aria-errormessage"]
  .flatMap(name => (field.getAttribute(name) ?? "").split(/\\s+/)).filter(Boolean)
  .map(id => field.getRootNode().getElementById(id)).filter(part => part && page.shown(part))
  .map(part => page.squeeze(part.innerText)).join(" ");
const h1 = page.all("h1").find(page.heard);
const follows = Node.DOCUMENT_POSITION_FOLLOWING;
return {
  fields: invalid.map(field => ({element: page.path(field), words: words(field),
    linked: Boolean(linkTo(field) && summary?.contains(linkTo(field))),
    link: page.squeeze(linkTo(field)?.innerText)})),
  summary: summary ? {element: page.path(summary),
    focused: summary.contains(document.activeElement),
    heading: Boolean(summary.querySelector("h1, h2, h3, h4, [role=heading]")),
    alert: Boolean(summary.closest('[role="alert"]') || summary.querySelector('[role="alert"]')),
    first: Boolean(h1 && summary.compareDocumentPosition(h1) & follows)} : null,
};
"""


def check(seen: Any, view: View) -> Iterator[Remark]:
    """Nobody may have to search for what went wrong (WCAG 2.2 SC 3.3.1, 3.3.3, 4.1.3)."""
    if not seen["fields"]:
        return
    if seen["summary"] is None:
        yield fails("", "A field has an error, but nothing sums the errors up and links to it.")
    else:
        yield from _summary(seen["summary"], script=view.condition.script)
    for field in seen["fields"]:
        yield _field(field, has_summary=seen["summary"] is not None)


def _summary(summary: Any, *, script: bool) -> Iterator[Remark]:
    element = summary["element"]
    if not summary["heading"]:
        yield fails(element, "The summary has no heading.")
    elif summary["alert"]:
        yield fails(element, "The summary is focused and an alert: a screen reader says it twice.")
    elif script and not summary["focused"]:
        yield fails(element, "The focus is not at the summary after loading.")
    elif not summary["focused"] and not summary["first"]:
        yield fails(element, "Without script the summary must stand before the main heading.")
    else:
        yield passes(element)


def _field(field: Any, *, has_summary: bool) -> Remark:
    if not field["words"]:
        return fails(field["element"], "No visible error text is tied to this field.")
    if has_summary and not field["linked"]:
        return fails(field["element"], "The summary has no link to this field.")
    if has_summary and field["link"] not in field["words"]:
        return fails(
            field["element"],
            f"The summary says “{field['link']}”, the field says “{field['words']}”.",
        )
    return passes(field["element"])


RULE = Rule(
    id="error_summary",
    criteria=("3.3.1", "3.3.3", "4.1.3"),
    affects="People who cannot see a red border, and people who lose their place easily.",
    passed="A focused summary says every error and links to its field, where it stands again.",
    failed="An error is not summed up, not focused, or not tied to its field.",
    check=check,
    probe=PROBE,
    # Where the focus is after loading can only be seen in conditions that load the page.
    conditions=frozenset({"default", "no_script"}),
    house=True,
)

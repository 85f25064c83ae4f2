"""What is called a tab shows a panel of this page (WCAG 2.2 SC 4.1.2)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from a11y.rule import Remark, Rule, View, asks, fails, passes

PROBE = """
const lists = page.all('[role="tablist"]').filter(page.heard);
const panels = lists.length ? page.all('[role="tabpanel"]').length : 0;
const here = location.href.split("#")[0];
const away = tab => tab.matches("a[href]") && /^https?:|^file:/.test(tab.href)
  && tab.href.split("#")[0] !== here && !tab.hasAttribute("onclick");
const controls = tab => (tab.getAttribute("aria-controls") ?? "").split(/\\s+/).filter(Boolean)
  .some(id => tab.getRootNode().getElementById(id));
return lists.map(list => {
  const tabs = [...list.querySelectorAll('[role="tab"]')];
  return {element: page.path(list), tabs: tabs.length, panels,
    away: tabs.length > 0 && tabs.every(away) && !tabs.some(controls),
    // A script may take the press, and fill a panel that is not there yet.
    scripted: document.scripts.length > 0};
});
"""


def check(seen: Any, view: View) -> Iterator[Remark]:
    """Who hears “tab” presses an arrow, and waits for a panel beside it (WCAG 2.2 SC 4.1.2)."""
    for one in seen:
        if one["away"] and not one["panels"]:
            note = "Its tabs are links to other pages, and there is no panel."
            yield (asks if one["scripted"] else fails)(one["element"], note)
        elif one["tabs"]:
            yield passes(one["element"])


RULE = Rule(
    id="tabs_of_pages",
    criteria=("4.1.2",),
    affects="People who use a screen reader: they are told of a panel that never comes.",
    passed="Tabs show panels.",
    failed="Links to other pages are told as tabs.",
    person="Links may be told as tabs that show no panel.",
    check=check,
    probe=PROBE,
    conditions=frozenset({"default", "no_script"}),
)

"""Links that a tabindex takes out of the order of Tab, while nothing else leads where they do."""

from __future__ import annotations

from typing import Any

from a11y.acting import look, survey
from a11y.browser import Browser

KEYS = frozenset({"keydown", "keypress", "keyup"})
FIND = """
const out = page.all("a[href][tabindex]").filter((link) => link.tabIndex < 0);
if (!out.length) return [];
// In these, arrow keys lead from part to part, or the whole takes the focus.
const SET = `[role]:is([role=toolbar], [role=menu], [role=menubar], [role=tablist], [role=listbox],
  [role=radiogroup], [role=grid], [role=tree], [role=treegrid], [role=combobox], [role=row],
  [role=option], [role=feed]), [aria-roledescription], [aria-hidden=true], [inert],
  [contenteditable], summary, button`;
const held = (link) => {
  if (link.closest(SET) || link.matches("[role]:not([role=link])")) return true;
  for (let at = link.parentElement; at && at !== document.body; at = at.parentElement) {
    // What can be rolled or is cut off may be the slides of a carousel.
    if (at.tabIndex >= 0 || getComputedStyle(at).overflowX !== "visible") return true;
  }
  return false;
};
const goal = (link) => (link.href ?? "").split("#")[0];
const said = (one) => page.squeeze(one.getAttribute("aria-label") ?? one.textContent).toLowerCase();
const here = location.href.split("#")[0];
const found = out.filter((link) => /^(https?|file):/.test(link.href) && goal(link) !== here
  && acting.really(link) && said(link) && !held(link));
if (!found.length) return [];
const stops = page.stops(), ways = new Set(stops.map(goal)), names = new Set(stops.map(said));
// Behind a dialog or a drawer, some pages take out all that is there.
if (out.length > stops.filter((one) => one.matches("a[href]")).length) return [];
return found.filter((link) => !ways.has(goal(link)) && !names.has(said(link)))
  .map((link) => ({ element: page.path(link), sentence: page.inSentence(link) }));
"""


def links_taken_out(browser: Browser) -> list[dict[str, Any]]:
    """One for each: its path (element), and whether keys may lead there all the same (keys).

    Where the page listens to keys, only links in running text are told.
    """
    found = survey(browser)
    if not found.taken_out or found.laid:
        return []
    keys = found.listens(*KEYS)
    links = look(browser, FIND) or []
    return [{**link, "keys": keys} for link in links if link["sentence"] or not keys]

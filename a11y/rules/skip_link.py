"""A link that promises to skip really moves focus and view, and can be seen (WCAG 2.2 SC 2.4.1)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from a11y.acting import look
from a11y.browser import Browser
from a11y.keys import TAB
from a11y.rule import Remark, Rule, View, asks, fails, passes
from a11y.verdict import Evidence

ENTER = ("Enter", 13)
FIRST_STOPS = 3
# In the languages of the house, and of its neighbours.
WORDS = (
    r"\b(skip|jump|go|zum|zur|direkt|aller|passer|accéder|sauter|spring|iwwersprangen)\b.*"
    r"\b(content|main|nav\w*|menu|inhalt|haupt\w*|contenu|principal|suche|search)\b"
)
# It may as well lead to the menu, or to the search.
NAVIGATION = re.compile(r"\b(nav\w*|menu|menü|suche|search|recherche|sich)\b", re.IGNORECASE)
FIND = f"""
const words = /{WORDS}/iu;
const stops = page.stops(), links = stops.filter((e) => e.matches("a[href*='#']")
  && e.getAttribute("href").length > 1 && words.test(e.textContent + " " + e.ariaLabel)
  && e.pathname === location.pathname);
if (!links.length) return null;
const link = links[0], goal = page.goal(link.hash);
const next = stops[stops.indexOf(link) + 1];
// A menu between the goal and the main part: what was to be skipped comes all the same.
const main = document.querySelector("main, [role=main]") ?? document.querySelector("h1");
const follows = (one, other) => Boolean(other
  && one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING);
const wide = goal && main && goal !== main && !main.contains(goal) && follows(goal, main);
const menu = wide && page.all("nav, [role=navigation]").find((e) => page.shown(e)
  && !main.contains(e) && (goal.contains(e) || follows(goal, e)) && follows(e, main)
  && e.querySelectorAll("a[href]").length >= 3);
const behind = goal && stops.some((e) => goal.contains(e)
  || goal.compareDocumentPosition(e) & Node.DOCUMENT_POSITION_FOLLOWING);
return {{ element: page.path(link), words: page.squeeze(link.textContent),
  place: stops.indexOf(link), goal: Boolean(goal),
  own_id: goal?.id || goal?.getAttribute("name") || link.getAttribute("href").split("#")[1],
  behind: Boolean(behind), menu: menu ? page.path(menu) : "",
  next: next ? page.path(next) : "" }};
"""
FOCUS = """
const [path] = arguments;
const link = document.querySelector(path);
link.focus();
const box = link.getBoundingClientRect(), style = getComputedStyle(link);
const at = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
window[Symbol.for("skip")] = location.href;
return { shown: box.width > 1 && box.height > 1 && box.right > 0 && box.bottom > 0
  && box.left < innerWidth && style.opacity !== "0" && style.visibility === "visible"
  && !/inset\\(50%|rect\\(0px/.test(style.clipPath + style.clip) && Boolean(at) };
"""
WHERE = """
const [id, behind, next] = arguments;
const goal = document.getElementById(id) ?? document.getElementsByName(id)[0];
const at = document.activeElement, box = goal.getBoundingClientRect();
const follows = goal.compareDocumentPosition(at) & Node.DOCUMENT_POSITION_FOLLOWING;
const last = !at || at === document.body || at === document.documentElement;
history.replaceState(history.state, "", window[Symbol.for("skip")]);
const wrapped = !behind && (!next || at !== document.querySelector(next));
return { moved: last || at === goal || wrapped || Boolean(follows), view: box.top < innerHeight };
"""


def observe(browser: Browser, view: View) -> Any:
    """Presses the link as a person would, then Tab."""
    seen = look(browser, FIND)
    if not seen or not seen["goal"] or ">>>" in seen["element"]:
        return seen
    browser.reset_focus()
    browser.press(*TAB)  # so that the browser knows a person with a keyboard
    shown = browser.look(FOCUS, seen["element"])["shown"]
    browser.press(*ENTER, text="\r")
    browser.press(*TAB)
    went = browser.look(WHERE, seen["own_id"], seen["behind"], seen["next"])
    browser.reset_focus()
    return {**seen, **went, "shown": shown}


def check(seen: Any, view: View) -> Iterator[Remark]:
    """It must exist, show, and carry (WCAG 2.2 SC 2.4.1, 2.4.7)."""
    if not seen:
        return
    element, keys = seen["element"], Evidence(keys=("Tab", "Enter", "Tab"))
    if not seen["goal"]:
        yield fails(element, f"It leads to “{seen['own_id']}”, which is not on the page.")
        return
    good = True
    if seen.get("moved") is False:
        good = False
        yield fails(element, "After it is pressed, Tab goes on as before.", keys)
    if seen.get("shown") is False:
        good = False
        yield fails(element, "It cannot be seen while it has the focus.", keys)
    if seen["menu"] and not NAVIGATION.search(seen["words"]):
        good = False
        note = (
            f"It leads to “{seen['own_id']}”, and the menu {seen['menu']} still comes after that."
        )
        yield fails(element, note, keys)
    if seen["place"] >= FIRST_STOPS:
        good = False
        yield asks(element, f"{seen['place']} stops come before it. Are they not repeated?")
    if good:
        yield passes(element, keys)


RULE = Rule(
    id="skip_link",
    criteria=("2.4.1", "2.4.7"),
    affects="People who see and use a keyboard or a switch.",
    passed="The link to the main part works.",
    failed="The link to the main part does not do what it says.",
    person="The link to the main part comes late.",
    check=check,
    observe=observe,
    conditions=frozenset({"default"}),
    sees="browser",
)

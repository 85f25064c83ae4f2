"""News after a press, or while one types, is heard too, not only seen (WCAG 2.2 SC 4.1.3)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from a11y.browser import Browser
from a11y.pressing import press_each
from a11y.rule import PROBE, Remark, Rule, View, asks, fails, passes
from a11y.typing_in import filter_each
from a11y.verdict import Evidence

LONGEST = 160  # longer text is content that was asked for, and no message
# Words of success, error, waiting and numbers of results, in the languages of the house.
MESSAGE = re.compile(
    r"\b(sav|add|remov|delet|sent|send|copied|updat|success|thank|done|found|result|match|"
    r"error|fail|invalid|incorrect|required|must|please|enter|load|wait|complet|cart|basket|"
    r"select|show|no |item|messag|submit|subscri|regist|"
    r"gespeich|hinzugef|entfern|gelöscht|gesendet|kopiert|erfolg|danke|ergebnis|treffer|"
    r"fehler|ungültig|bitte|laden|lädt|warenkorb|"
    r"enregistr|ajout|supprim|envoy|copié|succès|merci|résultat|erreur|veuillez|charg|panier|"
    r"gespäich|geläscht|geschéckt|kopéiert|merci|resultat|feeler|wannechgelift|"
    # How many of what was asked for there are: “14 seats are free”.
    r"\d+ \w+ (are|is|were|sont|est|sind|ist|sinn|ass) (\w+ )?"
    r"(free|available|left|libres?|disponibles?|frei|verfügbar|fräi|disponibel)\b)",
    re.IGNORECASE,
)

# A number of hits, or that there are none.
HITS = re.compile(
    r"\b(results?|hits?|match(es|ing)?|found|showing|shown|treffer|ergebnis(se)?|gefunden|angezeigt"
    r"|résultats?|trouvée?s?|affichée?s?|correspond|resultat(er)?|fonnt|gewisen)\b",
    re.IGNORECASE,
)
NONE = re.compile(r"\b(no|none|nothing|kein|keine|nichts|aucune?|rien|keng|kee|näischt)\b", re.I)
NUMBER = re.compile(r"\d+")

# Live regions in what screen readers leave out, though it can be seen. A dialog that is open hides
# all the rest for a while; what holds controls may be a panel that is shut; and where another
# region is heard, it may say the same.
MUTE = f"""
const page = (() => {{{PROBE}}})();
const hidden = "[aria-hidden=true]";
const regions = page.all("[role=status], [role=alert], [aria-live=polite], [aria-live=assertive]");
const mute = regions.filter(one => one.closest(hidden));
const scripts = [...document.scripts].some(one => !one.type || /javascript|module/.test(one.type));
if (!mute.length || mute.length < regions.length || !scripts) return [];
if (page.all("dialog[open], [role=dialog], [aria-modal=true]").some(page.seen)) return [];
const controls = "a[href], button, input, select, textarea, [tabindex], iframe, video, audio";
return mute.filter(one => {{
  const box = one.closest(hidden), place = box.getBoundingClientRect();
  return one.checkVisibility({{opacityProperty: true, visibilityProperty: true}})
    && place.right > 0 && place.left < innerWidth && !box.querySelector(controls);
}}).map(page.path);
"""


def observe(browser: Browser, view: View) -> Any:
    """What comes after presses and while one types, and regions that nobody hears; or None."""
    mute = browser.look(MUTE)
    pressed, filtered = press_each(browser, own=view.own), filter_each(browser)
    if not (pressed or filtered or mute):
        return None
    return {"said": pressed["said"] if pressed else [], "filtered": filtered, "mute": mute}


def check(seen: Any, view: View) -> Iterator[Remark]:
    """In a live region that was there before, or with the focus (WCAG 2.2 SC 4.1.3)."""
    if not seen:
        return
    for one in seen["filtered"]:
        yield from _filtered(one)
    told = {one["element"] for one in seen["said"] if "mute" in one["regions"]}
    for element in seen["mute"]:
        if element not in told:
            note = "It is a live region, and hidden from screen readers. Is news written into it?"
            yield asks(element, note)
    for one in seen["said"]:
        words, regions = one["words"], one["regions"]
        # What else comes is what the message is of: a new line of a list, beside “Saved”.
        if "live" in regions and one["heard"]:
            yield passes(one["element"])
        elif one["panel"] or one["controls"] or len(words) > LONGEST or not words:
            continue  # content that the button opens
        else:
            yield _judged(one)


def _filtered(one: dict[str, Any]) -> Iterator[Remark]:
    """How many are left of a list that gets shorter while one types."""
    if one["said"]:
        yield passes(one["field"])
        return
    for told in one["told"]:
        words = told["words"]
        numbers = [int(number) for number in NUMBER.findall(words)]
        hits = HITS.search(words) and (numbers or NONE.search(words))
        measured = Evidence(measured=(("typed", one["typed"]), ("words", words)))
        note = f"“{words[:60]}” comes while one types in {one['field']}, in no live region."
        if hits or one["left"] in numbers:
            yield fails(told["element"], note, measured)
            return
        if numbers:
            yield asks(told["element"], f"{note} Does it tell how many are found?", measured)
            return


def _judged(one: dict[str, Any]) -> Remark:
    words, measured = one["words"], Evidence(measured=(("words", one["words"]),))
    note = f"“{words[:60]}” comes after {one['button']} is pressed, "
    if "mute" in one["regions"]:
        note += "in a live region that is hidden from screen readers."
        asked = f"{note} Does another say the same?"
        return (
            asks(one["element"], asked, measured)
            if one["spoken"]
            else fails(one["element"], note, measured)
        )
    if "late" in one["regions"]:
        return asks(one["element"], note + "in a region that comes with it. Is it heard?", measured)
    if MESSAGE.search(words) and not one["moved"]:
        return fails(one["element"], note + "in no live region.", measured)
    return asks(one["element"], note + "in no live region. Is it a message?", measured)


RULE = Rule(
    id="status_message",
    criteria=("4.1.3",),
    affects="People who listen to the page, and people who magnify and see a part of it.",
    passed="News after a press is in a live region.",
    failed="News after a press can only be seen.",
    person="Something new after a press may be a message.",
    check=check,
    observe=observe,
    conditions=frozenset({"default"}),
    sees="browser",
)

"""News that comes after a press is heard too, not only seen (WCAG 2.2 SC 4.1.3)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from a11y.pressing import press_each
from a11y.rule import Remark, Rule, View, asks, fails, passes
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


def check(seen: Any, view: View) -> Iterator[Remark]:
    """In a live region that was there before, or with the focus (WCAG 2.2 SC 4.1.3)."""
    for one in seen["said"] if seen else ():
        words, regions = one["words"], one["regions"]
        # What else comes is what the message is of: a new line of a list, beside “Saved”.
        if "live" in regions and one["heard"]:
            yield passes(one["element"])
        elif one["panel"] or one["controls"] or len(words) > LONGEST or not words:
            continue  # content that the button opens
        else:
            yield _judged(one)


def _judged(one: dict[str, Any]) -> Remark:
    words, measured = one["words"], Evidence(measured=(("words", one["words"]),))
    note = f"“{words[:60]}” comes after {one['button']} is pressed, "
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
    observe=lambda browser, view: press_each(browser, own=view.own),
    conditions=frozenset({"default"}),
    sees="browser",
)

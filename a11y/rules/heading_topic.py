"""A heading of one topic stands over a text of that topic (WCAG 2.2 SC 2.4.6)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from a11y import vocabulary
from a11y.rule import Remark, Rule, View, asks, fails, passes
from a11y.verdict import Evidence

SAID = {
    "weather": "the weather",
    "hours": "opening hours",
    "contact": "ways to get in touch",
    "prices": "prices",
    "jobs": "jobs",
    "directions": "the way there",
}
# A topic -> those that a text below its heading may be about for a good reason: a job has hours, a
# wage and somebody to call; a car park has fees.
NEAR: dict[str, frozenset[str]] = {
    "weather": frozenset({"contact"}),
    "hours": frozenset({"contact", "directions", "jobs"}),
    "contact": frozenset({"hours", "directions", "prices", "jobs"}),
    "prices": frozenset({"contact", "directions", "jobs"}),
    "jobs": frozenset({"contact", "prices"}),
    "directions": frozenset({"contact", "hours", "prices"}),
}
SURE_WORDS, MOST_WORDS = 60, 120
# So many words of a topic, or two of its signs, make a text one about it.
SEVERAL = 3
SENTENCE = re.compile(r"(?<=\w\w[.!?])\s+(?=[A-ZÀ-Þ])")
CLOCK = re.compile(
    r"(?<![£€$.,\d])\d{1,2}\s?[:.h]\s?[0-5]\d\b(?!\s?[£€])"
    r"|\b\d{1,2}\s?(?:[ap]\.?m\b|uhr\b|h\b|heures\b|auer\b)"
    r"|\b\d{1,2}\s?(?:to|until|till|bis|à|op|-|–)\s?\d{1,2}\b",
    re.IGNORECASE,
)
DAY = re.compile(
    r"\b(?:mon?|tue?s?|di|lun|mar|mé)\.?\s?(?:[-–]|to|bis|au)\s?(?:fri?|sat?|so|sun?|ven|sam|dim)\b"
    r"|\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b|\b(?:diens|donners|frei|sams|sonn)tags?\b"
    r"|\bmontags?\b|\bmittwochs?\b|\b(?:lun|mar|mercre|jeu|vendre|same)dis?\b|\bdimanches?\b"
    r"|\b(?:méindeg|dënschdeg|mëttwoch|donneschdeg|freideg|samschdeg|sonndeg)s?\b",
    re.IGNORECASE,
)
SIGNS: dict[str, re.Pattern[str]] = {
    "weather": re.compile(r"\d\s?°|\b\d+\s?(?:mm|km/h|mph)\b", re.IGNORECASE),
    "hours": re.compile(f"{CLOCK.pattern}|{DAY.pattern}|24/7", re.IGNORECASE),
    "contact": re.compile(r"(?:\+|\b0)\d[\d\s()/.-]{5,}\d|\S@\S|\b\d{2}(?:[ .]\d{2}){3,}"),
    "prices": re.compile(
        r"[£€$]\s?\d|\d\s?[£€$]|\b(?:eur|chf|usd|gbp)\s?\d"
        r"|\d\s?(?:euros?|eur|chf|usd|gbp|pounds?|dollars?|francs?|franken|cents?)\b",
        re.IGNORECASE,
    ),
    "jobs": re.compile(
        r"\bapply (?:by|now|online|for|to|with)\b"
        r"|\bwe(?: are|['’]re) (?:hiring|recruiting|looking for)"
        r"|\bc\.?v\.?\b|\bvacanc(?:y|ies)\b|\b(?:full|part)[- ]time\b|\bsalary\b"
        r"|\bbewerb\w+|\blebenslauf\b|\b(?:voll|teil)zeit\b|\bwir suchen\b|\bpostul\w+"
        r"|\bcandidatures?\b|\bcd[di]\b|\btemps (?:plein|partiel)\b"
        r"|\bnous (?:recrutons|recherchons)"
        r"|\bkandidaturen?\b|\bmir sichen\b|\b(?:voll|deel)zäit\b",
        re.IGNORECASE,
    ),
    "directions": re.compile(
        r"\b(?:bus|tram|line|linie|ligne|linn|exit|junction|ausfahrt|sortie)"
        r"(?: (?:no|nr|line))?\.? ?[a-z]?\d+\b|\bget(?:ting)? (?:off|here)\b|\bcar parks?\b"
        r"|\bparking\b|\bpark(?:plätze|haus)"
        r"|\bby (?:bus|train|car|bike|tram|foot)\b|\bminutes?['’]? walk\b|\bon foot\b|\bzu fuß\b"
        r"|\bmit (?:dem|der) (?:bus|zug|auto|bahn|rad|fahrrad|tram|straßenbahn)\b|\bgehminuten\b"
        r"|\b(?:steigen|fahren) sie\b|\baussteigen\b|\bdescend(?:ez|re)\b|\bà pied\b"
        r"|\ben (?:bus|train|voiture|tram|métro)\b|\bmam (?:bus|zuch|auto|tram|vëlo)\b"
        r"|\bzu fouss\b",
        re.IGNORECASE,
    ),
}
PROBE = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")


def check(seen: Any, view: View) -> Iterator[Remark]:
    """Who goes from heading to heading leaves out what one speaks against (SC 2.4.6)."""
    for heading in seen:
        language = heading["language"] or view.language
        if topic := _named(heading["name"], language):
            yield _judged(heading, topic, language)


def _judged(heading: Any, topic: str, language: str) -> Remark:
    """What is below the heading of a topic, beside what the heading says."""
    element, lines = heading["element"], heading["lines"]
    text = " \n".join(lines)
    words = len(text.split())
    told = [other for other in NEAR if _is_about(text, other, language)]
    if len(told) != 1 or told[0] == topic or told[0] in NEAR[topic] or words > MOST_WORDS:
        return passes(element)
    if _words(text, topic, language) or _signs(text, topic):
        return passes(element)
    other = told[0]
    parts = [part for line in lines for part in SENTENCE.split(line)]
    of_other = [p for p in parts if _words(p, other, language) or _signs(p, other)]
    shown = sorted(_words(text, other, language)) + _signs(text, other)
    evidence = Evidence((("words below it", str(words)), ("signs", ", ".join(shown[:8]))))
    note = f"“{heading['name']}” stands over a text about {SAID[other]}: “{lines[0][:80]}”."
    if words <= SURE_WORDS and len(of_other) == len(parts):
        return fails(element, note, evidence)
    if 2 * len(of_other) >= len(parts):
        return asks(element, f"{note} Does it fit?", evidence)
    return passes(element)


def _named(name: str, language: str) -> str:
    """The one topic that the heading names, and nothing else; "" when there is none, or two."""
    found = [topic for topic in NEAR if _is_nothing_but(name, topic, language)]
    return found[0] if len(found) == 1 else ""


def _is_nothing_but(name: str, topic: str, language: str) -> bool:
    said = vocabulary.holds_one_of(name, f"heading_{topic}", language)
    rest = vocabulary.without(vocabulary.plain(name), [said])
    around = vocabulary.words("heading_with", language)
    return bool(said) and set(vocabulary.telling(rest, language)) <= around


def _is_about(text: str, topic: str, language: str) -> bool:
    """Whether the text shows a topic in more than one way."""
    words, signs = _words(text, topic, language), _signs(text, topic)
    if topic == "hours":
        return bool(words and DAY.search(text) and CLOCK.search(text))
    if topic == "weather":
        return len(words) >= SEVERAL or bool(words and signs)
    return len(set(signs)) > 1 or (topic in ("contact", "prices") and bool(words and signs))


def _words(text: str, topic: str, language: str) -> set[str]:
    return vocabulary.all_of(text, f"text_{topic}", language)


def _signs(text: str, topic: str) -> list[str]:
    pattern = SIGNS.get(topic)
    return [match[0] for match in pattern.finditer(text)] if pattern else []


RULE = Rule(
    id="heading_topic",
    criteria=("2.4.6",),
    affects="People who listen, and skim a page by its headings, and all who look for a part.",
    passed="Headings of opening hours, prices and the like stand over them.",
    failed="A heading names another topic than the text below it.",
    person="Does this heading say what the text below it is about?",
    check=check,
    words=True,
    probe=PROBE,
    conditions=frozenset({"default"}),
    act=("b49b2e",),
)

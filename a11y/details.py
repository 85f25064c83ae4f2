"""Lines that are nothing but a price, an address of some kind, or somebody's words."""

from __future__ import annotations

import re

_SUM = (
    r"(?:[€$£]\s?\d[\d.,’']*"
    r"|\d[\d.,’' ]*(?:[-–—]\s?)?(?:€|\$|£|eur\b|euros?|chf\b|pounds?|dollars?))"
)
_TIME = (
    r"year|month|week|day|hour|night|person|head|yr|mo|jahr|monat|woche|tag|stunde|nacht|person"
    r"|an|mois|semaine|jour|heure|nuit|personne|joer|mount|woch|dag|stonn|nuecht|persoun"
)
MONEY = re.compile(
    rf"(?:(?:from|only|ab|nur|dès|seulement|à partir de|vun|nëmmen)\s)?{_SUM}"
    rf"(?:\s?(?:/|a|an|per|pro|par|im|am|je|de)?\s?(?:l[’']|la |le |der |d[’'])?(?:{_TIME}))?",
    re.IGNORECASE,
)
# With a sign that leads in, or in one of the ways in which nothing else is written.
TELEPHONE = re.compile(
    r"(?:(?:tel(?:e?fon|ephone)?|phone|tél(?:éphone)?|fax|call(?: us)?)[.:]*\s*)?"
    r"(?:(?:\+|\(?0)[\d\s()/.-]{7,}|\(?\d{3}\)?[-.\s]\d{3}[-.\s]\d{4})",
    re.IGNORECASE,
)
DATE = re.compile(r"\d{1,2}\s?[./-]\s?\d{1,2}\s?[./-]")
MAIL = re.compile(r"(?:(?:e-?mail|courriel)\s?:?\s*)?[^\s@]+@[^\s@]+\.[a-z]{2,}", re.IGNORECASE)
# “06120 Halle”, “L-1234 Luxembourg”; “12 High Street”, “8, rue de la Gare”, “Hauptstraße 12”. So
# many thousands are a number, not a town.
_TOWN = r"(?:[A-Z]{1,2}[-–]\d{4,5}|(?!\d\d000)\d{5}) (?=[^\W\d_a-z])[^\d]+"
_WAY = "(?:Street|Road|Lane|Avenue|Square|Terrace|Crescent|Drive|Way|Close|Court|Place|Hill)"
_RUE = "(?:[Rr]ue|[Aa]venue|[Bb]oulevard|[Pp]lace|[Rr]oute|[Cc]hemin|[Qq]uai|[Ii]mpasse)"
_STRASSE = r"(?:[Ss]tra(?:ß|ss)e|[Ss]tr\.|[Aa]llee|[Gg]asse|[Ss]trooss|[Gg]aass)"
ADDRESS = re.compile(
    rf"{_TOWN}|\d{{1,3}}[a-z]?,? (?:[A-Z]\S* ){{1,3}}{_WAY}(?:, .*)?"
    rf"|\d{{1,3}}[a-z]?,? {_RUE} [^\d]*(?:, .*)?"
    rf"|[A-ZÄÖÜ][^\d,]*{_STRASSE} \d{{1,3}}\s?[a-z]?(?:, .*)?|[^\d,]+ \d{{1,3}}[a-z]?, {_TOWN}"
)
# A whole sentence, not the name of a work.
QUOTED = re.compile(
    r"[“„«»‘\"]\s?([^“„«»”\"]*[.!?…])\s?[”“»«’\"](?:\s?[-–—(,].{2,60})?"
)  # who said it may follow
QUOTED_WORDS, LONGEST = 4, 300


def kind(line: str) -> str:
    """What the whole line is, in words, "" when it is none of these. line: single spaces."""
    if len(line) > LONGEST:
        return ""
    if MONEY.fullmatch(line):
        return "an amount of money"
    if TELEPHONE.fullmatch(line) and not DATE.match(line):
        return "a telephone number"
    if MAIL.fullmatch(line):
        return "a mail address"
    if ADDRESS.fullmatch(line):
        return "an address"
    said = QUOTED.fullmatch(line)
    return "a quotation" if said and len(said[1].split()) >= QUOTED_WORDS else ""

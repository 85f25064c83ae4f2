"""Whether the name of a picture says whose it is, and nothing of what it shows."""

from __future__ import annotations

import re
from enum import Enum


class Credit(Enum):
    """How sure it is that a name is nothing but a credit."""

    NONE = "none"
    LIKELY = "likely"
    SURE = "sure"


# Longer words after a credit may tell what is shown.
MOST_WORDS = 7
_AGENCY = (
    r"(?:adobe ?stock|getty ?images|i ?stock(?:photo)?|shutterstock|alamy|unsplash|pexels|pixabay"
    r"|picture[ -]alliance|imago(?: images)?|afp|dpa|reuters|epa|keystone|belga|fotolia|dreamstime"
    r"|depositphotos|wikimedia(?: commons)?|flickr|magnum photos|hans lucas|123rf)"
)
_PICTURE = (
    r"(?:photos?|fotos?|bild(?:er)?|biller|images?|pictures?|illustrations?|grafik|photograph)"
)
_SIGN = r"(?:©|\(c\)|℗)"
_LEGAL = r"copyright(?![- ]?(?:symbol|sign|logo|icon|notice|law|zeichen|schutz|hinweis))"
# Before a name these words speak of who made it or gave it. A source may be one of water, and
# “Credit-Karte” is one word, so a sign must part them from the name.
_SAYING = (
    rf"(?:{_PICTURE}[ -]?)?(?:credits?|crédits?)(?: {_PICTURE})?|crédits? photographiques?"
    r"|(?:bild|foto)(?:nachweis|quelle|rechte|credits?)"
)
_SURE = re.compile(
    rf"(?:{_PICTURE}\W{{0,3}})?(?:{_SIGN}|{_LEGAL})\W*(?=[\w@])"
    rf"|(?:{_SAYING})(?:\s*[:/|]|\s*{_SIGN}|\s+[–—-]\s|\s+(?:by|par|von|vun)\s)\s*"
    rf"|(?:quelle|quell|source)(?:\s*:|\s*{_SIGN})\s*"
    rf"|(?:{_PICTURE} )?courtesy of\s+",
    re.IGNORECASE,
)
# A photographer may be shown, and be named so.
_MAKER = (
    r"fotograf(?:in)?|photographer|photographe|urheber(?:in)?|bildautor(?:in)?|fotoautor(?:in)?"
)
_BY_NAME = re.compile(rf"(?:{_PICTURE}|{_MAKER})\s*(?:[:/]|\bby\b)\s*", re.IGNORECASE)
_ONLY_AGENCY = re.compile(
    rf"{_AGENCY}(?:\s*[/|,+-]\s*{_AGENCY})*(?:\W*(?:#|nr\.?|id)?\W*\d[\d_-]*)?", re.IGNORECASE
)
_HOLDS_AGENCY = re.compile(rf"(?<!\w){_AGENCY}(?!\w)", re.IGNORECASE)
# “J. Muster” is a person, who stands behind the picture and not in it after “Photo:”.
_INITIAL = re.compile(r"(?:[^\W\d_]\.\s?){1,2}[^\W\d_][\w’'-]+")
_NAMES = re.compile(r"[^\W\d_]\S*")


def credit_alone(name: str) -> Credit:
    """Whether a name is “© Somebody” or “Photo: J. Doe / Agency”, and says no more.

    LIKELY: “Photo: Jane Doe” may say who is shown as well.
    """
    said = " ".join(name.split()).strip(" ()[].,;")
    said = f"({said}" if re.match(r"c\)", said, re.IGNORECASE) else said
    if _ONLY_AGENCY.fullmatch(said):
        return Credit.SURE
    begun = _SURE.match(said)
    if begun and _names_somebody(said[begun.end() :]):
        return Credit.SURE
    by_name = _BY_NAME.match(said)
    rest = said[by_name.end() :] if by_name else ""
    if not _names_somebody(rest):
        return Credit.NONE
    sure = _HOLDS_AGENCY.search(rest) or _INITIAL.match(rest)
    return Credit.SURE if sure else Credit.LIKELY


def _names_somebody(rest: str) -> bool:
    """Whether it is short, and made of names, years and numbers: no sentence, nothing after it."""
    parts = rest.split()
    if not 0 < len(parts) <= MOST_WORDS or re.search(r"[:;–—|!?]|\s-\s|[^\W\d_]{3}\.\s", rest):
        return False
    first = next((part for part in parts if _NAMES.match(part)), "")
    return first[:1].isupper() or bool(_HOLDS_AGENCY.match(first) or re.search(r"\.\w{2,}$", first))

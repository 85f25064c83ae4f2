"""Short words that two people can compare by ear, such as "otter-apple-7".

One stands in a mail and on the page that waits for it (EM-7), another on an error page (ER-5).
They are for matching, not for secrecy: whoever knows one has gained nothing.
"""

from __future__ import annotations

import hashlib
import secrets

# Short, concrete, different in sound, without accents that are hard to dictate. Two nouns in a
# row need no agreement, so each language sounds right. Sixteen words a list, two lists.
_FIRST = {
    "en": (
        "otter", "robin", "tiger", "panda", "horse", "mouse", "goose", "camel",
        "whale", "zebra", "rabbit", "dolphin", "pony", "fox", "swan", "bear",
    ),
    "fr": (
        "loutre", "tigre", "panda", "cheval", "souris", "chameau", "baleine", "lapin",
        "dauphin", "poney", "renard", "cygne", "tortue", "mouton", "canard", "girafe",
    ),
    "de": (
        "otter", "tiger", "panda", "pferd", "maus", "kamel", "zebra", "hase",
        "delfin", "pony", "fuchs", "schwan", "igel", "schaf", "ente", "giraffe",
    ),
    "lb": (
        "otter", "tiger", "panda", "maus", "kamel", "zebra", "hues", "delfin",
        "pony", "fuuss", "schwan", "schof", "kaz", "hond", "giraff", "bier",
    ),
}  # fmt: skip
_SECOND = {
    "en": (
        "apple", "garden", "lemon", "river", "candle", "window", "bread", "cloud",
        "flower", "ladder", "pencil", "summer", "button", "island", "melon", "piano",
    ),
    "fr": (
        "pomme", "jardin", "citron", "rivage", "bougie", "miroir", "pain", "nuage",
        "fleur", "crayon", "bouton", "melon", "piano", "lampe", "soleil", "banane",
    ),
    "de": (
        "apfel", "garten", "lampe", "fluss", "kerze", "fenster", "brot", "wolke",
        "blume", "leiter", "sommer", "knopf", "insel", "melone", "klavier", "sonne",
    ),
    "lb": (
        "apel", "gaart", "lut", "baach", "fenster", "brout", "wollek", "blumm",
        "summer", "knapp", "insel", "meloun", "piano", "sonn", "banann", "stull",
    ),
}  # fmt: skip

# 2 to 9: the digits 0 and 1 are heard and read as letters (CO-2).
_DIGITS = "23456789"


def make(language: str = "en") -> str:
    """A random reference in this language (its main part counts; English when unknown)."""
    return _words(secrets.token_bytes(3), language)


def of(identifier: str, language: str = "en") -> str:
    """The same reference for the same identifier and language, every time."""
    return _words(hashlib.sha256(identifier.encode()).digest(), language)


def _words(source: bytes, language: str) -> str:
    code = language.split("-")[0].lower()
    first = _FIRST.get(code, _FIRST["en"])
    second = _SECOND.get(code, _SECOND["en"])
    a, b, c = source[:3]
    return f"{first[a % len(first)]}-{second[b % len(second)]}-{_DIGITS[c % len(_DIGITS)]}"

"""Reads a mailed code as people type, paste or dictate it."""

from __future__ import annotations

import re
import unicodedata

DIGITS = 6

# Dictation and screen-reader users may get words (CO-2). Digits 0 to 9 in our languages, without
# accents; a word that stands in two languages means the same digit in both.
_SPOKEN = {
    "0": "zero oh null nul",
    "1": "one un une ein eins eent",
    "2": "two deux zwei zwo zwee",
    "3": "three trois drei drai",
    "4": "four quatre vier veier",
    "5": "five cinq funf fuenf fennef",
    "6": "six sechs",
    "7": "seven sept sieben siwen",
    "8": "eight huit acht aacht",
    "9": "nine neuf neun neng",
}
_DIGIT_OF = {word: digit for digit, spoken in _SPOKEN.items() for word in spoken.split()}


def read(text: str) -> str:
    """The digits of a typed code, "" when there are none.

    Spaces, hyphens, # and words around the code do not matter, nor which script the digits are
    in. Digits that were written win over words, so a pasted sentence gives its code alone.
    """
    pieces = re.findall(r"\w+", _plain(text))
    written = "".join(piece for piece in pieces if piece.isdigit())
    if len(written) == DIGITS:
        return written
    spoken = "".join(p if p.isdigit() else _DIGIT_OF.get(p, "") for p in pieces)
    return spoken if len(spoken) == DIGITS else written or spoken


def _plain(text: str) -> str:
    """Small letters without accents, every decimal digit as ASCII."""
    signs = []
    for sign in unicodedata.normalize("NFKD", text.casefold()):
        value = unicodedata.decimal(sign, None)
        if value is not None:
            signs.append(f" {value} ")  # "7four" and "12three" are read sign by sign
        elif not unicodedata.combining(sign):
            signs.append(sign)
    return "".join(signs)

"""Whose logo a picture is, by the name of its file."""

from __future__ import annotations

import re

from a11y import vocabulary

# eastham-logo, LogoEastham, logo_w3c: the mark stands first or last.
PART = re.compile(r"[A-ZÀ-Þ]?[a-zß-ÿ]+\d*[a-zß-ÿ]*|[A-ZÀ-Þ]+(?![a-z])\d*[A-ZÀ-Þ]*|\d+[A-Za-z]*")
LOGO = frozenset({"logo", "logos", "logotype", "logotyp"})
# A longer name tells of an occasion or a look rather than of a house.
MOST_PARTS = 2
# Of such letters and digits sums of files are made, and versions: 9f86d081, v2, 2x, 300px.
MACHINE = re.compile(r"(?=.*\d)[0-9a-f]{6,}|v\d+|x?\d+x?|\d+\w{1,2}|\w\d+|(?=.*\d.*\d)\w+|.*\d\d")
LEAST_LETTERS = 3


def name_of_logo(file: str, names: str) -> str:
    """The name in the name of a logo's file, when nothing in `names` is like it; "" else.

    names: all that the page says of itself and of others.
    """
    stem = file.rpartition(".")[0]
    parts = [part.casefold() for part in PART.findall(stem)]
    if len(parts) < 2 or LOGO.isdisjoint((parts[0], parts[-1])):
        return ""
    known = vocabulary.words("logo_looks", "") | LOGO
    told = [part for part in parts if part not in known and not MACHINE.fullmatch(part)]
    if not told or len(told) > MOST_PARTS or len(told) < len(set(parts) - known):
        return ""
    if any(len(part) < LEAST_LETTERS for part in told):
        return ""
    letters = "".join(sign for sign in names.casefold() if sign.isalnum())
    initials = "".join(word[0] for word in vocabulary.WORD.findall(names.casefold()))
    if any(part in letters or part in initials or part[:4] in letters for part in told):
        return ""
    return " ".join(told)

"""What the name of a picture's file says, when a person gave it: “grey-heron.jpg”."""

from __future__ import annotations

import re

from a11y import vocabulary

# One to three words, as people write them into a name: “town_hall”, “town-hall”, “town hall”.
_WORDS = re.compile(r"[a-z]{3,14}(?:[-_ ][a-z]{3,14}){0,2}", re.IGNORECASE)
# The first letters that forms of one word have in common: dog, dogs.
STEM = 3


def told_otherwise(file: str, name: str, language: str) -> bool:
    """Whether the file says in words what it shows, and the name of the picture has none of them.

    Files are mostly named in English, so that other languages say nothing about one.
    """
    stem = file.rpartition(".")[0]
    if not language.startswith("en") or not _WORDS.fullmatch(stem):
        return False
    parts = set(re.split(r"[-_ ]", stem.casefold()))
    if parts & (vocabulary.words("file_names", language) | vocabulary.words("generic", language)):
        return False
    said = {word[:STEM] for word in vocabulary.WORD.findall(name.casefold())}
    # Two words tell that the name describes; one alone may be a name of what is shown.
    describes = len(vocabulary.telling(name, language)) > 1
    return describes and not said & {part[:STEM] for part in parts}

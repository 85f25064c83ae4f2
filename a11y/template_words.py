"""What a template came with and nobody wrote anew: printers' filler, “Heading 1”, “Title here”."""

from __future__ import annotations

import re
from collections.abc import Sequence

from a11y import vocabulary

# Where engines of templates put a value: Jinja, Liquid, Vue, ERB, JavaScript, MODX and the like.
_MARK = re.compile(
    r"\{\{\{?[^{}]*[^\W\d_]{2,}[^{}]*\}?\}\}|\{%[^%{}]*[^\W\d_]{2,}[^%{}]*%\}|<%[^%<>]*%>"
    r"|[$#]\{[^{}]*[^\W\d_]{2,}[^{}]*\}|\[\[[\w *+~$.:|-]*[^\W\d_]{2,}[\w .:|-]*\]\]"
    r"|(?<![\w%])%[A-Za-z][\w.-]+%(?!\w)|(?<!\w)__[A-Z][A-Z_]+__(?!\w)|\[object [A-Z]\w*\]"
)
# With one brace, it may be a set or a formula, unless it is a whole name.
_SINGLE = re.compile(r"\{[a-z][a-z]+(?:[._][a-z]\w*)*\}")
# What programs write for no value. People write “Null” in other letters.
_NOTHING = frozenset({"undefined", "null", "NaN"})
_NUMBERED = re.compile(r"(.*\D)[\s._#-]*\d{1,2}")
_START = "lorem ipsum"
# Words of that text. “Ipsum” was a car, and “dolor” is pain: alone, these may be meant.
_FILLERS = frozenset(
    [
        "lorem",
        "ipsum",
        "dolor",
        "sit",
        "amet",
        "consectetur",
        "consectetuer",
        "adipiscing",
        "elit",
        "sed",
        "eiusmod",
    ]
)
_ABOUT = ("lorem", "filler", "placeholder", "blindtext", "dummy", "faux-texte", "faux texte")
_MEANT = frozenset({"ipsum", "dolor", "sit", "sed", "elit"})


def is_left(name: str, language: str, others: Sequence[str], title: str) -> bool:
    """Whether a heading was left from a template; `others` are the headings of the page.

    A page whose `title` says that it is about such texts may show them.
    """
    plain = vocabulary.plain(name)
    filler = plain.startswith(_START + " ") or _is_filler(plain, others)
    filler = filler and not any(word in title.casefold() for word in _ABOUT)
    said = set(plain.split())
    names, here = (vocabulary.words(kind, language) for kind in ("heading_names", "here"))
    known = names | here | vocabulary.words("fill_in", language)
    to_fill = said <= known and bool(said & names) and bool(said & here)
    return filler or to_fill or is_numbered(name, language)


def is_numbered(name: str, language: str) -> bool:
    """Whether it is “Heading 2”: the name of the thing, and a number."""
    match = _NUMBERED.fullmatch(vocabulary.plain(name))
    return match is not None and vocabulary.is_one_of(match[1], "numbered", language)


def _is_filler(name: str, others: Sequence[str]) -> bool:
    """Nothing but words of the text that printers fill a page with; here, or in two headings."""
    said = _filler(name)
    found = {word for other in others for word in _filler(other)}
    return not said <= _MEANT or (bool(said) and len(found) > 1)


def _filler(name: str) -> frozenset[str]:
    """Its words when all are of that text."""
    said = frozenset(vocabulary.WORD.findall(name.casefold()))
    return said if said <= _FILLERS else frozenset()


def marks(text: str) -> list[str]:
    """What a program was to write words for, and did not: “{{ page.title }}”, “%title%”."""
    return _MARK.findall(text)


def without_marks(text: str) -> str:
    return _MARK.sub(" ", text)


def is_unfilled(text: str) -> bool:
    """Whether it is nothing but such marks, or what a program writes where it has no words."""
    bare = text.strip()
    if bare in _NOTHING or _SINGLE.fullmatch(bare):
        return True
    return bool(_MARK.search(bare)) and not re.search(r"[^\W_]", without_marks(bare))

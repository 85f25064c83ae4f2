"""The fields of a page and their captions, and what the captions ask for, in many languages."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

_HERE = Path(__file__).parent
_SCRIPT = (_HERE / "fields.js").read_text(encoding="utf-8")
# Read once for all probes of a page.
FIELDS = f"const fields = page.fields ??= (() => {{{_SCRIPT}}})();"

_GIVEN: dict[str, dict[str, list[str]]] = tomllib.loads(
    (_HERE / "fields.toml").read_text(encoding="utf-8")
)
WORDS = _GIVEN["words"]
PURPOSES = _GIVEN["purposes"]
# Purpose -> all that do where it is asked for.
SAME: dict[str, frozenset[str]] = {
    token: frozenset(
        (token, *(t for family in _GIVEN["families"].values() if token in family for t in family))
    )
    for token in PURPOSES
}
OPPOSED = {token: frozenset(listed) for token, listed in _GIVEN["opposed"].items()}
TOKENS = {kind: frozenset(listed) for kind, listed in _GIVEN["tokens"].items()}
# Of somebody else, or of a thing: what the field holds is not about the user.
OTHERS = tuple(WORDS["others"])


def plain(text: str) -> str:
    """In small letters and single spaces, without signs: “E-mail *” is “e-mail”."""
    return " ".join(re.sub(r"[()*:?!.…]", " ", text.casefold()).split())


# A caption belongs to the first purpose that lists it.
_TOKEN_OF = {plain(name): token for token in reversed(PURPOSES) for name in PURPOSES[token]}
_EDGES = " -–—,;/·|"


@cache
def spoken(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """Any of these phrases, as whole words of a text that is plain."""
    ordered = sorted(phrases, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(re.escape(phrase) for phrase in ordered)})(?!\w)")


def says(text: str, kind: str) -> bool:
    """Whether a text holds a word of this kind, in whatever language."""
    return spoken(tuple(WORDS[kind])).search(plain(text)) is not None


def left_out(captions: Iterable[str]) -> tuple[list[str], bool]:
    """Of fields that need not be filled in, those of whom people may not know it; and whether so.

    Most people know of an organisation that not everybody has one: such fields come with False,
    where there are no others. The second line of an address is never among them.
    """
    free = [one for one in captions if one and purpose(one) != "address-line2"]
    unknown = [one for one in free if purpose(one) not in TOKENS["spared"]]
    return unknown or free, bool(unknown)


def purpose(caption: str) -> str:
    """The purpose of WCAG 2.2 §7 that a caption as a whole asks for, "" for none or another."""
    asked = plain(re.sub(r"\([^)]*\)|\[[^]]*\]", " ", caption)).strip(_EDGES)
    if not asked or spoken(OTHERS).search(asked):
        return ""
    # As it stands first: “choose a password” holds words that else say nothing.
    core = " ".join(spoken(tuple(WORDS["around"])).sub(" ", asked).split()).strip(_EDGES)
    return _TOKEN_OF.get(asked) or _TOKEN_OF.get(core, "")


def named(autocomplete: str) -> str:
    """The purpose that tokens name, "" when they name none that exists (HTML §4.10.18.7.1)."""
    left = autocomplete.lower().split()
    if left and left[0].startswith("section-"):
        left.pop(0)
    if left and left[0] in TOKENS["addresses"]:
        left.pop(0)
    contact = bool(left) and left[0] in TOKENS["contacts"]
    if contact:
        left.pop(0)
    if len(left) > 1 and left[-1] == "webauthn":
        left.pop()
    known = TOKENS["reached"] if contact else TOKENS["reached"] | TOKENS["others"]
    return left[0] if len(left) == 1 and left[0] in known else ""

"""Which texts of a page tell of an error in a form."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from a11y.fields import FIELDS, PURPOSES, SAME, WORDS, plain, purpose, says, spoken

_SCRIPT = (Path(__file__).parent / "errors.js").read_text(encoding="utf-8")
# Read once for all probes of a page.
ERRORS = f"{FIELDS}\nconst errors = page.errors ??= (() => {{{_SCRIPT}}})();"


def _phrases(*kinds: str) -> tuple[str, ...]:
    return tuple(phrase for kind in kinds for phrase in WORDS[kind])


_OF_FIELD = _phrases("wrong", "bare", "numbered", "correctly")
_OF_FORM = _phrases("wrong", "broken", "correctly", "filled", "stated", "void", "anew", "sighs")
_FIELD_PIECE, _GENERAL_PIECE = spoken(_OF_FIELD), spoken(_phrases("general"))
_BARE_PIECE = spoken((*_OF_FIELD, *_phrases("general")))
_HOLLOW, _PIECE = spoken(_OF_FORM), spoken((*_OF_FORM, *_OF_FIELD, *_phrases("general")))
_BROKEN, _FILLED = spoken(_phrases("wrong", "broken")), spoken(_phrases("filled"))
# “Error details” names what follows, and tells of no error by itself.
_TOPIC = spoken(_phrases("topics"))
# “1-10” after it would be a range.
_CODE = r"\s+#?(?:[a-z]+-?)?\d+(?![\w-])"
# “(code 422)” says nothing to who fills in. “Wrong code 422” says that the code is wrong, and is
# no such addition: one stands in brackets, or by itself. “(A12)” alone may be a sample.
_NUMBER = r"#?(?:0x[0-9a-f]+|(?:[a-z][a-z_-]*)?\d+)(?![\w-])"
_ADDED = re.compile(
    rf"(?:[(\[.,;–—]|\s-)\s*(?:{spoken(tuple(WORDS['codes'])).pattern})"
    rf"\s*[:#]?\s*{_NUMBER}\s*[)\].]*"
    r"|[(\[]\s*(?:#\d+|0x[0-9a-f]+|(?:e|err|error|erreur|fehler|feeler)[-_]?\d+)\s*[)\]]"
)
# “ERR_422_IBAN_CHK” is for those who made the form; “ERR_IBAN_TOO_SHORT” may be understood.
_SIGN = re.compile(
    r"(?<![\w-])(?:(?:ERR|ERROR|EXCEPTION|ERREUR|FEHLER|FEELER)[_-]|E_)[A-Z0-9]+(?:[_-][A-Z0-9]+)*"
    r"(?![\w-])"
)
_READABLE = re.compile(
    r"[_-](REQUIRED|MISSING|MANDATORY|EMPTY|BLANK|SHORT|LONG|FORMAT|LENGTH|EXPIRED|UNKNOWN|DUPLICATE"
    r"|TAKEN|EXISTS|MISMATCH|RANGE|MINIMUM|MAXIMUM|PAST|FUTURE|VIDE|OBLIGATOIRE|COURT|LEER|PFLICHT"
    r"|KURZ|LANG|FEHLT|ABGELAUFEN)(?![A-Z])"
)
_ARTICLES = (
    r"(?:the|your|this|field|le|la|les|votre|vos|champ|der|die|das|dem|den|ihr|ihre|ihrer|ihrem|ihren"
    r"|feld|de|den|dem|d|der|är|ären|ärer|ärem)\s+|[ld][’']|[“”„«»\"‘]\s*"
)
# Kinds of fields that have nothing to do with each other, and the words for all kinds.
_APART = ("bday", "cc-number", "email", "family-name", "given-name", "postal-code", "tel")
# They speak of a password only to who logs in with them, so never to who is asked for one of these.
_UNSECRET = ("bday", "cc-number", "family-name", "given-name", "postal-code")
LONGEST_WORDS = 5
LEAST_LETTERS = 3  # of a caption
# They name a format, and say nothing of it.
_FORMATS = spoken(tuple(phrase for phrase in WORDS["ruled"] if "format" in phrase))
_PURPOSES = {token: spoken(tuple(names)) for token, names in PURPOSES.items()}
_ANNOUNCED = re.compile(rf"\W*(?:{spoken(tuple(WORDS['announced'])).pattern})\s*[:–—]\s*(?=\w)")
# “There is a problem: invalid input” says no more than what follows.
_LED = re.compile(rf"^\W*(?:{spoken(tuple(WORDS['leads'])).pattern})\s*[:.!–—-]+\s*(?=\w)")
_NUMBERED = re.compile(f"{spoken(tuple(WORDS['numbered'])).pattern}{_CODE}")


def is_error(text: Mapping[str, Any]) -> bool:
    """Whether words, look and mark-up together leave no doubt that this tells of an error."""
    cues = [text["alert"], text["marked"], text["red"], text.get("wrong")]
    if text["caption"] and not text["part"] and is_of_form(text["text"]):
        return False  # it is what the field is called, in a pattern book maybe
    if is_bare(text["text"], ()):
        tied = bool(text["tied"]) and not says(text["text"], "correctly")
        return any(cues) or tied or (text["choices"] > 1 and is_of_form(text["text"]))
    return any(cues) and (says(text["text"], "error") or says(text["text"], "mistake"))


def is_bare(text: str, captions: Sequence[str]) -> bool:
    """Whether it says only that something is wrong: neither what, nor how to make it right."""
    if is_of_form(text):
        return True
    text = _ANNOUNCED.sub("", _without_signs(text).casefold())
    said = plain(_ADDED.sub(" ", _LED.sub("", text)))
    if any(_names_alone(said, caption) for caption in captions):
        return True
    for caption in captions:
        said = _without(said, caption)
    said = _words(_NUMBERED.sub("error", said))
    # “No” is an answer where it is all that is said, and “no errors” is none.
    return said == "no" or ("?" not in text and _is_hollow(said))


def _is_hollow(said: str) -> bool:
    rest, found = _BARE_PIECE.subn(" ", said)
    named = _TOPIC.search(rest) and not says(rest, "stated")
    return bool(found) and not named and not _PIECE.sub("", rest).strip("’' ")


def _without_signs(text: str) -> str:
    """With “error” in the place of the codes that programs give to errors."""
    return _SIGN.sub(lambda sign: sign[0] if _READABLE.search(sign[0]) else "error", text)


def is_of_form(text: str) -> bool:
    """Whether it says, and nothing else, that something in what was filled in is wrong."""
    said = _words(plain(text))
    stated = says(said, "stated") or says(said, "error") or re.search(r"\d", said)
    if "?" in text or not (stated and _BROKEN.search(said) and _FILLED.search(said)):
        return False
    return not re.search(r"[^\W\d]", _HOLLOW.sub(" ", said))


def names_rules_alone(text: str, captions: Sequence[str]) -> bool:
    """Whether it says that rules were broken, and not which: “It does not meet the criteria.”"""
    said = plain(text.casefold())
    if not (says(said, "ruled") and says(said, "unmet") and says(said, "against")):
        return not says(said, "unmet") and _in_no_format(said, captions)
    return _says_no_rule(said, captions)


def _in_no_format(said: str, captions: Sequence[str]) -> bool:
    """“It is not in the required format.”"""
    formed = says(said, "ruled") and "format" in said and says(said, "against")
    return formed and _says_no_rule(said, captions)


def _says_no_rule(said: str, captions: Sequence[str]) -> bool:
    for caption in sorted(map(plain, captions), key=len, reverse=True):
        said = said.replace(caption, " ") if len(caption) >= LEAST_LETTERS else said
    kinds = ("ruled", "unmet", "against", "ruling", "sighs")
    pieces = spoken(tuple(word for kind in kinds for word in WORDS[kind]))
    return not _words(pieces.sub(" ", _PIECE.sub(" ", said))).strip("’' ")


def tells_rules(text: str) -> bool:
    """Whether a text may say what an answer must be like, or that there is a place that does."""
    rest = _FORMATS.sub(" ", plain(text.casefold()))
    kinds = ("hint", "shaped", "formed", "ruled")
    return re.search(r"\d", rest) is not None or any(says(rest, kind) for kind in kinds)


def is_general(text: str, captions: Sequence[str] = ()) -> bool:
    """Whether a bare text may as well tell of a failure of the site: “Something went wrong.”"""
    said = plain(_ADDED.sub(" ", _ANNOUNCED.sub("", _without_signs(text).casefold())))
    if is_of_form(text) or any(_names_alone(said, caption) for caption in captions):
        return False
    return not _FIELD_PIECE.search(_GENERAL_PIECE.sub(" ", _words(_NUMBERED.sub(" ", said))))


def _words(text: str) -> str:
    return " ".join(re.sub(r"[^\w\s’']+", " ", text).split())


def _names_alone(said: str, caption: str) -> bool:
    """Whether it says that something is wrong with this field, and nothing else."""
    name = plain(re.sub(r"\([^)]*\)", " ", caption))
    if not name or purpose(caption) in SAME["current-password"]:
        return False
    named_by = rf"(?<!\w)(?:{_ARTICLES})*{re.escape(name)}(?!\w)"
    left, found = re.subn(named_by, " ", said, count=1)
    left = _words(left)
    return bool(found and _BROKEN.search(left)) and not _PIECE.sub("", left).strip()


def _without(said: str, caption: str) -> str:
    """Without the caption before it. Of a password nobody can say more than that it is wrong."""
    name = plain(re.sub(r"\([^)]*\)", " ", caption))
    if not name or purpose(caption) in SAME["current-password"]:
        return said
    return re.sub(rf"^{re.escape(name)}(?!\w)", "", said).strip()


def names_one(text: str, captions: Sequence[str]) -> bool:
    """Whether it names a field by its caption."""
    said = plain(text)
    names = [re.sub(r"[^\w\s-]", " ", plain(caption)).strip() for caption in captions]
    return any(name and name in said for name in names)


def other_purpose(text: str, caption: str) -> str:
    """The kind of field that it speaks of, where that seems to be another than the caption's.

    Only of kinds that nobody takes for each other: a town may be asked for at a wrong postcode.
    """
    own = _kind(caption)
    if own not in (*_APART, "") or _telling(text) & _telling(caption) or says(text, "elsewhere"):
        return ""
    said = plain(text)
    kinds = {kind for kind, piece in _PURPOSES.items() if piece.search(said)}
    if kinds & SAME.get(own, frozenset()):
        return ""
    secret = ("current-password", "new-password") if own in _UNSECRET else ()
    return next((kind for kind in (*_APART, *secret) if kind in kinds), "")


def announced(text: str) -> str:
    """What follows “Error:” at its beginning, plain; "" if it does not begin so."""
    begun = _ANNOUNCED.match(text.casefold())
    return plain(text.casefold()[begun.end() :]) if begun else ""


def is_nameless(said: str, captions: Sequence[str]) -> bool:
    """Whether a plain text, such as “it is too short”, surely leaves open which field it means."""
    begun = spoken(tuple(WORDS["nameless"])).match(said)
    # “Field 3” and “value “12”” say which.
    return (
        begun is not None
        and not re.search(r"[\d“”„«»\"‘]", said[: begun.end() + 3])
        and not re.search(r"[“”„«»\"‘]", said)
        and any(spoken(tuple(WORDS[kind])).search(said) for kind in ("amiss", "hint", "required"))
        and not any(piece.search(said) for piece in _PURPOSES.values())
        and not names_one(said, captions)
    )


def is_of_kind(caption: str, kind: str = "") -> bool:
    """Whether a caption surely asks for this kind of field, or for any that stands apart."""
    own = _kind(caption)
    return own in SAME[kind] if kind else own in _APART


def _kind(caption: str) -> str:
    """Its purpose; a day is like that of a birth, whatever it is asked for."""
    day = len(caption.split()) <= LONGEST_WORDS and says(caption, "date")
    return purpose(caption) or ("bday" if day and not says(caption, "undated") else "")


def speaks_of(text: str, captions: Sequence[str]) -> list[int]:
    """Which of these captions share a telling word with it, by their places in the list."""
    said = _telling(text)
    return [place for place, caption in enumerate(captions) if said & _telling(caption)]


def _telling(text: str) -> set[str]:
    # “name@example.com” is a sample, and speaks of no name.
    said = re.sub(r"\S+@\S+", " ", plain(text))
    return set(re.findall(r"[^\W\d_]{4,}", said)) - set(WORDS["around"])

"""Tells which language a text is in, and says so only when it is sure."""

from __future__ import annotations

from functools import cache, lru_cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

# Languages that a text of a few sentences does not tell apart, or one written in two ways.
FAMILIES = (
    ("en", "pcm"),
    ("no", "nb", "nn", "da"),
    ("sr", "hr", "bs", "sh", "srl"),
    ("id", "ms", "jv"),
    ("zh", "yue", "wuu", "cmn"),
    ("ar", "arz", "ary"),
    ("fa", "prs", "dari"),
    ("tl", "fil", "bcl"),
    ("ku", "sdh", "ckb", "kmr"),
    ("ro", "mo"),
    ("ht", "gcf", "gcr"),
    ("uz", "uzs"),
    ("he", "iw", "hbo"),
    ("el", "grc"),
    ("fr", "wa"),
    ("es", "ext", "an", "gl"),
    ("it", "lij", "vec"),
    ("yi", "ji"),
)
# What nobody speaks to his readers: filler text is Latin, and “no language” is a class of its own.
UNSPOKEN = frozenset({"la", "zxx", "vo", "eo"})
# A text shorter than this is a name, a sign or a word that many languages share.
LEAST_LETTERS = 15
# Pages of one site share most of their texts: each is told once.
TEXTS = 4_000
TAGS = 1_000


@cache
def _identifier() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def primary(tag: str) -> str:
    """The language of a tag: “fr” of “fr-CH”."""
    return tag.strip().replace("_", "-").split("-")[0].lower()


@lru_cache(TAGS)
def known(language: str) -> bool:
    """Whether the detector has learnt this language at all."""
    return not {*_identifier().labels}.isdisjoint(_family(language))


def shares(text: str) -> dict[str, float]:
    """Language -> how probable it is, 0 to 1; those of one family stand together."""
    found: dict[str, float] = {}
    for language, share in _identifier().rank(text):
        head = _head(language)
        found[head] = found.get(head, 0.0) + float(share)
    return found


def tells(text: str) -> bool:
    """Whether a text is long enough to be of one language."""
    return sum(sign.isalpha() for sign in text) >= LEAST_LETTERS


@lru_cache(TEXTS)
def other_than(declared: str, text: str, *, share: float, times: float) -> str:
    """The language of a text that is surely not in the declared one, else "".

    share: how probable the other language must be.  times: how much more so than the declared.
    """
    if not tells(text) or not known(declared):
        return ""
    found = shares(text)
    likely = max(found, key=lambda language: found[language])
    mine = found.get(_head(declared), 0.0)
    if likely in UNSPOKEN or likely in _family(declared):
        return ""
    return likely if found[likely] >= share and found[likely] >= times * mine else ""


def _family(language: str) -> tuple[str, ...]:
    mine = primary(language)
    return next((family for family in FAMILIES if mine in family), (mine,))


@lru_cache(TAGS)
def _head(language: str) -> str:
    """The first of a family stands for it."""
    return _family(language)[0]

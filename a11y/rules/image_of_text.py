"""Words are text, not pictures of text (WCAG 2.2 SC 1.4.5, 1.4.9)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from a11y import vocabulary
from a11y.pictures import Picture, pictures
from a11y.rule import Remark, Rule, View, asks, fails, passes
from a11y.verdict import Evidence

if TYPE_CHECKING:
    from a11y.browser import Browser

# A logo is its own exception in WCAG; so is what only a picture can show.
LOGO = re.compile(r"logo|brand|wordmark|marque|crest|wappen|emblem|sponsor|partner|badge")
ESSENTIAL = re.compile(
    r"screen ?shot|chart|diagram|graph|map|plan|scan|hand-?writ|typeface|font|letters|poster|cover"
    r"|painting|photo|signature|facsimile|manuscript|diagramm|karte|handschrift|schrift|carte"
    r"|capture|écriture|affiche|captcha|qr|meme|comic|formula|equation"
)
ENOUGH = 3
# Words in the name of a logo.
LONGEST_NAME = 6
SENTENCE = 4
# So large a share of the words of the name, and the name tells what is written there.
SAME = 0.6
# One word that fills so much of the picture is all that it shows.
FILLS = 0.25


def observe(browser: Browser, view: View) -> Any:
    return pictures(browser, view)


def check(seen: tuple[Picture, ...], view: View) -> Iterator[Remark]:
    """A picture of words cannot be enlarged, recoloured or spaced out (SC 1.4.5)."""
    for picture in seen:
        facts = picture.facts
        if facts["tag"] == "svg" and picture.sure:
            continue  # its words are text
        if _is_logo(facts):
            if _is_sentence(facts["name"]):
                note = f"It is called a logo, and shows “{facts['name'][:80]}”. Is it one?"
                yield asks(facts["element"], note)
            continue
        if ESSENTIAL.search(f"{facts['name']} {facts['caption']} {facts['marks']}".casefold()):
            continue
        yield _judged(picture, view)


def _is_logo(facts: dict[str, Any]) -> bool:
    """By its marks or its place; a long name may hold a word such as “badge” in any sense."""
    marks, name = facts["marks"].casefold(), facts["name"].casefold()
    if len(name.split()) > LONGEST_NAME:
        marks = marks.replace(name, "")
    return bool(LOGO.search(marks) or (facts["home"] and facts["top"]))


def _is_sentence(name: str) -> bool:
    """It tells more than whose mark it is: four words or more, and a number."""
    words = name.split()
    return len(words) >= SENTENCE and any(word.isdigit() for word in words)


def _judged(picture: Picture, view: View) -> Remark:
    facts, words = picture.facts, picture.plain
    real = [word for word in words if len(word) > 2 and not word.isdigit()]
    read = " ".join(words)
    evidence = Evidence((("words in the picture", read),))
    note = f"It is a picture of the words “{read[:120]}”."
    language = facts["language"] or view.language
    known = set(vocabulary.plain(facts["name"]).split())
    same = len(known & set(words)) / len(known) if known else 0.0
    one = len(real) == 1 and vocabulary.is_one_of(real[0], "on_pictures", language)
    fills = sum(word.share for word in picture.words) >= FILLS
    several = len(real) >= ENOUGH or (len(real) >= 2 and picture.sure)
    if several or (len(words) >= 2 and real and same >= SAME):
        return fails(facts["element"], note, evidence)
    if one and (fills or picture.sure or same == 1):
        return fails(facts["element"], note, evidence)
    if len(real) == 2 and fills:
        return asks(facts["element"], f"Does it show the words “{read}”?", evidence)
    return passes(facts["element"])


RULE = Rule(
    id="image_of_text",
    criteria=("1.4.5", "1.4.9"),
    affects="People who enlarge text, or need other colours and letters.",
    passed="No picture shows words that could be text.",
    failed="Words are shown as a picture.",
    person="A picture may show words.",
    check=check,
    observe=observe,
    sees="browser",
    conditions=frozenset({"default"}),
    act=("0va7u6",),
)

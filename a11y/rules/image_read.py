"""What a picture shows and what is said of it do not differ (WCAG 2.2 SC 1.1.1)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from a11y import ocr, vocabulary
from a11y.logos import name_of_logo
from a11y.pictures import Picture, names_on_page, pictures, text_of_page
from a11y.rule import Remark, Rule, View, asks, fails, passes
from a11y.verdict import Evidence, Verdict

if TYPE_CHECKING:
    from a11y.browser import Browser

# Smaller pictures without a word are ornaments more often than not.
LARGE_PX = 60_000
# A smaller logo is a mark beside words more often than not.
LOGO_PX = 40
# One word that fills so much of a picture is what the picture is about.
FILLS = 0.12
# So much of it, and it shows nothing else.
WHOLE = 0.4
# Who makes a poster may leave some of its words out of its name, but not more than it says.
LEFT_UNSAID = 4
# Who tells in words what a chart shows needs so many numbers at least.
TOLD_BY = 2
# A name of so few words says what a map is of, and not what it shows.
FEW_WORDS = 3
# A single word fills a quarter of a sign at least; one of fewer letters may be part of a pattern.
SIGN, SHORT = 0.25, 3
# From so far on letters are letters, though maybe others; noise does not fill so much of a picture.
DOUBTED, DOUBTED_SHARE = 55.0, 0.15
LEFT_OUT, NAMED = "e88epe", "qt1vmo"  # of the W3C's rules
NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
LONG_WORD = re.compile(r"[^\W\d_]{3}")
SENTENCE = re.compile(r"[^.!?:]+\?")


def observe(browser: Browser, view: View) -> Any:
    found = pictures(browser, view)
    logos = any("logo" in picture.facts["file"].lower() for picture in found)
    return {
        "pictures": found,
        "text": text_of_page(browser) if found else "",
        "names": names_on_page(browser) if logos else "",
    }


def check(seen: dict[str, Any], view: View) -> Iterator[Remark]:
    """Who cannot see the picture has only the words that are said of it (SC 1.1.1)."""
    shown = set(vocabulary.WORD.findall(seen["text"].casefold()))
    for picture in seen["pictures"]:
        if picture.facts["tag"] == "svg" and not picture.facts["name"]:
            yield from (remark.about(LEFT_OUT) for remark in _drawn(picture, shown, seen["text"]))
        elif picture.facts["said"] and picture.facts["name"]:
            found = _named(picture, shown)
            if found.verdict is Verdict.PASS and (note := _hinted(picture.facts, seen["text"])):
                found = asks(found.element, note)
            yield found.about(NAMED)
        elif name := _logo(picture.facts, seen["names"]):
            note = f"It is the logo of “{name}”, and neither it nor the page says so."
            # Words beside it may name the house otherwise than its file does.
            say = asks if picture.facts["near"] else fails
            yield say(picture.facts["element"], note).about(LEFT_OUT)
        else:
            yield _silent(picture, shown, seen["text"]).about(LEFT_OUT)


def _drawn(picture: Picture, shown: set[str], text: str) -> Iterator[Remark]:
    """A drawing that is left out, and holds text: the same may be told in other words."""
    facts = picture.facts
    lost = [word for word in set(picture.plain) if word not in shown]
    if picture.sure and len(lost) >= 2 and not facts["inside"]:
        note = f"It shows “{facts['told'][:100]}”, and is never announced. Is that said elsewhere?"
        yield asks(facts["element"], note)
    elif note := _expected(facts, text):
        yield fails(facts["element"], note)
    elif note := _awaited(facts):
        yield asks(facts["element"], note)


def _awaited(facts: dict[str, Any]) -> str:
    """What its own paragraph says before it, when that waits for more; "" else."""
    last = facts["last"]
    return (
        f"“{last[-60:]}” may be finished by it. Is that said elsewhere?" if facts.get("own") else ""
    )


def _hinted(facts: dict[str, Any], text: str) -> str:
    """What is asked of a picture of which the text speaks, and its name tells next to nothing."""
    last, name = facts["last"], facts["name"]
    spoken_of = vocabulary.holds_one_of(last, "chart_shows", facts["language"])
    if spoken_of and len(name.split()) <= FEW_WORDS and len(NUMBER.findall(text)) < TOLD_BY:
        return f"“{last[-100:]}” speaks of it, and its name is “{name}”. Does that tell it?"
    return ""


def _logo(facts: dict[str, Any], names: str) -> str:
    """Whose logo it is, when it says that by its picture alone; "" else."""
    large = max(facts["width"], facts["height"]) >= LOGO_PX
    if facts["tag"] != "img" or facts["control"] or facts["name"] or not large:
        return ""
    return name_of_logo(facts["file"], names)


def _expected(facts: dict[str, Any], text: str) -> str:
    """What is wrong when the words before a picture rest on it; "" else.  text: of the page."""
    last, language = facts["last"], facts["language"]
    told = vocabulary.holds_one_of(facts.get("next", ""), "generic", language)
    for question in SENTENCE.findall(last)[-1:]:
        looks = vocabulary.holds_one_of(question, "seen_in", language)
        if looks and not told and vocabulary.holds_one_of(question, "in_picture", language):
            return f"“{question.strip()[:100]}” is asked of it, and it is never announced."
    spoken_of = vocabulary.holds_one_of(last, "chart_shows", language)
    if spoken_of and len(NUMBER.findall(text)) < TOLD_BY:
        return f"“{last[-100:]}” speaks of it, no numbers tell it, and it is never announced."
    words = last.split()
    unfinished = len(words) > 1 and vocabulary.is_one_of(words[-1], "open_ends", language)
    if unfinished and not facts["next"]:
        return f"“{last[-60:]}” is finished by it, and it is never announced."
    if last.endswith(":") and facts["ends"]:
        return f"“{last[-60:]}” is followed by nothing else, and it is never announced."
    return ""


def _painted(picture: Picture, lost: list[str], text: str) -> Remark:
    """Few words in a background: text by their source, so nothing was misread.

    text: that of the page.  lost: the words that it never shows.
    """
    facts = picture.facts
    told, flat = facts["told"].casefold(), " ".join(text.casefold().split())
    numbers = NUMBER.findall(told)
    marked = any(part in facts["marks"] for part in ("logo", "brand"))
    if not LONG_WORD.search(told) or told in flat or facts["control"] or marked:
        return passes(facts["element"])
    new = set(numbers) - set(NUMBER.findall(flat))
    if lost or new:
        return fails(facts["element"], f"It shows “{facts['told'][:100]}”, and nothing says so.")
    if numbers:  # the same number and the same words may stand in another sentence
        note = f"It shows “{facts['told'][:100]}”, and is never announced. Is that said elsewhere?"
        return asks(facts["element"], note)
    return passes(facts["element"])


def _silent(picture: Picture, shown: set[str], text: str) -> Remark:
    facts = picture.facts
    words = [word for word in picture.plain if len(word) > 2]
    lost = [word for word in words if word not in shown and not word.isdigit()]
    evidence = Evidence((("words in the picture", " ".join(words)),))
    sole = len(lost) == len(words) == 1 and not picture.sure and _widest(picture) >= SIGN
    if (len(lost) >= 2 and len(lost) > len(words) / 2) or (sole and len(lost[0]) > SHORT):
        note = f"It shows “{' '.join(words)[:100]}”, and nothing says so."
        return fails(facts["element"], note, evidence)
    if (facts["tag"] == "img" or facts["background"]) and (note := _expected(facts, text)):
        return fails(facts["element"], note)
    if picture.sure and facts["background"]:
        return _painted(picture, lost, text)
    if facts["background"] or facts["tag"] == "canvas":
        return passes(facts["element"])
    if facts["caption"]:
        note = f"Its caption speaks of it (“{facts['caption'][:60]}”), yet it is never announced."
        return asks(facts["element"], note)
    if maybe := _maybe(picture, shown):
        note = f"“{maybe}” seems to stand in it, and nothing says so. Can it be read there?"
        return asks(facts["element"], note)
    if facts["width"] * facts["height"] >= LARGE_PX and not facts["inside"]:
        return asks(facts["element"], "It is large and never announced. Does it tell nothing?")
    return passes(facts["element"])


def _maybe(picture: Picture, shown: set[str]) -> str:
    """Large words that were read without certainty, as those of a font of squares are; "" else."""
    read = [word for word in picture.words if word.sure >= DOUBTED and word.text.isalpha()]
    large = [word for word in read if len(word.text) > SHORT and word.text.casefold() not in shown]
    wide = sum(word.share for word in large) >= DOUBTED_SHARE
    return " ".join(word.text for word in read)[:100] if len(large) > 1 and wide else ""


def _named(picture: Picture, shown: set[str]) -> Remark:
    """shown: the words of the page."""
    facts = picture.facts
    words = [word for word in picture.plain if len(word) > 1 and not word.isdigit()]
    share = sum(word.share for word in picture.words)
    said = facts["name"].casefold()
    heard = [word for word in words if word in said]
    evidence = Evidence((("words in the picture", " ".join(words)), ("name", facts["name"])))
    shows = " ".join(words)[:100]
    lost = {word for word in words if len(word) > 2 and word not in said and word not in shown}
    if heard and len(lost) > max(LEFT_UNSAID, len(words) / 2, len(said.split())):
        note = f"It shows “{shows}”, and only some of that is said: “{facts['name'][:100]}”."
        return asks(facts["element"], note, evidence)
    if heard or not words or (share < FILLS and len(words) < 3):
        return passes(facts["element"])
    # A logo is named after what it says: other letters are another name.
    if "logo" in said.split() and len(said.split()) == 2:
        note = f"It shows “{shows}”, and is called “{facts['name']}”."
        return fails(facts["element"], note, evidence)
    # Initials, other languages and what a link is for are names too.
    sole = (
        not picture.sure
        and _widest(picture) >= WHOLE
        and len(words[0]) >= 3
        and not facts["control"]
    )
    if len(words) >= 2 or (sole and not _short_for(words[0], said)):
        note = f"It shows “{shows}”. Does “{facts['name']}” say the same?"
        return asks(facts["element"], note, evidence)
    return passes(facts["element"])


def _widest(picture: Picture) -> float:
    """How much of the picture the largest word fills that is read with certainty."""
    return max((word.share for word in picture.words if word.sure >= ocr.SURE), default=0.0)


def _short_for(word: str, name: str) -> bool:
    """The word is made of first letters of the words of the name: UNO, United Nations …"""
    initials = iter([part[0] for part in vocabulary.WORD.findall(name)])
    return all(sign in initials for sign in word)


RULE = Rule(
    id="image_read",
    criteria=("1.1.1",),
    affects="People who do not see pictures, and hear what is said of them.",
    passed="What is said of the pictures agrees with what they show.",
    failed="A picture shows something else than what is said of it.",
    person="Does what is said of this picture tell what it shows?",
    check=check,
    observe=observe,
    sees="browser",
    conditions=frozenset({"default"}),
    act=(LEFT_OUT, NAMED),
)

"""What a picture shows and what is said of it do not differ (WCAG 2.2 SC 1.1.1)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from a11y import vocabulary
from a11y.pictures import Picture, pictures, text_of_page
from a11y.rule import Remark, Rule, View, asks, fails, passes
from a11y.verdict import Evidence

if TYPE_CHECKING:
    from a11y.browser import Browser

# Smaller pictures without a word are ornaments more often than not.
LARGE_PX = 60_000
# One word that fills so much of a picture is what the picture is about.
FILLS = 0.12


def observe(browser: Browser, view: View) -> Any:
    found = pictures(browser, view)
    return {"pictures": found, "text": text_of_page(browser) if found else ""}


def check(seen: dict[str, Any], view: View) -> Iterator[Remark]:
    """Who cannot see the picture has only the words that are said of it (SC 1.1.1)."""
    shown = set(vocabulary.WORD.findall(seen["text"].casefold()))
    for picture in seen["pictures"]:
        if picture.facts["tag"] == "svg" and not picture.facts["name"]:
            continue
        named = picture.facts["said"] and picture.facts["name"]
        yield _named(picture) if named else _silent(picture, shown)


def _silent(picture: Picture, shown: set[str]) -> Remark:
    facts = picture.facts
    words = [word for word in picture.plain if len(word) > 2]
    lost = [word for word in words if word not in shown and not word.isdigit()]
    evidence = Evidence((("words in the picture", " ".join(words)),))
    if len(lost) >= 2 and len(lost) > len(words) / 2:
        note = f"It shows “{' '.join(words)[:100]}”, and nothing says so."
        return fails(facts["element"], note, evidence)
    if facts["background"] or facts["tag"] == "canvas":
        return passes(facts["element"])
    if facts["caption"]:
        note = f"Its caption speaks of it (“{facts['caption'][:60]}”), yet it is never announced."
        return asks(facts["element"], note)
    if facts["width"] * facts["height"] >= LARGE_PX and not facts["inside"]:
        return asks(facts["element"], "It is large and never announced. Does it tell nothing?")
    return passes(facts["element"])


def _named(picture: Picture) -> Remark:
    facts = picture.facts
    words = [word for word in picture.plain if len(word) > 1 and not word.isdigit()]
    share = sum(word.share for word in picture.words)
    said = facts["name"].casefold()
    heard = [word for word in words if word in said]
    evidence = Evidence((("words in the picture", " ".join(words)), ("name", facts["name"])))
    if heard or not words or (share < FILLS and len(words) < 3):
        return passes(facts["element"])
    shows = " ".join(words)[:100]
    # A logo is named after what it says: other letters are another name.
    if "logo" in said.split() and len(said.split()) == 2:
        note = f"It shows “{shows}”, and is called “{facts['name']}”."
        return fails(facts["element"], note, evidence)
    if len(words) >= 2:
        note = f"It shows “{shows}”. Does “{facts['name']}” say the same?"
        return asks(facts["element"], note, evidence)
    return passes(facts["element"])


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
    act=("e88epe", "qt1vmo"),
)

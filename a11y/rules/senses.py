"""Nothing is pointed at by look, place or sound alone (WCAG 2.2 SC 1.3.3)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from a11y import vocabulary
from a11y.rule import Remark, Rule, View, asks, fails, passes

# Of a colour WCAG speaks elsewhere too (1.4.1); of a size it says nothing while a name stands by.
KINDS = ("sense_shape", "sense_size", "sense_colour")
PLACE, SOUND = "sense_place", "sense_sound"
# A word in quotes or with a capital inside a sentence is taken for the name of the thing.
QUOTED = re.compile(r"[“”\"«»„‘\u2039\u203a](?=\w)|[’']\w[^’']*[’'](?!\w)")
# German and Luxembourgish write every noun with a capital: there it shows no name.
NOUNS_LARGE = ("de", "lb")
NAMED = re.compile(r"(?<=[\w,;] )[A-Z][\w-]+(?:\s[A-Z][\w-]+)*")
# English months and days have a capital, and name nothing on a page.
DATES = re.compile(
    r"\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?|January|February|March|April|May|June|July"
    r"|August|September|October|November|December|Easter|Christmas)\b"
)
# “On the right of the church” is a place in the world.
ELSEWHERE = (
    r"(?! (?:side )?(?:of|from|von|vom|der|des|du|de la|vun|vum) "
    r"(?!the (?:page|screen|window|form)))"
)
INDEFINITE = re.compile(r"\b(?:a|an|eine?[mnrs]?|une?|eng|en|e)\s$")
# Words before what is meant: “the two prices in large type”, “l’entrée en gros caractères”.
MEANT = r"(?:the|those|these|all|der|die|das|den|dem|alle|le|la|les|ce|cet|cette|ces|déi|dat|de)"
WAITED = 7  # words that may tell what is waited for
SENTENCE = re.compile(r"[^.!?]+[.!?]?")

PROBE = """
const boxes = page.texts().filter(box => page.seen(box)
  && !box.closest("pre, code, nav, button, a, label, [role=button], option"));
const named = "img, svg, [role=img], button, a[href], [aria-label], h1, h2, h3, h4, h5, h6";
const names = page.all(named)
  .filter(page.heard).map(element => page.squeeze(page.name(element))).filter(Boolean);
const controls = page.all("button, [role=button], [type=submit], [type=button]").filter(page.heard)
  .map(element => page.squeeze(page.name(element))).filter(name => name.length > 1);
// Words of two sizes stand in this part or right beside it, but for its headings.
const PRINT = new RegExp("print|type|letters|font|writing|figures|schrift|buchstaben|druck|"
  + "caractères|lettres|écrit|schrëft|buschtawen|gedréckt", "i");
const LARGER = 1.25, MOST = 100;
const printed = box => {
  if (!PRINT.test(box.textContent)) return false;
  const before = box.previousElementSibling, after = box.nextElementSibling;
  const parts = [box, before, before?.previousElementSibling, after, after?.nextElementSibling]
    .filter(Boolean).flatMap(part => [part, ...part.querySelectorAll("*")]).slice(0, MOST);
  const sizes = parts.filter(part => !part.closest("h1, h2, h3, h4, h5, h6, sup, sub, script")
    && [...part.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.data.trim())
    && page.seen(part)).map(part => Number.parseFloat(getComputedStyle(part).fontSize));
  return Math.max(...sizes) >= LARGER * Math.min(...sizes);
};
return {
  boxes: boxes.map(box => ({element: page.path(box), text: page.written(box),
    // A name that is set apart inside the sentence: strong, code, a link, an image that is named.
    marked: [...box.querySelectorAll("strong, b, em, i, code, kbd, a[href], img[alt]")]
      .map(part => page.squeeze(part.alt || part.textContent)).filter(Boolean),
    language: page.language(box), sized: printed(box)})),
  names, controls,
};
"""


def check(seen: Any, view: View) -> Iterator[Remark]:
    """“The round one on the right” says nothing to who cannot see it (WCAG 2.2 SC 1.3.3)."""
    clean = True
    for box in seen["boxes"]:
        language = box["language"] or view.language
        for sentence in SENTENCE.findall(box["text"]):
            found, sure = _heard(sentence, seen["controls"], language)
            if not found:
                found, sure = _points(sentence, box["marked"], language)
            if not found and box["sized"] and not _has_name(sentence, box["marked"], language):
                found, sure = _printed(vocabulary.plain(sentence), language)
            if not found or _is_said_too(found, seen["names"]):
                continue
            clean = False
            note = f"“{found}” in “{sentence.strip()}” is for eyes or ears alone."
            yield (fails if sure else asks)(box["element"], note)
    if clean and seen["boxes"]:
        yield passes()


def _heard(sentence: str, controls: list[str], language: str) -> tuple[str, bool]:
    """The words by which something waits for a sound, "" for none, and whether it is of the page.

    A bell of the world, a telephone, and what can be seen as well do no harm.
    """
    if vocabulary.holds_one_of(sentence, "far_off", language):
        return "", False
    if sound := vocabulary.holds_one_of(sentence, SOUND, language):
        return sound, _is_asked(sentence, language)
    text = vocabulary.plain(sentence)
    operated = vocabulary.holds_one_of(text, "operates", language)
    if not operated or vocabulary.holds_one_of(text, "seen_too", language):
        return "", False
    # “Until you hear the high tone”, “sobald ein Ton ertönt”.
    awaited = rf"\b{_any_of('hinges', language)}\b(?: [\w’']+){{1,{WAITED}}}"
    for match in re.finditer(awaited, text):
        if vocabulary.holds_one_of(match[0], "unheard", language):
            continue
        if all(vocabulary.holds_one_of(match[0], kind, language) for kind in ("hears", "sounds")):
            last = rf"\b(?:{_any_of('sounds', language)}|{_any_of('hears', language)})\b"
            end = max(found.end() for found in re.finditer(last, match[0]))
            return match[0][:end], any(name in sentence for name in controls)
    return "", False


def _points(sentence: str, marked: list[str], language: str) -> tuple[str, bool]:
    """The words that point by look or place alone, "" for none, and whether they surely do."""
    if _has_name(sentence, marked, language):
        return "", False
    text = vocabulary.plain(sentence)
    asked = _is_asked(text, language)
    things, forms = _any_of("thing", language), _any_of("shape_alone", language)
    for kind in KINDS:
        looks = _any_of(kind, language)
        # English and German say "the round button", French "le bouton rond".
        match = re.search(rf"\b{looks}(?: \w+)? {things}\b|\b{things} {looks}\b", text)
        if not match:
            continue
        # “The area of the small triangle” is geometry.
        if kind != "sense_colour" and re.search(rf"\b{forms}\b", match[0]):
            continue
        # “Use a large box” points at none.
        sure = asked and not INDEFINITE.search(text[: match.start()])
        if sure or kind != "sense_size":
            return match[0], sure
    place = vocabulary.holds_one_of(sentence, PLACE, language)
    if place and re.search(rf"\b{things}\b", text) and asked:
        return place, True
    if placed := _placed(text, "framed", language):
        return placed, asked
    # A number that is called stands on the page; one that is entered may stand on a letter.
    if placed := _placed(text, "ways_in", language):
        return placed, bool(vocabulary.holds_one_of(text, "phones", language))
    return _shape(text, language)


def _shape(text: str, language: str) -> tuple[str, bool]:
    """A shape that people are to press or to choose, "" for none, and whether it is surely seen.

    “Complete the square” and “cross the square” point at nothing, nor do “the arrow keys”.
    """
    shape = (
        rf"(?:(?:the|den|dem|das|die|le|la|de|der|dat) |l[’'])(?:\w+ )?"
        rf"{_any_of('shape_alone', language)}s?"
        rf"(?=[^\w\s’'-]|$| (?:{_any_of('shape_then', language)}|{_any_of('thing', language)})\b)"
    )
    for kind in ("pointed", "picked"):
        verbs, between = _any_of(kind, language), _any_of("toward", language)
        if match := re.search(rf"\b{verbs}(?: {between})* ({shape})", text):
            return match[1], kind == "pointed"
    return "", False


def _is_asked(text: str, language: str) -> bool:
    return bool(vocabulary.holds_one_of(text, "act", language))


@lru_cache(vocabulary.LISTS)
def _any_of(kind: str, language: str) -> str:
    # The text is compared in small letters, in which ß is ss.
    given = {word.casefold() for word in vocabulary.words(kind, language)}
    longest_first = sorted(given, key=lambda word: (-len(word), word))
    # A language may have no word of a kind; then nothing is found.
    return "(?:" + ("|".join(map(re.escape, longest_first)) or "(?!)") + ")"


def _has_name(sentence: str, marked: list[str], language: str) -> bool:
    if QUOTED.search(sentence) or vocabulary.holds_one_of(sentence, "called", language):
        return True
    senses = {word for kind in KINDS for word in vocabulary.words(kind, language)}
    inside = (part for part in marked if part in sentence)
    if any(vocabulary.plain(part) not in senses and len(part) > 1 for part in inside):
        return True
    large = language.split("-")[0] in NOUNS_LARGE
    return not large and bool(NAMED.search(DATES.sub("", sentence.strip())))


def _placed(text: str, kind: str, language: str) -> str:
    """What stands on a page and the side that it stands on, right beside each other; "" for none.

    kind: which words may name it.
    """
    parts, sides = _any_of(kind, language), _any_of("sense_place", language)
    before = _any_of("side", language)
    found = re.search(rf"\b{before} {parts}\b|\b{parts} {sides}\b{ELSEWHERE}", text)
    return found[0] if found else ""


def _printed(text: str, language: str) -> tuple[str, bool]:
    """What is told from the rest by how large it is printed, "" for nothing; whether surely.

    “The leaflet is available in large print” tells of a leaflet for people who see little.
    """
    if vocabulary.holds_one_of(text, "print_else", language):
        return "", False
    # “The title is in large letters” tells how it looks, and points at nothing.
    word = r"(?!(?:is|are|ist|sind|est|sont|ass|sinn)\b)[\w’'-]+"
    after, ahead = _any_of("print_size", language), _any_of("print_before", language)
    name = rf"(?:{MEANT} (?:{word} ){{1,2}}|\bl[’']{word} )"
    found = re.search(rf"\b{name}{after}\b|\b{MEANT} {ahead} \w+", text)
    if not found:
        return "", False
    verbs, between = _any_of("pointed", language), _any_of("toward", language)
    return found[0], bool(re.search(rf"\b{verbs}(?: {between})* {re.escape(found[0])}", text))


def _is_said_too(found: str, names: list[str]) -> bool:
    """Something on the page has these very words in its name, so it can be found by ear."""
    wanted = set(vocabulary.WORD.findall(found.casefold())) - {"the", "a", "on", "to", "in"}
    return any(wanted <= set(vocabulary.WORD.findall(name.casefold())) for name in names)


RULE = Rule(
    id="senses",
    criteria=("1.3.3",),
    affects="People who do not see, or not as others do, and all who use a narrow window.",
    passed="Things are called by their names.",
    failed="Something is pointed at by its look, place or sound alone.",
    person="Can everyone find what is pointed at here?",
    check=check,
    words=True,
    probe=PROBE,
    conditions=frozenset({"default"}),
    act=("9bd38c",),
)

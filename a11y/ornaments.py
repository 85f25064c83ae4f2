"""Ornaments that are announced: lines, spacers and pictures that call themselves one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from a11y import vocabulary
from a11y.rule import Remark, asks, fails

# A line that parts two sections is no higher, and many times as wide.
STRIP_PX, STRIP = 40, 6
# In such a height there is no room for words or a view, and so many times as wide nothing is read.
LINE_PX, LINE = 14, 24
# So many dots, across and down, draw nothing: they are a colour that is stretched.
DOTS = 4
# Of so many words a name may be that only says what a strip is for, and how it looks.
STRIP_WORDS = 8


def ornament(image: Mapping[str, Any], language: str) -> Iterator[Remark]:
    """What says itself that it tells nothing, and is announced all the same (failure F39).

    image: as image_name.js tells of it; widths and heights in CSS pixels, natural ones in dots.
    """
    if image["control"] or image["caption"] or image["tag"] != "img":
        return
    element, name = image["element"], image["name"]
    words = set(vocabulary.WORD.findall(name.casefold()))
    ornaments = words & vocabulary.words("ornament", language)
    rest = words - ornaments - vocabulary.words("generic", language)
    looks = rest.issubset(_looks(language))
    if ornaments and not rest:
        yield fails(element, f"“{name}” says that it is an ornament, yet it is announced.")
    elif ornaments and looks and _is_strip(image):
        note = f"“{name}” says how an ornament looks. It tells nothing, and is announced."
        yield fails(element, note)
    elif _parts(image, language):
        yield fails(element, f"“{name}” says that it parts or spaces, yet it is announced.")
    elif _is_empty_strip(image) and _calls_ornament(name, bool(ornaments), language):
        note = f"A strip of a few dots has nothing to tell, and is announced as “{name}”."
        yield fails(element, note)
    elif said := vocabulary.holds_one_of(name, "ornament_said", language):
        yield asks(element, f"It is called “{said}”, and is announced. Does it tell anything?")
    elif ornaments and _is_strip(image):
        yield asks(element, f"“{name}” says that it is an ornament. Does it tell anything?")
    elif _is_strip(image) and vocabulary.holds_one_of(name, "ornament_for", language):
        yield asks(element, f"“{name}” says what an ornament is for. Does it tell anything?")
    elif looks and _is_strip(image) and words & vocabulary.words("ornament_looks", language):
        yield asks(element, f"“{name}” says how a line looks. Does it tell anything?")
    elif _is_line(image) and image["natural"] > DOTS:
        yield asks(element, f"It has the form of a line, and is announced as “{name}”. Why?")


def _calls_ornament(name: str, has_word: bool, language: str) -> bool:
    """A word of its name says that it decorates or divides."""
    kinds = ("ornament_said", "ornament_for")
    return has_word or any(vocabulary.holds_one_of(name, kind, language) for kind in kinds)


def _is_empty_strip(image: Mapping[str, Any]) -> bool:
    """A picture of a few dots, drawn out to a line, in whose place no other is to come."""
    few = 0 < image["natural"] <= DOTS and 0 < image["high"] <= DOTS
    return few and not image["waits"] and _is_strip(image)


def _looks(language: str) -> frozenset[str]:
    kinds = ("ornament_looks", "sense_colour", "sense_shape", "sense_size")
    return frozenset().union(*(vocabulary.words(kind, language) for kind in kinds))


def _parts(image: Mapping[str, Any], language: str) -> bool:
    """It is a strip, and its name has a word for what parts or spaces."""
    names = vocabulary.WORD.findall(image["name"].casefold())
    strong = vocabulary.words("ornament_parts", language).intersection(names)
    return bool(strong) and len(names) <= STRIP_WORDS and _is_strip(image)


def _is_line(image: Mapping[str, Any]) -> bool:
    """It is a strip so thin that it is hardly anything else than a line."""
    low = image["height"] <= LINE_PX or image["width"] >= LINE * image["height"]
    return _is_strip(image) and bool(low)


def _is_strip(image: Mapping[str, Any]) -> bool:
    """It has the shape of a line between two parts of a page."""
    short, long = sorted((image["width"], image["height"]))
    return bool(0 < short <= STRIP_PX and long >= STRIP * short)

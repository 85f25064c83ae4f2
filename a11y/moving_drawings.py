"""Reads from the text of an SVG file how long it moves when a page shows it as a picture."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree

from a11y.moving_pictures import Film

MOTIONS = ("animate", "animateTransform", "animateMotion")
UNITS_MS = {"ms": 1, "s": 1000, "min": 60_000, "h": 3_600_000}
CLOCK = re.compile(r"([\d.]+)(ms|s|min|h)?")
COLONS = re.compile(r"(?:(\d+):)?(\d+):(\d+(?:\.\d+)?)")
OFFSET = re.compile(r"[-+]?[\d.:]+(ms|s|min|h)?")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
FRAMES = re.compile(r"@(?:-webkit-)?keyframes\s+([\w-]+)\s*\{((?:[^{}]*\{[^{}]*\})*)\s*\}")
BLOCK = re.compile(r"([^{}@;]+)\{([^{}]*)\}")
# One simple selector: what it needs can be looked up without a browser.
SIMPLE = re.compile(r"([\w-]*)(?:([.#])([\w-]+))?")
TIME = re.compile(r"(?<![\w.-])([\d.]+)(ms|s)(?![\w-])")
NUMBER = re.compile(r"\d+(\.\d+)?")
ENDLESS = float("inf")


def drawing(data: bytes) -> Film | None:
    """The film that these bytes draw; None for a still drawing, or where nobody can be sure.

    A drawing has no frames to count, so `frames` is 0, and `fastest_ms` is that of one round.
    """
    if b"<!ENTITY" in data or not (b"<animate" in data or b"keyframes" in data):
        return None
    try:
        root = ElementTree.fromstring(data)  # noqa: S314 - no entities, see above
    except (ElementTree.ParseError, ValueError):
        return None  # no browser shows it either
    longest = max([*_motions(root), *_styled(root)], default=None)
    if longest is None:
        return None
    lasts_ms, round_ms = longest
    if lasts_ms == ENDLESS:
        return Film(0, int(round_ms), 0, int(round_ms))
    return Film(0, int(lasts_ms), 1, int(round_ms))


def _name(element: ElementTree.Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _ms(told: str) -> float:
    """A clock value of SMIL in milliseconds; 0 where it is none."""
    told = told.strip()
    if found := COLONS.fullmatch(told):
        hours, minutes, seconds = (float(part or 0) for part in found.groups())
        return 1000 * (3600 * hours + 60 * minutes + seconds)
    found = CLOCK.fullmatch(told)
    try:
        return float(found[1]) * UNITS_MS[found[2] or "s"] if found else 0
    except ValueError:
        return 0


def _motions(root: ElementTree.Element) -> Iterator[tuple[float, float]]:
    """How long each element of motion lasts that begins by itself, and one round, both in ms."""
    for element in root.iter():
        if _name(element) not in MOTIONS or not _changes(element):
            continue
        begin = element.get("begin", "0").split(";")
        # What begins with another, or with a press, may never begin.
        if not any(OFFSET.fullmatch(one.strip()) for one in begin):
            continue
        round_ms = _ms(element.get("dur", ""))
        count, until = element.get("repeatCount", ""), element.get("repeatDur", "")
        if round_ms <= 0:
            continue
        endless = "indefinite" in (count, until) and (not until or until == "indefinite")
        often = float(count) if NUMBER.fullmatch(count) else 1.0
        yield (ENDLESS if endless else _ms(until) or often * round_ms), round_ms


def _changes(element: ElementTree.Element) -> bool:
    if values := element.get("values"):
        return len({value.strip() for value in values.split(";") if value.strip()}) > 1
    if _name(element) == "animateMotion":
        return bool(element.get("path") or element.get("to") or element.get("by") or len(element))
    goal = element.get("to") or element.get("by")
    return goal is not None and goal != element.get("from")


def _styled(root: ElementTree.Element) -> Iterator[tuple[float, float]]:
    """The same of motions by style. One that heeds who asked for less motion is left out."""
    css = COMMENT.sub("", " ".join(e.text or "" for e in root.iter() if _name(e) == "style"))
    # Browsers see through conditions; without one nobody knows which of the rules apply.
    if re.search(r"@(media|supports|container|layer|import)", css):
        return
    moves = {name for name, frames in FRAMES.findall(css) if _moves(frames)}
    for selectors, body in BLOCK.findall(FRAMES.sub("", css)):
        if any(_matches(root, one.strip()) for one in selectors.split(",")):
            yield from _declared(body, moves)
    for element in root.iter():
        yield from _declared(element.get("style", ""), moves)


def _moves(frames: str) -> bool:
    """Several looks, or a single one that the motion goes to from what is there."""
    looks = [(at, re.sub(r"\s", "", body)) for at, body in BLOCK.findall(frames)]
    if len(looks) == 1:
        return bool(looks[0][1]) and "," not in looks[0][0]
    return len({body for _, body in looks}) > 1


def _matches(root: ElementTree.Element, selector: str) -> bool:
    found = SIMPLE.fullmatch(selector)
    if not selector or not found:
        return False
    tag, sign, name = found.groups()
    for element in root.iter():
        has = [element.get("id")] if sign == "#" else element.get("class", "").split()
        if tag in ("", _name(element)) and (not sign or name in has):
            return True
    return False


def _declared(body: str, moves: set[str]) -> Iterator[tuple[float, float]]:
    """The motion that a block of declarations starts, told in one word: `animation: …`."""
    told = dict(part.split(":", 1) for part in body.split(";") if part.count(":") == 1)
    own = {name.strip(): value.strip() for name, value in told.items()}
    how = re.sub(r"\([^)]*\)", "", own.get("animation", ""))
    words, times = how.split(), TIME.findall(how)
    held = "paused" in words or own.get("animation-play-state") == "paused"
    # Several at once stand in a list, of which nobody here makes sense.
    if "," in how or not times or held or not moves.intersection(words):
        return
    numbers = [word for word in words if word == "infinite" or NUMBER.fullmatch(word)]
    count = own.get("animation-iteration-count") or next(iter(numbers), "1")
    round_ms = _ms("".join(times[0]))
    if round_ms > 0 and count == "infinite":
        yield ENDLESS, round_ms
    elif round_ms > 0 and NUMBER.fullmatch(count):
        yield float(count) * round_ms, round_ms

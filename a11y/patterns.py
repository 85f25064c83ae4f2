"""What the pattern of a field demands beyond a length (HTML §4.10.5.3.6)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

_TOKEN = re.compile(
    r"(?:(?P<look>\(\?<?[=!])|(?P<open>\((?:\?:|\?<\w+>)?)|(?P<bar>\|)|(?P<edge>[\^$]|\\[bB])"
    r"|(?P<sign>\[(?:\\.|[^\]\\])*\]|\\[pP]\{[^}]*\}|\\u[\da-fA-F]{4}|\\.|[^()\[\]|]))"
    r"(?P<times>[*+?]|\{\d+(?:,\d*)?\})?\??"
    r"|\)(?P<again>[*+?]|\{\d+(?:,\d*)?\})?\??",
    re.DOTALL,
)
# In brackets: signs and ranges that are digits, separators or capitals alone.
_DIGITS = re.compile(r"(?:\\d|0-9|\d)+")
_SEPARATED = re.compile(r"(?:\\[-./s_]|[-./_ ])+")
_CAPITALS = re.compile(r"(?:A-Z|[A-Z])(?:A-Z|[A-Z]|0-9|\\d|\d)*")


@dataclass(frozen=True, slots=True)
class Sign:
    """One sign that a pattern asks for, or several of a kind.

    kind: digits, separator, capitals, letter, look (what must follow or not), free (all else).
    needed: it cannot be left out.  bounded: there cannot be ever more of it.
    """

    kind: str
    needed: bool = True
    bounded: bool = True


def demands(pattern: str) -> frozenset[str]:
    """What nobody guesses who is not told: separator, capitals, letter, look. Empty for none.

    Where there is a choice, only what all choices demand. Empty as well for what no browser takes.
    """
    tokens = list(_TOKEN.finditer(pattern))
    if "".join(token.group() for token in tokens) != pattern:
        return frozenset()
    try:
        choices, rest = _choices(tokens)
    except IndexError:
        return frozenset()
    if rest:
        return frozenset()
    return frozenset.intersection(*(frozenset(_demanded(signs)) for signs in choices))


def _demanded(signs: Sequence[Sign]) -> Iterator[str]:
    for place, sign in enumerate(signs):
        beside = [*signs[max(place - 1, 0) : place], *signs[place + 1 : place + 2]]
        if sign.kind == "separator":
            # Of a number with a point, or a name of two words, nobody needs to be told.
            if sign.needed and any(one.kind == "digits" and one.bounded for one in beside):
                yield "separator"
        elif sign.needed and sign.kind in ("capitals", "letter", "look"):
            yield sign.kind


def _choices(tokens: Sequence[re.Match[str]]) -> tuple[list[list[Sign]], list[re.Match[str]]]:
    """The choices up to the bracket that closes them, and what follows, that bracket first."""
    choices: list[list[Sign]] = [[]]
    left = list(tokens)
    while left and not left[0].group().startswith(")"):
        token = left.pop(0)
        if token["look"] or token["open"]:
            inner, left = _choices(left)
            again = left.pop(0)["again"]
            if token["look"]:
                # “Not only spaces” and the like demand nothing but an answer.
                kinds = {sign.kind for signs in inner for sign in signs} - {"free"}
                choices[-1].append(Sign("look" if token["look"] == "(?=" and kinds else "free"))
            elif len(inner) == 1:
                choices[-1].extend(_times(sign, again) for sign in inner[0])
            else:
                choices[-1].append(Sign("free"))
        elif token["bar"]:
            choices.append([])
        elif token["sign"]:
            choices[-1].append(_times(Sign(_kind(token["sign"])), token["times"]))
    return choices, left


def _times(sign: Sign, times: str | None) -> Sign:
    if not times:
        return sign
    open_ended = times in "*+" or times.endswith(",}")
    left_out = times in "*?" or times.startswith("{0")
    return replace(
        sign, needed=sign.needed and not left_out, bounded=sign.bounded and not open_ended
    )


def _kind(sign: str) -> str:
    inside = sign[1:-1] if sign.startswith("[") else sign
    if _DIGITS.fullmatch(inside):
        return "digits"
    # A point by itself stands for any sign.
    if _SEPARATED.fullmatch(inside) and sign != ".":
        return "separator"
    if sign.startswith("[") and _CAPITALS.fullmatch(inside):
        return "capitals"
    return "letter" if len(sign) == 1 and sign.isalpha() else "free"

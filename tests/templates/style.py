"""Reads the colour tokens of the style sheet as a browser resolves them, and compares colours."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

COMMENT = re.compile(r"/\*.*?\*/", re.S)
DECLARATION = re.compile(r"(--[\w-]+)\s*:\s*([^;]+);")


@dataclass(frozen=True)
class Theme:
    """What the device and the person want. choice: "" follows the device, else light or dark."""

    dark: bool = False
    more_contrast: bool = False
    choice: str = ""


@dataclass(frozen=True)
class Rule:
    """One rule with the media queries around it, in the order of the file."""

    media: str
    selector: str
    body: str


def rules(css: str) -> Iterator[Rule]:
    """Every rule of the sheet. Knows one level of nesting: @media around rules."""
    yield from _rules(COMMENT.sub("", css), "")


def _rules(css: str, media: str) -> Iterator[Rule]:
    start = 0
    while (opening := css.find("{", start)) >= 0:
        end = _closing(css, opening)
        head, body = " ".join(css[start:opening].split()), css[opening + 1 : end]
        if head.startswith("@media"):
            yield from _rules(body, head)
        else:
            yield Rule(media, head, body)
        start = end + 1


def _closing(css: str, opening: int) -> int:
    depth = 0
    for place in range(opening, len(css)):
        depth += {"{": 1, "}": -1}.get(css[place], 0)
        if depth == 0:
            return place
    raise ValueError("A brace of the style sheet is never closed.")


def tokens(css: str, theme: Theme) -> dict[str, str]:
    """Token name -> colour in that theme, after the cascade of :root rules."""
    matching = [
        (specificity, number, rule.body)
        for number, rule in enumerate(rules(css))
        if (specificity := _applies(rule, theme)) is not None
    ]
    return {name: value for _, _, body in sorted(matching) for name, value in declared(body)}


def declared(body: str) -> list[tuple[str, str]]:
    """The tokens that a rule sets, in order."""
    return [(name, value.strip()) for name, value in DECLARATION.findall(body)]


def _applies(rule: Rule, theme: Theme) -> int | None:
    """How specific a :root rule is, None when it does not count in this theme."""
    wants = {
        "(prefers-color-scheme: dark)": theme.dark,
        "(prefers-contrast: more)": theme.more_contrast,
    }
    queries = re.findall(r"\([^)]*\)", rule.media)
    if not all(wants.get(query, False) for query in queries):
        return None
    selectors = {
        ":root": (1, True),
        ':root[data-theme="dark"]': (2, theme.choice == "dark"),
        ':root:not([data-theme="light"])': (2, theme.choice != "light"),
    }
    specificity, counts = selectors.get(rule.selector, (0, False))
    return specificity if counts else None


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours written #rrggbb, 1 to 21 (WCAG 2.2 SC 1.4.3)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue

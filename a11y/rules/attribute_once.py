"""No start tag holds an attribute twice: browsers drop the second (WCAG 2.1 SC 4.1.1, 4.1.2)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any

from a11y.browser import Browser
from a11y.rule import Remark, Rule, View, asks, fails, passes
from a11y.source import Tag, places, source_of, tags_alone

# Larger sources are no page that somebody wrote, and reading them would take seconds.
MOST = 2_000_000
# What a name, a role, a state, a tie or a language is made of; any aria-* attribute is as well.
TELLING = frozenset(
    {"alt", "title", "role", "lang", "for", "id", "href", "type", "name", "value", "tabindex"}
    | {"autocomplete", "scope", "headers"}
)
ACT = "e6952f"


@dataclass(frozen=True, slots=True)
class Twice:
    """One attribute of a start tag that is written more than once. values: in their order."""

    tag: str
    number: int
    name: str
    values: tuple[str, ...]


class _Reader(HTMLParser):
    """Reads all start tags of a source. count: name of an element -> how many there are."""

    def __init__(self) -> None:
        super().__init__()
        self.count: Counter[str] = Counter()
        self.found: list[Twice] = []
        self.attributes = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes = self.attributes or bool(attrs)
        if len(attrs) > 1 and len({name for name, _ in attrs}) < len(attrs):
            for name, times in Counter(name for name, _ in attrs).items():
                if times > 1:
                    values = tuple(value or "" for one, value in attrs if one == name)
                    self.found.append(Twice(tag, self.count[tag], name, values))
        self.count[tag] += 1


def observe(browser: Browser, view: View) -> Any:
    """Reads the source; None when it is none of HTML, or holds no attribute."""
    source = source_of(browser)
    if source is None or len(source) > MOST:
        return None
    reader = _Reader()
    reader.feed(tags_alone(source))
    tags = [Tag(one.tag, one.number, reader.count[one.tag]) for one in reader.found]
    found = list(zip(reader.found, places(browser, tags), strict=True))
    return found if reader.attributes else None


def check(seen: Any, view: View) -> Iterator[Remark]:
    """What was written second is told to nobody (WCAG 2.1 SC 4.1.1, 4.1.2)."""
    if seen is None:
        return
    for one, element in seen:
        dropped = [value for value in one.values[1:] if value != one.values[0]]
        if not dropped:
            yield passes(element).falls_short_of(ACT)
            continue
        note = f"“{one.name}” is there twice: “{one.values[0][:60]}” holds, and"
        note = f"{note} “{dropped[0][:60]}” is dropped."
        says = fails if one.name in TELLING or one.name.startswith("aria-") else asks
        yield says(element, note).falls_short_of(ACT)
    if not seen:
        yield passes()


RULE = Rule(
    id="attribute_once",
    criteria=("4.1.2",),
    affects="People who use a screen reader, and whoever needs what was dropped.",
    passed="No attribute is written twice.",
    failed="An attribute is written twice, and browsers drop the second.",
    person="Is what was dropped of any use?",
    check=check,
    observe=observe,
    conditions=frozenset({"default"}),
    sees="browser",
    act=(ACT,),
)

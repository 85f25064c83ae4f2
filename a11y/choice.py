"""What an audit was asked for, as values that a store can keep and a later run can take up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from a11y.conditions import BY_NAME, CONDITIONS, Condition
from a11y.journey import Journey, SignIn, read
from a11y.judging import Bar
from a11y.verdict import Verdict

OF_OTHERS = ("A", "AA")
BARS: dict[str, frozenset[Verdict]] = {
    "fail": frozenset({Verdict.FAIL}),
    "person": frozenset({Verdict.FAIL, Verdict.PERSON}),
    "none": frozenset(),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Each field is an option of the command. No secret stands in it: journeys are file names."""

    urls: tuple[str, ...] = ()
    sitemap: tuple[str, ...] = ()
    crawl: tuple[str, ...] = ()
    depth: int = 3
    most: int = 50
    exclude: tuple[str, ...] = ()
    journey: tuple[str, ...] = ()
    login: str = ""
    base: str = ""
    only: str = "*"
    full: bool = False
    language: tuple[str, ...] = ()
    condition: tuple[str, ...] = ()
    engine: tuple[str, ...] = ()
    tag: tuple[str, ...] = ()
    fail_on: str = "fail"

    @property
    def of_others(self) -> bool:
        """Pages of other people are asked for, not our own page states."""
        return bool(self.urls or self.sitemap or self.crawl or self.journey)

    @property
    def whole(self) -> bool:
        """All of our own pages, in every view that is looked at by default."""
        return not (self.of_others or self.language or self.condition or self.only != "*")

    @property
    def conditions(self) -> tuple[Condition, ...]:
        return tuple(BY_NAME[name] for name in self.condition) or CONDITIONS

    @property
    def bar(self) -> Bar:
        """Of other people’s pages level AAA and good practice are reported, and do not block."""
        return Bar(BARS[self.fail_on], self.tag or (OF_OTHERS if self.of_others else ()))

    def journeys(self) -> list[Journey]:
        """Raises JourneyError for a file that is none."""
        return [read(Path(name)) for name in self.journey]

    def sign_in(self) -> SignIn | None:
        """Raises JourneyError for a file that is none."""
        return SignIn(read(Path(self.login)), self.base) if self.login else None

    def settings(self) -> dict[str, Any]:
        """As JSON values."""
        return {name: _plain(value) for name, value in asdict(self).items()}


def chosen(settings: Mapping[str, Any]) -> Choice:
    """The choice that these settings tell of."""
    known = Choice.__dataclass_fields__
    given: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in settings.items()
        if name in known
    }
    return Choice(**given)


def _plain(value: object) -> object:
    return list(value) if isinstance(value, Sequence) and not isinstance(value, str) else value

"""The engines that audit a page, behind one small interface."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from a11y.rule import View
from a11y.verdict import Verdict


class EngineError(Exception):
    """An engine is missing, too old, or could not finish; the message says which and what to do."""


@dataclass(frozen=True, slots=True)
class EngineRule:
    """What an engine says of one rule of its own, read from it at run time.

    criteria: numbers of WCAG 2.2.  act: ids of the W3C's ACT rules that it implements.
    tags: others of its own words on the rule, such as axe's "RGAA-1.1.1".
    """

    criteria: tuple[str, ...]
    act: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EngineFinding:
    """One element that one rule of an engine objects to.

    rule: "engine:rule".  element: CSS path through frames and shadow roots, "" for the page.
    """

    rule: str
    verdict: Verdict
    element: str
    words: str
    criteria: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EngineResult:
    """What an engine says of one page. passed: ids of its rules that applied and were kept."""

    findings: tuple[EngineFinding, ...]
    passed: tuple[str, ...]


class Engine(Protocol):
    """One engine in one browser. version: as its own file states it.

    rules: "engine:rule" -> what it says of it; complete after the first `inject`.
    """

    name: str
    version: str
    rules: dict[str, EngineRule]

    def inject(self) -> None:
        """Makes the page that is open ready. Raises BrowserError or EngineError."""

    def run(self, view: View) -> EngineResult:
        """Audits the page that is open. Raises EngineError with the engine's own words."""

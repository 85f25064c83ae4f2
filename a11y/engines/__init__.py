"""The engines that audit a page, behind one small interface."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from a11y import wcag
from a11y.rule import View
from a11y.verdict import Aside, Finding, Verdict


class EngineError(Exception):
    """An engine is too old, or could not finish; the message says which and what to do."""


class EngineMissing(EngineError):
    """An engine is not installed; the message names the command that installs it."""


@dataclass(frozen=True, slots=True)
class EngineRule:
    """What an engine says of one rule of its own, read from it at run time.

    criteria: numbers of WCAG 2.2.  act: ids of the W3C's ACT rules that it implements.
    tags: others of its own words on the rule, such as axe's "RGAA-1.1.1".
    says: what it asks for, in the engine's own words, and where more is told; "" when it is mute.
    """

    criteria: tuple[str, ...]
    act: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    says: str = ""

    def due(self, view: View) -> bool:
        """Is it to run? What it says of level AAA alone is not always wanted."""
        return view.aaa or wcag.gates(self.criteria)


@dataclass(frozen=True, slots=True)
class EngineFinding:
    """One element that one rule of an engine objects to.

    rule: "engine:rule".  element: path as `page.path` of probe.js gives it, frames before it with
    " > ", "" for the page.  gates: the failure breaks a criterion of level A or AA.
    act: ACT rules that this finding is about, None for all of its rule.
    aside: it is told beside the findings, and counts for nothing (doubts.ASIDE says why).
    """

    rule: str
    verdict: Verdict
    element: str
    words: str
    criteria: tuple[str, ...]
    gates: bool = True
    act: tuple[str, ...] | None = None
    aside: bool = False


@dataclass(frozen=True, slots=True)
class EngineResult:
    """What an engine says of one page.

    passed: ids of its rules that applied and were kept.  aside: what is told and not counted.
    """

    findings: tuple[EngineFinding, ...]
    passed: tuple[str, ...]
    aside: tuple[EngineFinding, ...] = ()

    @classmethod
    def of(cls, said: Iterable[EngineFinding], passed: Iterable[str]) -> EngineResult:
        """Sorts what an engine said. A rule that objects anywhere is not kept."""
        told = tuple(said)
        objected = {one.rule for one in told}
        return cls(
            tuple(one for one in told if not one.aside),
            tuple(sorted(set(passed) - objected)),
            tuple(one for one in told if one.aside),
        )


class Engine(Protocol):
    """One engine in one browser. version: as its own file states it.

    rules: "engine:rule" -> what it says of it; complete after the first `inject`.
    every_view: what it says depends on the viewing condition; else it runs once for each load, and
    not again on a page that is the same without its script.
    """

    name: str
    version: str
    every_view: bool
    rules: dict[str, EngineRule]

    def inject(self) -> None:
        """Makes the page that is open ready. Raises BrowserError or EngineError."""

    def begin(self, view: View) -> None:
        """Sets to work what works beside the browser, while others look at the page.

        Raises EngineError. Who is not asked to begin does so in `run`.
        """

    def run(self, view: View) -> EngineResult:
        """Audits the page that is open. Raises EngineError with the engine's own words."""


def findings(page: str, result: EngineResult) -> Iterator[Finding]:
    """What a report tells of a view. page: id of the view."""
    for one in result.findings:
        yield Finding(
            page, one.rule, one.verdict, one.element, one.words, one.criteria, gates=one.gates
        )


def asides(result: EngineResult) -> Iterator[Aside]:
    """What a report tells of a view beside its findings, once for each rule."""
    places = Counter(one.rule for one in result.aside)
    words = {one.rule: one.words for one in reversed(result.aside)}
    for rule, count in places.items():
        yield Aside(rule, words[rule], count)

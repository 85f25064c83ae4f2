"""One fault at a time in a copy of our own pages: does the gate see it, and by which rule?"""

from __future__ import annotations

import shutil
import tempfile
import tomllib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from pathlib import Path

from a11y import service
from a11y.across import compared
from a11y.conditions import DEFAULT
from a11y.inspection import Inspector
from a11y.judging import BAR
from a11y.page_states import TEMPLATES, visits
from a11y.readings import due, readings
from a11y.report import ViewResult
from a11y.targets import Visit
from a11y.virtual_reader import VirtualReader

ROOT = Path(__file__).resolve().parents[3]
LIST = Path(__file__).parent / "list.toml"
COPIED = ("idp", "flows", "templates")
READINGS = "readings"


class MutantError(Exception):
    """A mutant does not fit our pages any more; the message says which and why."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """One fault. file: below templates/.  old, new: texts.  states: globs.  whom: who meets it."""

    name: str
    whom: str
    file: str
    old: str
    new: str
    states: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """killers: rules that fail because of it, or "readings".  where: the view that showed it."""

    mutant: Mutant
    killers: tuple[str, ...]
    where: str = ""

    @property
    def killed(self) -> bool:
        return bool(self.killers)


def load(path: Path = LIST) -> tuple[Mutant, ...]:
    """All mutants of a list. Raises TypeError for one that is not complete."""
    given = tomllib.loads(path.read_text(encoding="utf-8"))
    return tuple(
        Mutant(name=name, **{**one, "states": tuple(one["states"])}) for name, one in given.items()
    )


@contextmanager
def copy(mutant: Mutant | None) -> Iterator[Path]:
    """A folder with our service and pages, and the fault in them; it goes with the block.

    Raises MutantError when the text that the fault replaces is not there.
    """
    with tempfile.TemporaryDirectory(prefix="mutant-") as name:
        folder = Path(name)
        for part in COPIED:
            shutil.copytree(ROOT / part, folder / part)
        if mutant is not None:
            file = folder / "templates" / mutant.file
            text = file.read_text(encoding="utf-8")
            if mutant.old not in text:
                raise MutantError(f"{mutant.name}: {mutant.file} holds no {mutant.old!r}.")
            file.write_text(text.replace(mutant.old, mutant.new), encoding="utf-8")
        yield folder


def chosen(folder: Path, states: Sequence[str]) -> tuple[Visit, ...]:
    """The visits of these states, in the pairs of the gate."""
    return tuple(visit for visit in visits(folder / "templates") if _is_of(visit, states))


def _is_of(visit: Visit, states: Sequence[str]) -> bool:
    return any(fnmatchcase(visit.state, glob) for glob in states)


def _of_their_pages(visits_: Sequence[Visit]) -> tuple[str, ...]:
    """All states of the pages that these visits show, as globs."""
    return tuple(sorted({visit.state.rsplit("/", 1)[0] + "/*" for visit in visits_}))


# Visit and views of one look -> rules that fail there though nothing is broken.
Healthy = dict[tuple[str, ...], frozenset[str]]


class Judge:
    """One browser that looks at mutants, and at the sound pages before it believes a failure.

    sound: address of the service as it is.  healthy: what was seen there, shared by all judges.
    """

    def __init__(self, inspector: Inspector, sound: str, healthy: Healthy) -> None:
        self._inspector = inspector
        self._reader = VirtualReader(inspector.browser)
        self._sound = sound
        self._healthy = healthy

    def judge(self, mutant: Mutant) -> Outcome:
        """Looks until something fails that is sound without the fault. Raises MutantError."""
        with copy(mutant) as folder, service.running(folder=folder) as base:
            named = chosen(folder, mutant.states)
            if not named:
                raise MutantError(f"{mutant.name}: there is no state like {mutant.states}.")
            outcome = self._by_rules(mutant, named, base)
            return outcome if outcome.killed else self._by_reading(mutant, folder, base)

    def _by_rules(self, mutant: Mutant, due_visits: Sequence[Visit], base: str) -> Outcome:
        seen: list[ViewResult] = []
        for visit in due_visits:
            while rest := _rest(visit, seen):
                seen += _until_failure(self._inspector.inspect(rest, base))
                if new := self._new((rest,), seen[-1:]):
                    return Outcome(mutant, new, seen[-1].id)
        new = self._new(due_visits, compared(seen))
        return Outcome(mutant, new, seen[-1].id if new else "")

    def _new(self, visits_: Sequence[Visit], views: Sequence[ViewResult]) -> tuple[str, ...]:
        """The rules that fail in these views of these visits, and not without the fault."""
        if not (failing := _failures(views)):
            return ()
        key = tuple(view.id for view in views)
        if key not in self._healthy:
            seen: list[ViewResult] = []
            for visit in visits_:
                seen += self._inspector.inspect(visit, self._sound)
            self._healthy[key] = _failures([one for one in compared(seen) if one.id in key])
        return tuple(sorted(failing - self._healthy[key]))

    def _by_reading(self, mutant: Mutant, folder: Path, base: str) -> Outcome:
        """Its pages in every state and language in which the tests compare them to the record."""
        everything = due(visits(folder / "templates", condition=[DEFAULT], full=True), "en")
        named = [visit for visit in everything if _is_of(visit, mutant.states)]
        read = [visit for visit in everything if _is_of(visit, _of_their_pages(named))]
        found = readings(self._inspector.browser, self._reader, read, base, "en")
        changed = [
            name
            for name, text in found.items()
            if not _sections(text) <= _sections((TEMPLATES / name).read_text(encoding="utf-8"))
        ]
        return Outcome(mutant, (READINGS,) if changed else (), changed[0] if changed else "")


def _sections(text: str) -> set[str]:
    """The record of each state; a fault is looked at in some of them only."""
    return {section.strip() for section in text.split("\n\n")}


def _rest(visit: Visit, seen: Sequence[ViewResult]) -> Visit | None:
    """The visit under the conditions that were not seen yet, None when all were."""
    known = {view.id for view in seen}
    left = tuple(c for c in visit.conditions if visit.view_id(c) not in known)
    return replace(visit, conditions=left) if left else None


def _until_failure(views: Iterator[ViewResult]) -> Iterator[ViewResult]:
    """As the gate looks: in one visit, as far as the first view in which anything fails."""
    for view in views:
        yield view
        if _failures([view]):
            return


def _failures(views: Sequence[ViewResult]) -> frozenset[str]:
    """The rules whose failures would stop a merge."""
    found = (finding for view in views for finding in view.findings)
    return frozenset(finding.rule for finding in found if BAR.stops(finding))

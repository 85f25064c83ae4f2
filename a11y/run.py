"""Audits pages and journeys, in one browser or in several at once, and keeps what it finds."""

from __future__ import annotations

import traceback
from collections.abc import Collection, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any
from urllib.parse import urljoin

from a11y.baseline import Known
from a11y.browser import Browser
from a11y.chromium import BrowserError, BrowserGone, PageError, is_here
from a11y.conditions import Condition
from a11y.engines import EngineError
from a11y.focus_mark import Known as Marks
from a11y.inspection import Inspector
from a11y.journey import Journey, SignIn, Walker
from a11y.judging import BAR, Bar
from a11y.kept import Kept, Told
from a11y.report import Report, ViewResult
from a11y.store import Asked, Store
from a11y.targets import Visit
from a11y.verdict import Ledger

# For the two cores of the smallest machine that has to run the gate: each waits now and then.
BROWSERS = 3
TRIES = 2  # a browser that ends by itself says nothing about the page


@dataclass(frozen=True, slots=True)
class Trip:
    """A journey in one language; at its stops pages are looked at that have no address."""

    journey: Journey
    stops: tuple[Visit, ...]

    @property
    def name(self) -> str:
        return "/".join(filter(None, (self.journey.name, self.stops[0].language)))


Task = Visit | Trip


def audit(
    visits: Sequence[Visit],
    base: str,
    *,
    on: date,
    ledger: Ledger,
    browsers: int = BROWSERS,
    complete: bool = False,
    tell: Told = lambda line: None,
    engines: Collection[str] | None = None,
    aaa: bool = True,
    trips: Sequence[Trip] = (),
    login: SignIn | None = None,
    store: Store | None = None,
    run: int | None = None,
    settings: Mapping[str, Any] | None = None,
    bar: Bar = BAR,
    known: tuple[Known, ...] = (),
) -> Report:
    """Looks at every visit, and at the stops of every trip. tell gets a line for each view.

    A page that cannot be looked at becomes a sentence in `unfinished` and the others go on.
    engines: names of those that are wanted, None for all that are here.
    aaa: what they say of level AAA alone is wanted too.
    login: signs each browser in before it looks at anything.
    store: keeps every view as soon as it is seen.  run: number of the one that goes on there.
    Raises EngineError or BrowserError when the engines themselves cannot start.
    """
    asked = Asked(base, on, datetime.now(UTC), complete, settings or {}, ledger, bar, known)
    stops = [stop for trip in trips for stop in trip.stops]
    kept = Kept(asked, [*visits, *stops], tell, store, run)
    tasks: list[Task] = [*visits, *trips]
    waiting: SimpleQueue[Task] = SimpleQueue()
    for task in tasks:
        waiting.put(task)
    start = _Start(_only_here(tasks, base), engines, login, aaa=aaa)
    count = max(min(browsers, len(tasks)), 1)
    with ThreadPoolExecutor(count) as pool:
        try:
            works = [_Worker(base, start, waiting, kept).work for _ in range(count)]
            for done in [pool.submit(work) for work in works]:
                done.result()
        except BaseException:
            _emptied(waiting)  # else the others would go on for as long as there is something
            raise
    return kept.report()


def _only_here(tasks: Sequence[Task], base: str) -> bool:
    """Do all addresses stand on this machine, so that browsers need to reach no other?"""
    addresses = [
        address
        for task in tasks
        for address in (
            [task.address(base)]
            if isinstance(task, Visit)
            else [urljoin(base, s.what) for s in task.journey.steps if s.kind == "open"]
        )
    ]
    return all(map(is_here, addresses))


def _emptied(waiting: SimpleQueue[Task]) -> None:
    while not waiting.empty():
        try:
            waiting.get_nowait()
        except Empty:
            return


class _Start:
    """Starts browsers that are alike: same engines, same memory of marks, signed in alike."""

    def __init__(
        self, alone: bool, engines: Collection[str] | None, login: SignIn | None, *, aaa: bool
    ) -> None:
        self._alone, self._engines, self._login, self._aaa = alone, engines, login, aaa
        self._marks: Marks = {}
        self.worked = False

    def __call__(self) -> Inspector:
        browser = Browser(alone=self._alone)
        try:
            if self._login is not None:
                self._login.into(browser)
            inspector = Inspector(
                browser, known_marks=self._marks, engines=self._engines, aaa=self._aaa
            )
        except (EngineError, BrowserError):
            browser.close()
            raise
        self.worked = True
        return inspector


class _Worker:
    """Takes tasks from the queue until it is empty. A browser that fails is replaced."""

    def __init__(self, base: str, start: _Start, waiting: SimpleQueue[Task], kept: Kept) -> None:
        self._base, self._start, self._waiting, self._kept = base, start, waiting, kept
        self._inspector: Inspector | None = None
        self._faulty = False

    def work(self) -> None:
        try:
            while True:
                self._try(self._waiting.get_nowait())
        except Empty:
            return
        finally:
            self._drop()

    def _try(self, task: Task) -> None:
        for attempt in range(1, TRIES + 1):
            try:
                self._look(task)
            except PageError as error:  # the browser is well
                self._kept.missed(task.name, str(error))
            except BrowserGone as error:
                self._drop()
                if attempt < TRIES:
                    continue
                if not self._start.worked:
                    raise
                self._kept.missed(task.name, str(error))
            except (BrowserError, EngineError) as error:
                self._drop()
                if not self._start.worked:
                    raise
                self._kept.missed(task.name, str(error))
            except Exception as error:  # noqa: BLE001 - a fault of ours is told, blocks, and costs no other page
                self._drop()
                self._kept.missed(task.name, f"A fault of ours: {_where(error)}")
            return

    def _look(self, task: Task) -> None:
        if self._inspector is None:
            self._inspector = self._start()
        inspector = self._inspector
        self._kept.used(inspector)
        if isinstance(task, Trip):
            self._travel(inspector, task)
        else:
            for result in inspector.inspect(task, self._base):
                self._seen(inspector, result)
            self._kept.done(task.name)
        self._kept.used(inspector)
        if self._faulty:
            self._drop()

    def _seen(self, inspector: Inspector, view: ViewResult) -> None:
        """Keeps a view. One that an engine could not finish is due again when the run goes on."""
        self._kept.seen(view)
        faults, inspector.faults = inspector.faults, []
        self._kept.done(view.id)
        for fault in faults:
            self._kept.missed(view.id, fault.removeprefix(f"{view.id}: "))
        self._faulty = self._faulty or bool(faults)

    def _travel(self, inspector: Inspector, trip: Trip) -> None:
        stops = dict(zip(trip.journey.stops, trip.stops, strict=True))

        def stop(name: str) -> None:
            visit = stops[name]
            for result in inspector.look_where_it_stands(visit):
                self._seen(inspector, result)

        inspector.browser.speak(trip.stops[0].language)
        Walker(inspector.browser, self._base).walk(trip.journey, stop)
        self._kept.done(trip.name)

    def _drop(self) -> None:
        if self._inspector is not None:
            self._inspector.browser.close()
            self._inspector, self._faulty = None, False


def _where(error: Exception) -> str:
    """What and where, in one line; the last line of ours is the one that matters."""
    frames = [f for f in traceback.extract_tb(error.__traceback__) if "a11y" in f.filename]
    at = f" at {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return f"{type(error).__name__}: {error}{at}".splitlines()[0]


def trips(
    journeys: Sequence[Journey], languages: Collection[str], conditions: Sequence[Condition]
) -> tuple[Trip, ...]:
    """Each journey in each language, looked at under those conditions that need no new load."""
    seen = tuple(condition for condition in conditions if condition.script)
    return tuple(
        Trip(
            journey,
            tuple(
                Visit(name, "", language, seen, url=f"journey:{name}", own=False)
                for name in (f"{journey.name}: {stop}" for stop in journey.stops)
            ),
        )
        for journey in journeys
        for language in languages or ("",)
        if journey.stops
    )

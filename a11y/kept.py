"""Keeps what a run has found so far, in a store where there is one, and tells how far it is."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from threading import Lock
from typing import TYPE_CHECKING

from a11y.across import compared
from a11y.report import Report, ViewResult
from a11y.store import Asked, Store
from a11y.targets import Visit
from a11y.verdict import Verdict

if TYPE_CHECKING:
    from a11y.inspection import Inspector

Told = Callable[[str], None]


class Kept:
    """Safe between threads. run: number of the one in the store that goes on; None for a new one.

    tell: gets a line for each view, with how much is done and how long the rest may take.
    """

    def __init__(
        self,
        asked: Asked,
        visits: Sequence[Visit],
        tell: Told,
        store: Store | None = None,
        run: int | None = None,
    ) -> None:
        self._asked, self._tell, self._store = asked, tell, store
        self._run = 0
        if store is not None:
            self._run = store.begin(asked, visits) if run is None else run
        self._all = sum(len(visit.conditions) for visit in visits)
        self._began_s = time.monotonic()
        self._views: dict[str, ViewResult] = {}
        self._unfinished: dict[str, str] = {}
        self._engines: dict[str, str] = {}
        self._tags: dict[str, tuple[str, ...]] = {}
        self._lock = Lock()

    def used(self, inspector: Inspector) -> None:
        """Notes the engines, and what they say of their rules, when that is new."""
        with self._lock:
            engines, tags = inspector.engines, inspector.tags
            if engines != self._engines or tags.keys() - self._tags.keys():
                self._engines, self._tags = engines, {**self._tags, **tags}
                if self._store is not None:
                    self._store.used(self._run, self._engines)
                    self._store.said(self._run, self._tags)

    def seen(self, view: ViewResult) -> None:
        """Keeps one view."""
        with self._lock:
            self._views[view.id] = view
            if self._store is not None:
                self._store.seen(self._run, view)
            self._tell(f"{self._far()} {view.id}: {_outcome(view)}")

    def missed(self, page: str, why: str) -> None:
        """Keeps why a page could not be looked at."""
        line = f"{page}: {why}"
        with self._lock:
            self._unfinished[page] = line
            if self._store is not None:
                self._store.missed(self._run, page, line)
            self._tell(line)

    def done(self, page: str) -> None:
        """A page that could not be looked at in an earlier try has been now."""
        with self._lock:
            self._unfinished.pop(page, None)
            if self._store is not None:
                self._store.done(self._run, page)

    def report(self) -> Report:
        """The whole run; with a store, what was found before it went on, too."""
        now = datetime.now(UTC)
        if self._store is not None:
            self._store.end(self._run, now)
            return self._store.load(self._run)
        asked = self._asked
        return Report(
            asked.on,
            asked.base,
            self._engines,
            compared([self._views[name] for name in sorted(self._views)]),
            tuple(self._unfinished.values()),
            asked.complete,
            asked.ledger,
            asked.started_at,
            now,
            asked.settings,
            known=asked.known,
            bar=asked.bar,
            tags=self._tags,
        )

    def _far(self) -> str:
        count = len(self._views)
        left_s = (time.monotonic() - self._began_s) / count * max(self._all - count, 0)
        return f"[{count}/{self._all}, {_span(left_s)} left]"


def _span(left_s: float) -> str:
    minutes, seconds = divmod(round(left_s), 60)
    return f"{minutes} min {seconds:02} s" if minutes else f"{seconds} s"


def _outcome(result: ViewResult) -> str:
    failures = sum(f.verdict is Verdict.FAIL and f.gates for f in result.findings)
    return f"{failures} failures" if failures else "pass"

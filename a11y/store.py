"""Keeps runs, pages, findings with their evidence, and answers of people in one SQLite file.

Everything is written as soon as it is known: what a killed run had found is there, and what it
had not looked at can be told from what was asked.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time
from pathlib import Path
from threading import RLock
from types import TracebackType
from typing import Any

from a11y import rows
from a11y.across import compared
from a11y.asked_wrong import AskedWrong
from a11y.baseline import Known
from a11y.judging import Bar
from a11y.report import Report, ViewResult
from a11y.targets import Visit
from a11y.verdict import Answer, Finding, Ledger

VERSION = 3
WAIT_S = 30  # for another process that writes, such as the local page for answers
SCHEMA = """
CREATE TABLE run (id INTEGER PRIMARY KEY, base TEXT, day TEXT, started_at TEXT, ended_at TEXT,
  complete INTEGER, settings TEXT, ledger TEXT, bar TEXT);
CREATE TABLE engine (run INTEGER, name TEXT, version TEXT, PRIMARY KEY (run, name));
CREATE TABLE rule (run INTEGER, name TEXT, tags TEXT, PRIMARY KEY (run, name));
CREATE TABLE page (run INTEGER, place INTEGER, name TEXT, visit TEXT, PRIMARY KEY (run, place));
CREATE TABLE unfinished (run INTEGER, page TEXT, words TEXT, PRIMARY KEY (run, page));
CREATE TABLE view (run INTEGER, id TEXT, url TEXT, page TEXT, language TEXT, condition TEXT,
  purpose TEXT, title TEXT, status INTEGER, seen_at TEXT, duration_s REAL, passed TEXT,
  facts TEXT, notes TEXT, aside TEXT, PRIMARY KEY (run, id));
CREATE TABLE finding (run INTEGER, view TEXT, number INTEGER, page TEXT, rule TEXT, verdict TEXT,
  element TEXT, words TEXT, criteria TEXT, also TEXT, measured TEXT, keys TEXT, picture BLOB,
  gates INTEGER, PRIMARY KEY (run, view, number));
CREATE TABLE known (run INTEGER, page TEXT, rule TEXT, element TEXT, condition TEXT, reason TEXT,
  last_day TEXT);
CREATE TABLE answer (id INTEGER PRIMARY KEY, criterion TEXT, page TEXT, element TEXT,
  verdict TEXT, words TEXT, by TEXT, day TEXT);
"""


class StoreError(AskedWrong):
    """The file cannot be used as a store; the message says which, why and what to do."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a run was asked for. settings: without any secret."""

    base: str
    on: date
    started_at: datetime
    complete: bool = False
    settings: Mapping[str, Any] = field(default_factory=dict)
    ledger: Ledger = field(default_factory=Ledger)
    bar: Bar = field(default_factory=Bar)
    known: tuple[Known, ...] = ()


class Store:
    """One file. Safe between threads; each call is one transaction, written when it returns."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = RLock()
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._db = sqlite3.connect(
                path, timeout=WAIT_S, check_same_thread=False, isolation_level=None
            )
            self._made()
        except sqlite3.Error as error:
            raise StoreError(f"{path} cannot be used as a store: {error}.") from error

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Lets go of the file."""
        self._db.close()

    def begin(self, asked: Asked, visits: Iterable[Visit] = ()) -> int:
        """Notes what is to be looked at, and gives the number of the run."""
        row = {
            "base": asked.base,
            "day": asked.on.isoformat(),
            "started_at": asked.started_at.isoformat(),
            "complete": asked.complete,
            "settings": rows.text(asked.settings),
            "ledger": rows.ledger_text(asked.ledger),
            "bar": rows.bar_text(asked.bar),
        }
        with self._change():
            run = self._put("run", row)
            for one in asked.known:
                self._put("known", rows.known_row(run, one))
            self._plan(run, visits)
        return run

    def plan(self, run: int, visits: Iterable[Visit]) -> None:
        """Adds pages that are to be looked at too."""
        with self._change():
            self._plan(run, visits)

    def used(self, run: int, engines: Mapping[str, str]) -> None:
        """Notes the engines that look, with their versions."""
        with self._change():
            for name, version in engines.items():
                self._put("engine", {"run": run, "name": name, "version": version})

    def said(self, run: int, tags: Mapping[str, tuple[str, ...]]) -> None:
        """Notes what the engines say of their rules (Report.tags)."""
        with self._change():
            for name, words in tags.items():
                self._put("rule", {"run": run, "name": name, "tags": rows.text(words)})

    def seen(self, run: int, view: ViewResult) -> None:
        """Keeps one view with all that was found in it."""
        with self._change() as db:
            db.execute("DELETE FROM finding WHERE run = ? AND view = ?", (run, view.id))
            self._put("view", rows.view_row(run, view))
            for number, finding in enumerate(view.findings):
                self._put("finding", rows.finding_row(run, number, view.id, finding))

    def missed(self, run: int, page: str, words: str) -> None:
        """Notes why a page could not be looked at."""
        with self._change():
            self._put("unfinished", {"run": run, "page": page, "words": words})

    def done(self, run: int, page: str) -> None:
        """Forgets that a page could not be looked at: now it was."""
        with self._change() as db:
            db.execute("DELETE FROM unfinished WHERE run = ? AND page = ?", (run, page))

    def end(self, run: int, ended_at: datetime) -> None:
        """Notes that the run went through to its end."""
        with self._change() as db:
            db.execute("UPDATE run SET ended_at = ? WHERE id = ?", (ended_at.isoformat(), run))

    def answer(self, answer: Answer) -> None:
        """Keeps what a person says. Earlier answers to the same question stay, the last counts."""
        with self._change():
            self._put("answer", rows.answer_row(answer))

    def answers(self) -> tuple[Answer, ...]:
        """The last answer to each question: criterion, page and element."""
        last: dict[tuple[str, str, str], Answer] = {}
        for row in self._rows("SELECT * FROM answer ORDER BY id"):
            answer = rows.answer(row)
            last[answer.criterion, answer.page, answer.element] = answer
        return tuple(last.values())

    def last(self) -> int | None:
        """Number of the last run, None when there is none."""
        number = self._rows("SELECT max(id) AS last FROM run")[0]["last"]
        return None if number is None else int(number)

    def ended(self, run: int) -> bool:
        """Did it go through to its end, with every page looked at?"""
        ended_at = self._run(run)["ended_at"]
        return bool(ended_at) and not self._rows("SELECT 1 FROM unfinished WHERE run = ?", run)

    def asked(self, run: int) -> Asked:
        """What the run was asked for."""
        row = self._run(run)
        known = self._rows("SELECT * FROM known WHERE run = ? ORDER BY rowid", run)
        return Asked(
            row["base"],
            date.fromisoformat(row["day"]),
            datetime.fromisoformat(row["started_at"]),
            bool(row["complete"]),
            json.loads(row["settings"]),
            rows.ledger(row["ledger"]),
            rows.bar(row["bar"]),
            tuple(map(rows.known, known)),
        )

    def planned(self, run: int) -> tuple[Visit, ...]:
        """All that was asked for."""
        found = self._rows("SELECT visit FROM page WHERE run = ? ORDER BY place", run)
        return tuple(rows.visit(row["visit"]) for row in found)

    def missing(self, run: int) -> tuple[Visit, ...]:
        """What was asked for and has not been looked at: pages with the views that are due."""
        unfinished = "SELECT page FROM unfinished WHERE run = ?"
        seen = f"SELECT id FROM view WHERE run = ? AND id NOT IN ({unfinished})"  # noqa: S608 - both stand here
        have = {row["id"] for row in self._rows(seen, run, run)}
        due = []
        for visit in self.planned(run):
            left = tuple(c for c in visit.conditions if visit.view_id(c) not in have)
            if left:
                due.append(replace(visit, conditions=left))
        return tuple(due)

    def load(self, run: int | None = None) -> Report:
        """A run as a report, the last one unless another is named. Raises StoreError for none."""
        number = run or self.last()
        if number is None:
            raise StoreError(f"{self.path} holds no run. Make one with: a11y audit")
        asked = self.asked(number)
        engines = self._rows("SELECT * FROM engine WHERE run = ? ORDER BY rowid", number)
        rules = self._rows("SELECT * FROM rule WHERE run = ? ORDER BY rowid", number)
        lines = self._rows("SELECT words FROM unfinished WHERE run = ? ORDER BY rowid", number)
        return Report(
            on=asked.on,
            base=asked.base,
            engines={one["name"]: one["version"] for one in engines},
            views=compared(self._views(number)),
            unfinished=tuple(one["words"] for one in lines),
            complete=asked.complete,
            ledger=asked.ledger,
            started_at=asked.started_at,
            ended_at=rows.moment(self._run(number)["ended_at"]),
            settings=asked.settings,
            answers=self.answers(),
            known=asked.known,
            bar=asked.bar,
            tags={one["name"]: tuple(json.loads(one["tags"])) for one in rules},
        )

    def _views(self, run: int) -> list[ViewResult]:
        found: dict[str, list[Finding]] = {}
        for row in self._rows("SELECT * FROM finding WHERE run = ? ORDER BY view, number", run):
            found.setdefault(row["view"], []).append(rows.finding(row))
        views = self._rows("SELECT * FROM view WHERE run = ? ORDER BY id", run)
        return [rows.view(row, found.get(row["id"], ())) for row in views]

    def _run(self, run: int) -> rows.Row:
        found = self._rows("SELECT * FROM run WHERE id = ?", run)
        if not found:
            raise StoreError(f"{self.path} holds no run number {run}.")
        return found[0]

    def _made(self) -> None:
        self._db.row_factory = sqlite3.Row
        with self._change() as db:
            version = db.execute("PRAGMA user_version").fetchone()[0]
            if version == 0 and db.execute("SELECT 1 FROM sqlite_master").fetchone() is None:
                for statement in filter(str.strip, SCHEMA.split(";")):
                    db.execute(statement)
                db.execute(f"PRAGMA user_version = {VERSION}")
            elif version != VERSION:
                raise StoreError(
                    f"{self.path} is no store of this version. Name another file with --store."
                )

    @contextmanager
    def _change(self) -> Iterator[sqlite3.Connection]:
        """One transaction: all of it is written, or nothing."""
        with self._lock:
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield self._db
            except BaseException:
                self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")

    def _put(self, table: str, row: rows.Row) -> int:
        """Writes a row over an older one of the same key. The names are those of rows.py."""
        names, marks = ", ".join(row), ", ".join("?" * len(row))
        statement = f"INSERT OR REPLACE INTO {table} ({names}) VALUES ({marks})"  # noqa: S608 - no name comes from outside
        return self._db.execute(statement, tuple(row.values())).lastrowid or 0

    def _plan(self, run: int, visits: Iterable[Visit]) -> None:
        have = self._rows("SELECT count(*) AS pages FROM page WHERE run = ?", run)[0]["pages"]
        for place, visit in enumerate(visits, have):
            row = {"run": run, "place": place, "name": visit.name}
            self._put("page", {**row, "visit": rows.visit_text(visit)})

    def _rows(self, question: str, *given: Any) -> list[dict[str, Any]]:
        with self._lock:
            return [dict(row) for row in self._db.execute(question, given)]


def open_store(path: Path) -> Store:
    """The store in this file, made when it is not there. Use it as a context manager.

    Raises StoreError when the file is something else.
    """
    return Store(path)


def load(path: Path, run: int | None = None) -> Report:
    """A run of a store, the last one unless another is named. Raises StoreError for none."""
    if not path.is_file():
        raise StoreError(f"There is no store {path}. Make one with: a11y audit --store {path}")
    with open_store(path) as store:
        return store.load(run)


def save(path: Path, report: Report) -> int:
    """Adds a whole report to a store as one run, and gives the run's number."""
    began_at = report.started_at or datetime.combine(report.on, time(), UTC)
    asked = Asked(
        report.base,
        report.on,
        began_at,
        report.complete,
        report.settings,
        report.ledger,
        report.bar,
        report.known,
    )
    with open_store(path) as store:
        run = store.begin(asked)
        store.used(run, report.engines)
        store.said(run, report.tags)
        for view in report.views:
            store.seen(run, view)
        for number, line in enumerate(report.unfinished):
            store.missed(run, f"{number}", line)
        for answer in report.answers:
            store.answer(answer)
        store.end(run, report.ended_at or began_at)
    return run

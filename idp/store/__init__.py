"""Opens the store: SQLite on one machine, PostgreSQL on several.

Only this package imports SQLAlchemy. A transaction is opened once per request and handed to
the query modules; nothing here commits behind a caller's back.
"""

from __future__ import annotations

import logging
import os
import sqlite3
import time
import weakref
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import URL, Connection, Engine, create_engine, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import InterfaceError, OperationalError, PendingRollbackError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.pool import NullPool

from idp.store.prepared import run
from idp.store.turn import Turn, TurnTimeoutError

Transaction = Connection
Result = TypeVar("Result")
log = logging.getLogger(__name__)

# What a lost, locked or full database raises; the last one for statements after the loss.
DOWN = (OperationalError, InterfaceError, PendingRollbackError)
# The same, and what is raised when neither a connection nor a turn can be had.
_AWAY = (*DOWN, PoolTimeoutError, TurnTimeoutError)
# A request waits this long for a writer before it, or for a free connection.
LONGEST_WAIT_S = 10
# PostgreSQL gave up one of two transactions that were in each other's way.
CONFLICTS = ("40001", "40P01")
# The pauses before a request's transaction is run once more; then the person gets a page.
AGAIN_AFTER_S = (0.02, 0.1)


class StoreError(Exception):
    """The store cannot be used as it is; the message says what to do. For operators."""


class StoreDownError(StoreError):
    """The database does not answer now; it may again soon."""


class StoreBusyError(StoreDownError):
    """Another transaction was in the way; everything was undone, and may be done again."""


class Store:
    """A database, with one way to read and one way to write.

    url: "sqlite:///path" or "postgresql://…" (psycopg 3).
    """

    def __init__(self, url: str, *, pool_size: int = 10) -> None:
        self.url = make_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        if self.is_sqlite and self.url.database in {None, "", ":memory:"}:
            raise StoreError("database_url: name a file, as in sqlite:///var/stepfree.sqlite3")
        self.engine = _sqlite(self.url) if self.is_sqlite else _postgresql(url, pool_size)
        self._idle: deque[Connection] = deque()
        # A forked child must neither use nor close its parent's connections.
        let_go = weakref.WeakMethod(self._let_go)
        os.register_at_fork(before=lambda: (method := let_go()) and method())
        self._turn = Turn(Path(self.url.database or ""), LONGEST_WAIT_S) if self.is_sqlite else None

    @contextmanager
    def write(self) -> Iterator[Transaction]:
        """A transaction that may write; committed at the end, rolled back on an exception.

        Raises StoreDownError when the database does not answer or another writer takes too long.
        """
        turn = self._turn.take() if self._turn else nullcontext()
        try:
            with turn, self._connected() as connection, connection.begin():
                if self.is_sqlite:
                    # IMMEDIATE takes the write lock at once: a transaction that reads first and
                    # writes later would fail with "database is locked" instead of waiting.
                    run(connection, "BEGIN IMMEDIATE").close()
                yield connection
        except _AWAY as error:
            raise _as_ours(error) from error

    def run(self, work: Callable[[Transaction], Result]) -> Result:
        """What `work` returns from a transaction that may write; what fails is rolled back.

        work: run again, up to twice, where PostgreSQL ended it in favour of another one
        (SEC-107); it must leave nothing behind outside its transaction. Raises what it raises,
        StoreBusyError after the last time, and StoreDownError as `write` does.
        """
        for wait_s in AGAIN_AFTER_S:
            try:
                with self.write() as tx:
                    return work(tx)
            except StoreBusyError as busy:
                log.info("A transaction is run again.", exc_info=busy)
            time.sleep(wait_s)
        with self.write() as tx:
            return work(tx)

    @contextmanager
    def read(self) -> Iterator[Transaction]:
        """A transaction that only reads: waits for no writer. Raises StoreDownError."""
        try:
            with self._connected() as connection, connection.begin():
                if self.is_sqlite:
                    run(connection, "BEGIN").close()
                yield connection
        except _AWAY as error:
            raise _as_ours(error) from error

    @contextmanager
    def _connected(self) -> Iterator[Connection]:
        """A connection. On SQLite the one that was used last, for it still knows the most pages;
        PostgreSQL has a pool, which finds out whether a server is still there."""
        if not self.is_sqlite:
            with self.engine.connect() as connection:
                yield connection
            return
        try:
            connection = self._idle.pop()
        except IndexError:
            connection = self.engine.connect()
        try:
            yield connection
        except DOWN:
            connection.close()  # nothing is known of its state
            raise
        except BaseException:
            self._idle.append(connection)
            raise
        self._idle.append(connection)

    def ping(self) -> None:
        """Raises StoreDownError when the database does not answer."""
        with self.read() as tx:
            tx.execute(text("SELECT 1"))

    def _let_go(self) -> None:
        while self._idle:
            self._idle.pop().close()
        self.engine.dispose()

    def close(self) -> None:
        self._let_go()
        if self._turn:
            self._turn.close()


def _as_ours(error: Exception) -> StoreDownError:
    """A database that is away, locked or full becomes one error of ours, for a page with 503."""
    if is_conflict(error):
        return StoreBusyError("Another transaction was in the way.")
    return StoreDownError("The database does not answer now.")


def is_conflict(error: Exception) -> bool:
    """Whether a transaction failed only because of another one at the same time."""
    return getattr(getattr(error, "orig", None), "sqlstate", None) in CONFLICTS


def _sqlite(url: URL) -> Engine:
    Path(url.database or "").parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(
        url,
        poolclass=NullPool,  # the store itself keeps open what it uses
        hide_parameters=True,  # or an error would write people's data into the log
        connect_args={"timeout": LONGEST_WAIT_S, "check_same_thread": False},
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _record: Any) -> None:
        connection.isolation_level = None  # the store says BEGIN itself
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",  # NORMAL can lose an acknowledged commit at power loss
            "foreign_keys=ON",
            "temp_store=MEMORY",
        ):
            connection.execute(f"PRAGMA {pragma}")

    return engine


def _postgresql(url: str, pool_size: int) -> Engine:
    return create_engine(
        make_url(url).set(drivername="postgresql+psycopg"),
        pool_size=pool_size,
        max_overflow=pool_size,
        pool_timeout=LONGEST_WAIT_S,
        pool_pre_ping=True,
        hide_parameters=True,
        connect_args={"connect_timeout": 5, "options": "-c statement_timeout=10000"},
    )

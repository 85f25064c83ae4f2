"""Opens the store: SQLite on one machine, PostgreSQL on several.

Only this package imports SQLAlchemy. A transaction is opened once per request and handed to
the query modules; nothing here commits behind a caller's back.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import make_url

Transaction = Connection

# A writer waits this long for another one before SQLite gives up.
BUSY_TIMEOUT_MS = 10_000


class StoreError(Exception):
    """The store cannot be used as it is; the message says what to do. For operators."""


class StoreDownError(StoreError):
    """The database does not answer now; it may again soon."""


class Store:
    """A database, with one way to read and one way to write.

    url: "sqlite:///path" or "postgresql://…" (psycopg 3).
    """

    def __init__(self, url: str, *, pool_size: int = 10) -> None:
        self.is_sqlite = make_url(url).get_backend_name() == "sqlite"
        self.engine = _sqlite(url, pool_size) if self.is_sqlite else _postgresql(url, pool_size)

    @contextmanager
    def write(self) -> Iterator[Transaction]:
        """A transaction that may write; committed at the end, rolled back on an exception."""
        with self.engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def read(self) -> Iterator[Transaction]:
        """A transaction that only reads: takes no write lock."""
        with self.engine.connect() as connection:
            reader = connection.execution_options(stepfree_reads=True)
            with reader.begin():
                yield reader

    def ping(self) -> None:
        """Raises when the database does not answer."""
        with self.read() as tx:
            tx.execute(text("SELECT 1"))

    def close(self) -> None:
        self.engine.dispose()


def _sqlite(url: str, pool_size: int) -> Engine:
    engine = create_engine(
        url,
        pool_size=pool_size,
        max_overflow=pool_size,
        connect_args={"timeout": BUSY_TIMEOUT_MS / 1000, "check_same_thread": False},
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _record: Any) -> None:
        connection.isolation_level = None  # we say BEGIN ourselves, below
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",  # NORMAL can lose an acknowledged commit at power loss
            "foreign_keys=ON",
            f"busy_timeout={BUSY_TIMEOUT_MS}",
            "temp_store=MEMORY",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # IMMEDIATE takes the write lock at once: a transaction that reads first and writes
        # later would otherwise fail with "database is locked" instead of waiting its turn.
        reads = connection.get_execution_options().get("stepfree_reads", False)
        connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")

    return engine


def _postgresql(url: str, pool_size: int) -> Engine:
    return create_engine(
        make_url(url).set(drivername="postgresql+psycopg"),
        pool_size=pool_size,
        max_overflow=pool_size,
        pool_pre_ping=True,
        connect_args={"connect_timeout": 5, "options": "-c statement_timeout=10000"},
    )

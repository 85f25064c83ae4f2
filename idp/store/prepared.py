"""Runs the statements of every sign-in with little work around each.

SQLAlchemy builds and compiles a statement, once for each kind of database; what is done anew
for every execution (its cache key, its context, its result object) costs several times the
statement itself, and a sign-in runs ten. So here the compiled text goes to the cursor, with the
same conversions of values, the same listeners and the same errors.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Dialect, Insert, Select, Update
from sqlalchemy.engine.interfaces import DBAPICursor
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.types import TypeEngine

Turn = Callable[[Any], Any]
Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class _Ready:
    """A statement for one kind of database.

    order: names by position, () where the driver takes names.  fixed: values that the statement
    itself holds.  given, found: how the driver's values differ from ours, by name and by place.
    """

    text: str
    order: tuple[str, ...]
    fixed: Mapping[str, Any]
    given: tuple[tuple[str, Turn], ...]
    found: tuple[tuple[int, Turn], ...]

    def values(self, given: Mapping[str, Any]) -> Any:
        values = {**self.fixed, **given}
        for name, turn in self.given:
            values[name] = turn(values[name])
        return tuple([values[name] for name in self.order]) if self.order else values

    def row(self, row: Row) -> Row:
        if not self.found:
            return row
        values = list(row)
        for place, turn in self.found:
            values[place] = turn(values[place])
        return tuple(values)


class Prepared:
    """One statement that is run over and over, with its parameters by name."""

    def __init__(self, statement: Select[Any] | Insert | Update) -> None:
        self._statement = statement
        self._ready: dict[str, _Ready] = {}

    def one(self, tx: Connection, given: Mapping[str, Any]) -> Row | None:
        """The first row, for a statement that finds one at the most; None when there is none."""
        ready = self._for(tx.dialect)
        cursor = run(tx, ready.text, ready.values(given))
        try:
            rows = cursor.fetchall()
        finally:
            cursor.close()
        return ready.row(rows[0]) if rows else None

    def change(self, tx: Connection, given: Mapping[str, Any]) -> int:
        """How many rows were changed."""
        ready = self._for(tx.dialect)
        cursor = run(tx, ready.text, ready.values(given))
        count: int = cursor.rowcount
        cursor.close()
        return count

    def change_each(self, tx: Connection, given: Iterable[Mapping[str, Any]]) -> None:
        """The same for several sets of parameters, sent together."""
        ready = self._for(tx.dialect)
        run(tx, ready.text, [ready.values(values) for values in given], many=True).close()

    def _for(self, dialect: Dialect) -> _Ready:
        ready = self._ready.get(dialect.name)
        if ready is None:
            ready = self._ready[dialect.name] = _prepare(self._statement, dialect)
        return ready


def _prepare(statement: Select[Any] | Insert | Update, dialect: Dialect) -> _Ready:
    compiled = statement.compile(dialect=dialect)
    if not isinstance(compiled, SQLCompiler):
        raise TypeError("Only statements with parameters are prepared.")
    turns = {
        name: turn
        for name, bind in compiled.binds.items()
        if (turn := _impl(bind.type, dialect).bind_processor(dialect)) is not None
    }
    columns = [_impl(column.type, dialect) for column in statement.exported_columns]
    processors = (column.result_processor(dialect, None) for column in columns)
    return _Ready(
        text=str(compiled),
        order=tuple(compiled.positiontup or ()),
        fixed={n: b.effective_value for n, b in compiled.binds.items() if not b.required},
        given=tuple(turns.items()),
        found=tuple((place, turn) for place, turn in enumerate(processors) if turn is not None),
    )


def _impl(kind: TypeEngine[Any], dialect: Dialect) -> TypeEngine[Any]:
    return kind.dialect_impl(dialect)


def run(tx: Connection, text: str, values: Any = (), *, many: bool = False) -> DBAPICursor:
    """The driver's cursor after the statement. Raises SQLAlchemy's errors, without the values."""
    cursor, dbapi, listeners = tx.connection.cursor(), tx.dialect.loaded_dbapi, tx.engine.dispatch
    for listener in listeners.before_cursor_execute:
        listener(tx, cursor, text, values, None, many)
    try:
        if many:
            cursor.executemany(text, values)
        else:
            cursor.execute(text, values)
    except dbapi.Error as error:
        cursor.close()
        raise DBAPIError.instance(
            text, None, error, dbapi.Error, hide_parameters=True, dialect=tx.dialect
        ) from error
    for listener in listeners.after_cursor_execute:
        listener(tx, cursor, text, values, None, many)
    return cursor

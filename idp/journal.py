"""Collects the events of one request and writes them with the change that they tell of."""

from __future__ import annotations

import functools
import inspect
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Concatenate, Literal, ParamSpec, TypeVar

from idp.clock import Clock
from idp.store import Transaction
from idp.store.events import Event, add_events

Outcome = Literal["ok", "refused", "failed"]
P = ParamSpec("P")
J = TypeVar("J", bound="Journal")

# Fields that have a column of their own; everything else goes into `details`.
COLUMNS = {"account_id": "subject", "client_id": "client_id", "session_id": "session_id"}
# flow.thing.happened
GRAMMAR = re.compile(r"[a-z_]+\.[a-z_]+\.[a-z_]+")


@dataclass(frozen=True, slots=True)
class Kind:
    """One entry of the vocabulary, as the documents show it."""

    name: str
    outcome: Outcome
    fields: tuple[str, ...]
    meaning: str


class Journal:
    """What happens in one request, kept until its transaction ends.

    correlation: the reference of this request, the same as in its log lines.
    ip_prefix: the shortened network address that the operator lets us keep, or "".
    """

    def __init__(self, clock: Clock, *, correlation: str = "", ip_prefix: str = "") -> None:
        self._clock = clock
        self._correlation = correlation
        self._ip_prefix = ip_prefix
        self._known = dict.fromkeys(COLUMNS.values(), "")
        self._happened: list[Event] = []

    def concerns(self, *, account_id: str = "", client_id: str = "", session_id: str = "") -> None:
        """What every event of this request is about from here on, unless it says otherwise."""
        given = {"subject": account_id, "client_id": client_id, "session_id": session_id}
        self._known.update({column: value for column, value in given.items() if value})

    @property
    def is_empty(self) -> bool:
        """Whether nothing has happened so far."""
        return not self._happened

    def flush(self, tx: Transaction) -> None:
        """Writes what was collected, in one statement; call it last in the transaction."""
        add_events(tx, self._happened)
        self._happened = []

    def note(self, name: str, outcome: Outcome, fields: dict[str, Any]) -> None:
        """Collects one event; called by the methods of the vocabulary only."""
        given = {COLUMNS[key]: fields.pop(key) for key in COLUMNS if key in fields}
        known = self._known | {column: value for column, value in given.items() if value}
        self._happened.append(
            Event(
                at=self._clock.now(),
                name=name,
                outcome=outcome,
                ip_prefix=self._ip_prefix,
                correlation=self._correlation,
                details=fields,
                **known,
            )
        )


def event(
    name: str, outcome: Outcome = "ok"
) -> Callable[[Callable[Concatenate[J, P], None]], Callable[Concatenate[J, P], None]]:
    """Makes a method whose keyword arguments are the fields of one event.

    The method itself has no body: its signature is the exact set of fields, its docstring the
    meaning. Raises ValueError, at import, for a name that is not flow.thing.happened.
    """
    if not GRAMMAR.fullmatch(name):
        raise ValueError(f"{name!r} is not of the form flow.thing.happened.")

    def declare(method: Callable[Concatenate[J, P], None]) -> Callable[Concatenate[J, P], None]:
        fields = tuple(inspect.signature(method).parameters)[1:]

        def happened(self: J, /, *args: P.args, **kwargs: P.kwargs) -> None:
            method(self, *args, **kwargs)  # a missing or unknown field is a TypeError here
            self.note(name, outcome, dict(kwargs))

        functools.update_wrapper(happened, method)
        kind = Kind(name, outcome, fields, inspect.getdoc(method) or "")
        vars(happened)["kind"] = kind
        return happened

    return declare


def vocabulary(journal: type[Journal]) -> tuple[Kind, ...]:
    """Every event that a journal can note, in the order in which they are declared."""
    members = [vars(part) for part in reversed(journal.__mro__)]
    return tuple(m.kind for part in members for m in part.values() if hasattr(m, "kind"))

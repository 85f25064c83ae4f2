"""Pass, fail, needs a person, each with what it rests on; waivers and signatures."""

from __future__ import annotations

import enum
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

WAIVERS = Path(__file__).resolve().parent / "waivers.toml"


class Verdict(enum.Enum):
    """What a check may say of an element. No verdict at all means that it does not apply."""

    PASS = "pass"  # noqa: S105 - a verdict, no password
    FAIL = "fail"
    PERSON = "person"  # a machine cannot tell; a person must look


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a verdict rests on.

    measured: names and values in words, such as ("contrast", "2.1:1").  keys: pressed, in order.
    picture: a clip of the page as PNG, b"" for none.
    """

    measured: tuple[tuple[str, str], ...] = ()
    keys: tuple[str, ...] = ()
    picture: bytes = b""


NOTHING = Evidence()


@dataclass(frozen=True, slots=True)
class Finding:
    """One verdict other than pass, on one element of one page in one view.

    page: id of the audited view, "flow/page/state/language/condition".
    rule: id of our rule, or engine and rule, such as "axe:label".
    element: CSS path, "" for the page.  words: one sentence that says what is wrong.
    criteria: numbers of WCAG 2.2.  also: other rules that say the same of the same element.
    gates: a failure blocks; one that breaks level AAA alone is told and blocks nothing.
    """

    page: str
    rule: str
    verdict: Verdict
    element: str
    words: str
    criteria: tuple[str, ...]
    also: tuple[str, ...] = ()
    evidence: Evidence = NOTHING
    gates: bool = True


@dataclass(frozen=True, slots=True)
class Aside:
    """What a rule of an engine says of one view, told beside the findings and counted nowhere.

    rule: "engine:rule".  words: of the first place.  places: how many there are.
    """

    rule: str
    words: str
    places: int


class LedgerError(Exception):
    """The file of waivers is not as it must be; the message names the entry and the fault."""


@dataclass(frozen=True, slots=True)
class Waiver:
    """A known failure that may pass until the end of last_day. page: a glob over view ids."""

    rule: str
    page: str
    reason: str
    owner: str
    last_day: date


@dataclass(frozen=True, slots=True)
class Signed:
    """A person looked at what a machine could not judge. page: a glob over view ids."""

    rule: str
    page: str
    seen: str
    by: str
    on: date


@dataclass(frozen=True, slots=True)
class Answer:
    """What a person says of one criterion on one page. verdict, words: theirs.  by: their name.

    element: "" for the whole page.
    """

    criterion: str
    page: str
    verdict: str
    words: str
    by: str
    on: date
    element: str = ""


Entry = TypeVar("Entry", Waiver, Signed)


@dataclass(frozen=True, slots=True)
class Ledger:
    """Waivers and signatures."""

    waivers: tuple[Waiver, ...] = ()
    signed: tuple[Signed, ...] = ()


def load_ledger(path: Path = WAIVERS) -> Ledger:
    """The waivers and signatures of a file. Raises LedgerError for an incomplete entry."""
    given = tomllib.loads(path.read_text(encoding="utf-8"))
    if unknown := set(given) - {"waiver", "signed"}:
        raise LedgerError(f"{path.name}: unknown table {sorted(unknown)[0]!r}.")
    return Ledger(
        tuple(_entry(Waiver, path, n, e) for n, e in enumerate(given.get("waiver", ()), 1)),
        tuple(_entry(Signed, path, n, e) for n, e in enumerate(given.get("signed", ()), 1)),
    )


def _entry(kind: type[Entry], path: Path, number: int, given: Mapping[str, Any]) -> Entry:
    where = f"{path.name}: {kind.__name__.lower()} number {number}"
    for name, value in given.items():
        wanted = date if name in {"last_day", "on"} else str
        if not isinstance(value, wanted) or not value:
            raise LedgerError(f"{where}: {name!r} must be a {wanted.__name__}.")
    try:
        return kind(**given)
    except TypeError as error:
        raise LedgerError(f"{where}: {error}") from error

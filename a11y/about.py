"""What the operator says of product, auditor and authorities, from a small file (TOML)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

UNKNOWN = "Not given"


class AboutError(Exception):
    """The file about the product is not as it must be; the message names table and entry."""


@dataclass(frozen=True, slots=True)
class Product:
    """What was audited. inventory: its name in the public inventory of sites, for authorities."""

    name: str = "The audited pages"
    version: str = ""
    description: str = ""
    website: str = ""
    inventory: str = ""


@dataclass(frozen=True, slots=True)
class Auditor:
    """Who audited. third_party: somebody else than the operator.  context: who asked, and why."""

    name: str = UNKNOWN
    organisation: str = ""
    email: str = "nobody@example.invalid"
    context: str = UNKNOWN
    third_party: bool = False


@dataclass(frozen=True, slots=True)
class Operator:
    """Who answers for the product, and how people reach them.

    response_days: within how many days people get an answer; 0 for nothing promised.
    """

    name: str = UNKNOWN
    email: str = ""
    phone: str = ""
    website: str = ""
    post: str = ""
    response_days: int = 0


@dataclass(frozen=True, slots=True)
class Enforcement:
    """The authority that people can turn to when the operator does not help."""

    name: str = UNKNOWN
    website: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Exempt:
    """Content that is not accessible for another reason than a failure.

    why: "burden" or "scope".  what, reason, instead: in words, language -> sentence.
    """

    why: str
    what: Mapping[str, str]
    reason: Mapping[str, str] = field(default_factory=dict)
    instead: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class About:
    """All of it. reviewed_on: when the statement was last looked through.

    law: what the site must follow, as it stands in a sentence, language -> words.
    measures: optional part of a statement, language -> sentence.  report: address of the audit.
    """

    product: Product = Product()
    auditor: Auditor = Auditor()
    operator: Operator = Operator()
    enforcement: Enforcement = Enforcement()
    exempt: tuple[Exempt, ...] = ()
    published_on: date | None = None
    reviewed_on: date | None = None
    report: str = ""
    law: Mapping[str, str] = field(default_factory=dict)
    measures: Mapping[str, str] = field(default_factory=dict)


NOBODY = About()
TABLES: Mapping[str, Any] = {
    "product": Product,
    "auditor": Auditor,
    "operator": Operator,
    "enforcement": Enforcement,
}
Table = TypeVar("Table")


def load_about(path: Path) -> About:
    """Reads the file. Raises AboutError when an entry is unknown or of a wrong kind."""
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise AboutError(f"{path} cannot be read: {error}") from error
    tables = {name: _table(kind, name, given.pop(name, {})) for name, kind in TABLES.items()}
    exempt = tuple(_table(Exempt, "exempt", entry) for entry in given.pop("exempt", ()))
    for one in exempt:
        if one.why not in ("burden", "scope"):
            raise AboutError(f"[[exempt]]: why is “{one.why}”; say “burden” or “scope”.")
    return _table(About, "the file", {**tables, "exempt": exempt, **given})


def _table(kind: type[Table], name: str, given: Mapping[str, Any]) -> Table:
    known = {one.name for one in fields(kind)}  # type: ignore[arg-type]
    if unknown := set(given) - known:
        raise AboutError(f"[{name}]: unknown entry “{sorted(unknown)[0]}”.")
    try:
        return kind(**given)
    except TypeError as error:
        raise AboutError(f"[{name}]: {error}.") from error

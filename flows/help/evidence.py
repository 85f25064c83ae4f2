"""What the statement tells of the last audit, and of what is not good yet."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent
AUDITED = HERE / "audited.toml"
DEFECTS = HERE / "defects.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """One audit of all our pages by programs. views: pages × states × languages × conditions seen.

    failures: of the criteria, found by programs.  questions: that only people can answer.
    tools: names with versions.
    """

    on: date
    pages: int
    states: int
    languages: int
    views: int
    failures: int
    questions: int
    tools: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Defect:
    """Something that is not good, or was not. key: of its words in the template."""

    number: int
    key: str
    found_on: date
    planned_on: date | None = None
    closed_on: date | None = None


@cache
def last_audit(file: Path = AUDITED) -> Audit | None:
    """The last audit; None as long as there was none. Raises TypeError for an incomplete one."""
    given = tomllib.loads(file.read_text(encoding="utf-8"))
    return Audit(**given["audit"]) if "audit" in given else None


@cache
def defects(file: Path = DEFECTS) -> tuple[Defect, ...]:
    """All defects by number, the cured ones last. Raises TypeError for an incomplete one."""
    given = tomllib.loads(file.read_text(encoding="utf-8")).get("defect", [])
    listed = [Defect(**one) for one in given]
    return tuple(sorted(listed, key=lambda defect: (defect.closed_on is not None, defect.number)))

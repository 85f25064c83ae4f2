"""Baselines of other people's sites: findings that are known, each with a reason and a last day."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from a11y.asked_wrong import AskedWrong
from a11y.verdict import Finding

HOLDS_DAYS = 180
HEAD = """# Findings that are known and do not block until the end of their last day. New ones do.
# Written by `a11y audit --write-baseline`, which keeps reasons and days that stand here.
# Say why each of them may wait, and how long.
"""
# What a site numbers anew at every build or visit: positions, counters, random names.
CHANGING = re.compile(r":nth-of-type\(\d+\)|(?<=[#._-])(?=[\w-]*\d)[\w-]{6,}|\d+")


@dataclass(frozen=True, slots=True)
class Known:
    """A finding that a baseline names, which does not block until the end of last_day.

    page: what the page is called, whatever condition and language.  element: its path, normalised.
    condition: in which it was seen first.
    """

    page: str
    rule: str
    element: str
    condition: str
    reason: str
    last_day: date

    def covers(self, page: str, finding: Finding) -> bool:
        """Is it this finding? It may have been told by another of the rules that share it."""
        rules = (finding.rule, *finding.also)
        return (
            self.page == page and self.rule in rules and self.element == normalised(finding.element)
        )


class BaselineError(AskedWrong):
    """The file of a baseline is not as it must be; the message names the entry and the fault."""


def normalised(element: str) -> str:
    """A path without what changes by itself: positions, numbers, names that a machine made."""
    return CHANGING.sub("*", element)


def read(path: Path) -> tuple[Known, ...]:
    """What a baseline names. Raises BaselineError for an incomplete entry."""
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise BaselineError(f"{path} cannot be read: {error}") from error
    entries = given.get("known", [])
    tables = isinstance(entries, list) and all(isinstance(one, dict) for one in entries)
    if set(given) - {"known"} or not tables:
        raise BaselineError(f"{path}: each entry begins with [[known]].")
    return tuple(_entry(path, number, one) for number, one in enumerate(entries, 1))


def _entry(path: Path, number: int, given: Mapping[str, Any]) -> Known:
    wanted = {field.name for field in fields(Known)}
    if set(given) != wanted:
        odd = sorted(wanted ^ set(given))[0]
        raise BaselineError(f"{path}: entry {number}: {odd!r} is missing or unknown.")
    for name, value in given.items():
        kind = date if name == "last_day" else str
        if not isinstance(value, kind):
            raise BaselineError(f"{path}: entry {number}: {name!r} must be a {kind.__name__}.")
    return Known(**given)


def made_of(
    found: Iterable[tuple[str, str, Finding]], old: tuple[Known, ...], today: date
) -> tuple[Known, ...]:
    """A baseline of these findings, each given as (page, condition, finding).

    Reasons and last days of the old one stay; what is not found any more is left out.
    """
    new: dict[tuple[str, str, str], Known] = {}
    for page, condition, finding in found:
        before = next((known for known in old if known.covers(page, finding)), None)
        entry = before or Known(
            page,
            finding.rule,
            normalised(finding.element),
            condition,
            f"Known on {today.isoformat()}: {finding.words}",
            today + timedelta(days=HOLDS_DAYS),
        )
        key = (entry.page, entry.rule, entry.element)
        new.setdefault(key, replace(entry, condition=condition))
    return tuple(new[key] for key in sorted(new))


def written(known: Iterable[Known]) -> str:
    """The text of a baseline file."""
    return "\n".join((HEAD, *("\n".join(_lines(one)) for one in known)))


def _lines(known: Known) -> Iterator[str]:
    yield "[[known]]"
    for field in fields(known):
        value = getattr(known, field.name)
        # A TOML string may hold what a JSON string may, but for one control character.
        text = json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007f")
        yield f"{field.name} = {value.isoformat() if isinstance(value, date) else text}"
    yield ""

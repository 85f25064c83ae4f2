"""Marks without words that differ between items of one kind, and what a rule asks of them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from a11y import vocabulary
from a11y.verdict import Evidence

_SCRIPT = "".join(
    (Path(__file__).parent / name).read_text(encoding="utf-8")
    for name in ("counterparts.js", "counterparts_rated.js")
)
# Looked for once for all probes of a page.
COUNTERPARTS = f"const counterparts = page.counterparts ??= (() => {{{_SCRIPT}}})();"

YES_OR_NO = 2
LEAST_CELLS = 4  # of a column, before nothing but a state can explain its looks


def first_of_each(groups: Iterable[Any], kind: str) -> list[Any]:
    """One group for each table or list, a sure one if there is any.

    kind: what differs, "colour" or "picture".
    """
    found: dict[str, Any] = {}
    for group in groups:
        if group["kind"] == kind:
            kept = found.get(group["home"])
            if kept is None or (sure(group) and not sure(kept)):
                found[group["home"]] = group
    return list(found.values())


def sure(group: Any) -> bool:
    """A whole column under a heading holds nothing but looks, and each of them comes again.

    Numbers in its rows may say the same in another way; a column of colours or of pictures may
    be what its heading says.
    """
    several = group["repeated"] and not group["numbers"] and group["count"] >= LEAST_CELLS
    return (
        bool(group["column"] and group["every"] and (several or _yes_or_no(group)))
        and vocabulary.WORD.search(group["head"]) is not None
        and not shows_looks(group["head"], group["language"])
    )


def _yes_or_no(group: Any) -> bool:
    """Two pictures, one of them again, beside nothing but the name of each row."""
    return bool(group["kind"] == "picture" and group["bare"] and len(group["looks"]) == YES_OR_NO)


def shows_looks(head: str, language: str) -> bool:
    """Whether a heading announces colours or pictures, and nothing else."""
    return any(
        vocabulary.holds_one_of(head, kind, language)
        for kind in ("sense_colour", "generic", "looks")
    )


def evidence(group: Any) -> Evidence:
    """The looks that differ."""
    looks = tuple((f"look {n}", look) for n, look in enumerate(group["looks"][:4], 1))
    return Evidence(looks)

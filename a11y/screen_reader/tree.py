"""Writes the accessibility tree that Orca sees as text; the system's own Python runs this file."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi  # noqa: E402 - its version is chosen first

DEEPEST = 60
WORTH_TELLING = (
    *("FOCUSED", "FOCUSABLE", "REQUIRED", "INVALID_ENTRY", "CHECKED", "EXPANDED"),
    *("EXPANDABLE", "MODAL", "BUSY", "EDITABLE"),
)


def lines(one: Any, depth: int = 0) -> Iterator[str]:
    """An object and all within it: role, name, description and states."""
    states = one.get_state_set()
    told = [name for name in WORTH_TELLING if states.contains(getattr(Atspi.StateType, name))]
    parts = [one.get_role_name(), repr(one.get_name() or "")]
    if description := one.get_description():
        parts.append(f"described {description!r}")
    yield "  " * depth + " ".join((*parts, *(name.lower() for name in told)))
    if depth < DEEPEST:
        for index in range(one.get_child_count()):
            child = one.get_child_at_index(index)
            if child is not None:
                yield from lines(child, depth + 1)


def main() -> None:
    """Writes every window of every program on this bus to standard output."""
    desktop = Atspi.get_desktop(0)
    sys.stdout.writelines(f"{line}\n" for line in lines(desktop))


if __name__ == "__main__":
    main()

"""Finds what answers a pointer and presses it, by pointer and by keys, for all checks of 2.1.1."""

from __future__ import annotations

from pathlib import Path

POINTER = ("click", "mousedown", "mouseup", "pointerdown", "pointerup", "dblclick")
OPERATING = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")

"""Audits web pages, our own or any others, and returns a report."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from a11y.report import Report
    from a11y.run import audit
    from a11y.targets import Visit

__all__ = ["Report", "Visit", "audit"]

# Loaded when first asked for: a command that only explains a rule needs no browser.
HOMES = {"Report": "a11y.report", "Visit": "a11y.targets", "audit": "a11y.run"}


def __getattr__(name: str) -> Any:
    if name in HOMES:
        return getattr(import_module(HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

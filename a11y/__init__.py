"""Audits a list of page states and returns a report."""

from a11y.inspection import audit
from a11y.report import Report
from a11y.targets import Visit

__all__ = ["Report", "Visit", "audit"]

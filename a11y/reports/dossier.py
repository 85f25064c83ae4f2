"""What every report is written from: a run with its answers, and who stands behind it."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version

from a11y import methods
from a11y.about import NOBODY, About
from a11y.conformance import Conformance, conformance
from a11y.report import Report

TOOL = "Stepfree accessibility suite"


@dataclass(frozen=True, slots=True)
class Dossier:
    """One audit, and what its operator says of it."""

    report: Report
    about: About = NOBODY

    def by(self, method: str) -> Conformance:
        """Every criterion of a method, judged. Raises KeyError for an unknown method."""
        return conformance(self.report, methods.METHODS[method]())


def tool_version() -> str:
    """Version of the suite as it is installed, "0" where it runs from its sources alone."""
    try:
        return version("stepfree")
    except PackageNotFoundError:
        return "0"

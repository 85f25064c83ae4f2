"""Lets the screen reader, and then the journeys of people, meet faults that nothing else saw."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

from a11y.screen_reader.desk import missing
from tests.a11y.mutants.mutation import ROOT, Mutant, Outcome, copy

TRANSCRIPTS = "transcripts"
JOURNEYS = "journeys"
# What the stories need beside our pages. What npm installed is not needed.
BESIDE = ("a11y", "tests", "conftest.py", "pyproject.toml")
LEFT_OUT = shutil.ignore_patterns("node_modules", "__pycache__", "act", "bench")
# Each one mostly waits.
AT_ONCE = 3
LONGEST_S = 600


@dataclass(frozen=True, slots=True)
class Stories:
    """Tests that walk through our pages. name: what kills.  tests: where they are."""

    name: str
    tests: str

    def meet(self, mutant: Mutant, folder: Path) -> str:
        """The test that comes to another end on these pages, and does so again; "" for none."""
        first = self._differs(self.told(folder, self.tests, "-k", self.chosen(mutant)))
        # A busy machine may break one, seldom the same one twice.
        return self._differs(self.told(folder, first)) if first else ""

    def told(self, folder: Path, *tests: str) -> str:
        """What these tests print of the pages in this folder, as far as the first that fails."""
        command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider"]
        done = subprocess.run(
            [*command, *tests],
            cwd=folder,
            env={**os.environ, "REQUIRE_ORCA": "1", "PYTHONPATH": str(folder)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=LONGEST_S,
            check=False,
        )
        return done.stdout

    def chosen(self, mutant: Mutant) -> str:
        """The tests that may meet the fault: of the demo, the walk with another library is left."""
        return "not demo and not client"

    def _differs(self, printed: str) -> str:
        """The test that failed; one that could not begin tells nothing."""
        found = re.search(rf"^FAILED ({re.escape(self.tests)}\S*::\S+)", printed, re.MULTILINE)
        return found[1] if found else ""


class Heard(Stories):
    """What a screen reader says, against its record."""

    def chosen(self, mutant: Mutant) -> str:
        """The English stories of the flows in which the fault shows."""
        flows = sorted({state.partition("/")[0] for state in mutant.states})
        return f"english and ({' or '.join(flows)})"


# The reader needs its rig; the journeys need no more than the gate itself.
HEARD = Heard(TRANSCRIPTS, "tests/orca/test_transcripts.py")
WALKED = Stories(JOURNEYS, "tests/journeys")


def by_stories(outcomes: Sequence[Outcome]) -> list[Outcome]:
    """The same, with what the stories say of those that survived so far.

    Where the screen reader is not installed, the journeys alone are walked.
    """
    ways = [WALKED] if missing() else [HEARD, WALKED]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(lambda one: one if one.killed else _met(one, ways), outcomes))


def _met(outcome: Outcome, ways: Sequence[Stories]) -> Outcome:
    with copy(outcome.mutant) as folder:
        for name in BESIDE:
            if (ROOT / name).is_dir():
                shutil.copytree(ROOT / name, folder / name, ignore=LEFT_OUT)
            else:
                shutil.copy(ROOT / name, folder / name)
        for way in ways:
            if where := way.meet(outcome.mutant, folder):
                return replace(outcome, killers=(way.name,), where=where)
    return outcome

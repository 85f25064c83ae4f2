"""Lets the real screen reader look at faults that nothing else saw."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

from a11y.screen_reader.desk import missing
from tests.a11y.mutants.mutation import ROOT, Mutant, Outcome, copy

TRANSCRIPTS = "transcripts"
STORIES = "tests/orca/test_transcripts.py"
# What the stories need beside our pages. What npm installed is not needed.
BESIDE = ("a11y", "tests", "conftest.py", "pyproject.toml")
LEFT_OUT = shutil.ignore_patterns("node_modules", "__pycache__", "act", "bench")
# Each reader mostly waits.
AT_ONCE = 3
LONGEST_S = 600
# A story that came to another end than its record; one that could not begin says nothing.
DIFFERS = re.compile(rf"^FAILED {re.escape(STORIES)}::\S*\[(?P<story>[^\]]+)\]", re.MULTILINE)


def by_ear(outcomes: Sequence[Outcome]) -> list[Outcome]:
    """The same, with what the stories of their flows say of those that survived so far.

    Where the screen reader is not installed, they stay as they are.
    """
    if missing():
        return list(outcomes)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(lambda one: one if one.killed else _heard(one), outcomes))


def _heard(outcome: Outcome) -> Outcome:
    with copy(outcome.mutant) as folder:
        for name in BESIDE:
            if (ROOT / name).is_dir():
                shutil.copytree(ROOT / name, folder / name, ignore=LEFT_OUT)
            else:
                shutil.copy(ROOT / name, folder / name)
        told = _told(outcome.mutant, folder)
    found = DIFFERS.search(told)
    return replace(outcome, killers=(TRANSCRIPTS,), where=found["story"]) if found else outcome


def _told(mutant: Mutant, folder: Path) -> str:
    """What the tests say of the English stories of the flows in which the fault shows."""
    flows = sorted({state.partition("/")[0] for state in mutant.states})
    chosen = f"english and ({' or '.join(flows)})"
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider"]
    done = subprocess.run(
        [*command, STORIES, "-k", chosen],
        cwd=folder,
        env={**os.environ, "REQUIRE_ORCA": "1", "PYTHONPATH": str(folder)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=LONGEST_S,
        check=False,
    )
    return done.stdout

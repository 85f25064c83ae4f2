"""Breaks our own pages in every listed way and counts what the gate sees: `make gate-mutants`."""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from fnmatch import fnmatchcase
from pathlib import Path
from queue import Empty, SimpleQueue

import click

from a11y import service
from a11y.browser import Browser
from a11y.chromium import BrowserError
from a11y.inspection import Inspector
from tests.a11y.mutants.mutation import LIST, READINGS, Healthy, Judge, Mutant, Outcome, load
from tests.a11y.mutants.stories import JOURNEYS, TRANSCRIPTS, by_stories

WANTED_SHARE = 0.95


@click.command()
@click.option("--list", "file", default=LIST, type=click.Path(exists=True, path_type=Path))
@click.option("--only", default="*", help="Only mutants named like this.")
@click.option("--browsers", default=2, type=click.IntRange(1, 8), help="How many at once.")
@click.option("--out", default=Path("build/mutants.json"), type=click.Path(path_type=Path))
def main(file: Path, only: str, browsers: int, out: Path) -> None:
    """Ends with 1 when the gate sees less than 95 of 100 faults."""
    mutants = [mutant for mutant in load(file) if fnmatchcase(mutant.name, only)]
    began_s = time.monotonic()
    outcomes = by_stories(look(mutants, browsers))
    survivors = [outcome.mutant for outcome in outcomes if not outcome.killed]
    share = 1 - len(survivors) / max(len(outcomes), 1)
    out.parent.mkdir(parents=True, exist_ok=True)
    told = [{"name": o.mutant.name, "killers": o.killers, "where": o.where} for o in outcomes]
    out.write_text(json.dumps(told, ensure_ascii=False, indent=1), encoding="utf-8")
    for mutant in survivors:
        click.echo(f"survives: {mutant.name}: {mutant.whom}")
    alone = Counter(outcome.killers for outcome in outcomes)
    click.echo(
        f"{len(outcomes) - len(survivors)} of {len(outcomes)} mutants killed ({share:.1%}), "
        f"{alone[READINGS,]} of them by the recorded readings alone, "
        f"{alone[TRANSCRIPTS,]} by what a screen reader says and "
        f"{alone[JOURNEYS,]} by the journeys of people, "
        f"in {time.monotonic() - began_s:.0f} s."
    )
    sys.exit(0 if outcomes and share >= WANTED_SHARE else 1)


def look(mutants: Sequence[Mutant], browsers: int) -> list[Outcome]:
    """The outcome of each mutant, in their order. A browser that fails is replaced once.

    Raises BrowserError when a mutant cannot be looked at in a second one either.
    """
    waiting: SimpleQueue[Mutant] = SimpleQueue()
    for mutant in mutants:
        waiting.put(mutant)
    found: dict[str, Outcome] = {}
    healthy: Healthy = {}

    def work(sound: str) -> None:
        tried: set[str] = set()
        while not waiting.empty():
            with Browser() as browser:
                judge = Judge(Inspector(browser, aaa=False), sound, healthy)
                while mutant := _next(waiting):
                    try:
                        found[mutant.name] = outcome = judge.judge(mutant)
                    except BrowserError as error:  # a busy machine may break one, seldom two
                        click.echo(f"{mutant.name}: not looked at: {error}", err=True)
                        if mutant.name in tried:
                            raise
                        tried.add(mutant.name)
                        waiting.put(mutant)
                        break
                    click.echo(f"{mutant.name}: {', '.join(outcome.killers) or '-'}", err=True)

    with service.running() as sound, ThreadPoolExecutor(browsers) as pool:
        for done in [pool.submit(work, sound) for _ in range(browsers)]:
            done.result()
    return [found[mutant.name] for mutant in mutants]


def _next(waiting: SimpleQueue[Mutant]) -> Mutant | None:
    try:
        return waiting.get_nowait()
    except Empty:
        return None


if __name__ == "__main__":
    main()

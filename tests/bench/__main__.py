"""Measures the provider beside the bare Flask floor, in interleaved rounds of the same run.

usage: python -m tests.bench [--seconds 3] [--rounds 3] [--concurrency 16] [--processes 1]

Rates swing with the machine's neighbours; server CPU per operation and its ratio to the floor in
the same round are what to compare. Exit status 1 when a virtual person failed.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from collections import defaultdict
from contextlib import ExitStack
from pathlib import Path

import psutil

from tests.bench import servers
from tests.bench.load import Figures, pss_mib, run
from tests.bench.workloads import WORKLOADS, Target, people, prepare

Rounds = dict[tuple[str, str], list[Figures]]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=3.0, help="length of one measurement")
    parser.add_argument("--rounds", type=int, default=3, help="how often everything is measured")
    parser.add_argument("--concurrency", type=int, default=16, help="virtual people at once")
    parser.add_argument("--processes", type=int, default=1, help="server processes")
    asked = parser.parse_args()
    found: Rounds = defaultdict(list)
    starts: dict[str, list[float]] = defaultdict(list)
    memory: dict[str, list[float]] = defaultdict(list)
    for number in range(asked.rounds):
        print(f"round {number + 1} of {asked.rounds}", file=sys.stderr)
        _round(asked, found, starts, memory)
    _print(found, starts, memory)
    return 1 if any(f.failures for figures in found.values() for f in figures) else 0


def _round(
    asked: argparse.Namespace,
    found: Rounds,
    starts: dict[str, list[float]],
    memory: dict[str, list[float]],
) -> None:
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="stepfree-bench-")))
        mailbox = servers.Mailbox()
        smtp_port = stack.enter_context(mailbox.open())
        pair = (
            stack.enter_context(servers.provider(folder, mailbox, smtp_port, asked.processes)),
            stack.enter_context(servers.floor(folder, asked.processes)),
        )
        for target, process, took_s in pair:
            starts[target.name].append(took_s)
            memory[target.name].append(pss_mib(process))
        for workload in WORKLOADS:
            for target, process, _ in pair:
                figures = _measure(workload, target, process, asked)
                found[workload, target.name].append(figures)


def _measure(
    workload: str, target: Target, process: psutil.Process, asked: argparse.Namespace
) -> Figures:
    with people(target, asked.concurrency) as crowd:
        if workload in {"sso", "refresh"}:
            for person in crowd:
                prepare(person)
        return run(WORKLOADS[workload], crowd, process, asked.seconds)


def _print(found: Rounds, starts: dict[str, list[float]], memory: dict[str, list[float]]) -> None:
    print(
        f"{'':12}{'':10}{'per s':>9}{'p50 ms':>9}{'p99 ms':>9}{'CPU ms':>9}{'ratio':>16}  failures"
    )
    for (workload, name), figures in found.items():
        ratios = [
            ours.server_ms / bare.server_ms
            for ours, bare in zip(figures, found[workload, "floor"], strict=True)
        ]
        failed = sum((f.failures for f in figures[1:]), figures[0].failures)
        print(
            f"{workload:12}{name:10}"
            f"{_middle(f.per_s for f in figures):9.0f}"
            f"{_middle(f.p50_ms for f in figures):9.1f}"
            f"{_middle(f.p99_ms for f in figures):9.1f}"
            f"{_middle(f.server_ms for f in figures):9.2f}"
            f"{statistics.median(ratios):7.2f} [{min(ratios):.2f}-{max(ratios):.2f}]"
            f"  {dict(failed) or 'none'}"
        )
    for name in starts:
        print(
            f"{name}: first answer after {_middle(starts[name]):.2f} s,"
            f" idle memory of all processes {_middle(memory[name]):.0f} MiB (PSS)"
        )


def _middle(values: object) -> float:
    return statistics.median(values)  # type: ignore[type-var,call-overload,no-any-return]


if __name__ == "__main__":
    sys.exit(main())

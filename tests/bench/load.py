"""Runs a workload with many virtual people at once, and measures what the server spent on it."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import psutil

from tests.bench.wire import Failed
from tests.bench.workloads import Person


@dataclass(frozen=True)
class Figures:
    """What one run showed: latencies of whole operations and server CPU an operation, in ms."""

    operations: int
    per_s: float
    p50_ms: float
    p99_ms: float
    server_ms: float
    failures: Counter[str]


def run(
    work: Callable[[Person], None], crowd: Sequence[Person], server: psutil.Process, seconds: float
) -> Figures:
    """Every person repeats `work` for so many seconds, once at least; a failure ends it."""
    times: list[float] = []
    failures: Counter[str] = Counter()
    began, before = time.monotonic(), cpu_s(server)
    until = began + seconds

    def live(person: Person) -> None:
        while True:
            start = time.monotonic()
            try:
                work(person)
            except (Failed, OSError) as problem:
                failures[str(problem)[:120]] += 1
                return
            times.append(time.monotonic() - start)
            if time.monotonic() > until:
                return

    threads = [threading.Thread(target=live, args=(person,)) for person in crowd]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took, spent = time.monotonic() - began, cpu_s(server) - before
    ordered = sorted(times) or [float("nan")]
    return Figures(
        operations=len(times),
        per_s=len(times) / took,
        p50_ms=1000 * ordered[len(ordered) // 2],
        p99_ms=1000 * ordered[min(len(ordered) - 1, len(ordered) * 99 // 100)],
        server_ms=1000 * spent / max(1, len(times)),
        failures=failures,
    )


def cpu_s(server: psutil.Process) -> float:
    """CPU seconds, user and system, of a process and all its children."""
    return sum(sum(p.cpu_times()[:2]) for p in _tree(server))


def pss_mib(server: psutil.Process) -> float:
    """Proportional memory of a process and all its children: shared pages are counted once."""
    return sum(p.memory_full_info().pss for p in _tree(server)) / 2**20


def _tree(server: psutil.Process) -> list[psutil.Process]:
    return [server, *server.children(recursive=True)]

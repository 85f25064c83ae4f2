"""Many at once, over several processes: each process opens the same store and is told to run."""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Iterable
from typing import Any

from idp.app import create_app
from idp.clock import SetClock
from idp.settings import read


def main() -> None:
    """Reads one JSON job; says "ready"; at a line of input sends all requests at the same moment.

    Prints one JSON list of [status, body].
    """
    job = json.loads(sys.stdin.readline())
    app = create_app(read(**job["settings"]), clock=SetClock(job["now"]))
    barrier = threading.Barrier(job["threads"])
    made: list[list[Any]] = []

    def send() -> None:
        client = app.test_client(use_cookies=False)
        barrier.wait()
        answer = client.post(job["path"], data=job["form"], headers=job["headers"])
        made.append([answer.status_code, answer.json])

    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    run(threading.Thread(target=send) for _ in range(job["threads"]))
    sys.stdout.write(json.dumps(made) + "\n")


def run(threads: Iterable[threading.Thread]) -> None:
    """Starts all, then waits for all."""
    started = list(threads)
    for thread in started:
        thread.start()
    for thread in started:
        thread.join()


if __name__ == "__main__":
    main()

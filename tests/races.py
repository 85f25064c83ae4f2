"""Many at once for one thing: threads in several processes, each in a transaction of its own."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.synchronize import Barrier
from typing import Any

from idp.browser import Browser
from idp.clock import SetClock
from idp.pages import Renderer
from idp.routes import Routes
from idp.services import House, Services
from idp.settings import Settings
from idp.store import Store
from idp.tokens import Tokens
from idp.vault import Vault
from idp.words import Words
from tests.visits import Visit

PROCESSES = 2
RUNNERS = 32  # in each process

# What every runner tries: True when it was given the thing.
Try = Callable[[Services, dict[str, Any]], bool]


@dataclass(frozen=True)
class Race:
    """What every runner needs, in a form that goes to other processes. at: the clock's time."""

    settings: Settings
    browser: Browser
    at: int
    attempt: Try
    given: dict[str, Any]


class Racers:
    """The processes, started once for all races; each race begins in both at the same moment."""

    def __enter__(self) -> Racers:
        context = get_context("spawn")
        start = context.Barrier(PROCESSES)
        self._pool = context.Pool(PROCESSES, _remember, (start,))
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.close()
        self._pool.join()

    def run(self, race: Race) -> int:
        """How many were given the thing. An exception of any runner is raised here."""
        return sum(self._pool.map(_run, [race] * PROCESSES, chunksize=1))


_start: list[Barrier] = []


def _remember(barrier: Barrier) -> None:
    _start[:] = [barrier]


def _run(race: Race) -> int:
    settings, clock = race.settings, SetClock(race.at)
    store = Store(settings.database_url, pool_size=RUNNERS)
    house = House(
        settings=settings,
        clock=clock,
        store=store,
        tokens=Tokens([key.get_secret_value() for key in settings.secret_keys], clock),
        vault=Vault.open(store, [key.get_secret_value() for key in settings.master_keys], clock),
        words=Words(("en",)),
        renderer=Renderer(Words(("en",))),
        routes=Routes(()),
    )
    together = threading.Barrier(RUNNERS)

    def one(_: int) -> bool:
        together.wait()
        with Visit(house, race.browser).services() as services:
            return race.attempt(services, race.given)

    _start[0].wait()
    with ThreadPoolExecutor(RUNNERS) as runners:
        successes = sum(runners.map(one, range(RUNNERS)))
    store.close()
    return successes

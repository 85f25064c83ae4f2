"""idp.limits: counted exactly, over all processes, and never for ever."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from multiprocessing.pool import Pool
from typing import Any

import pytest
from sqlalchemy.exc import DBAPIError

from idp.clock import SetClock
from idp.limits import (
    LIMITS,
    MAIL_WAIT,
    MAILS_PER_DAY,
    MAILS_PER_QUARTER,
    InProcess,
    Limits,
)
from idp.settings import Settings
from idp.store import Store, Transaction
from idp.tokens import Tokens, new_id


@pytest.fixture
def counting(settings: Settings, clock: SetClock, tokens: Tokens) -> Any:
    """Limits within a given transaction."""

    def limits(tx: Transaction) -> Limits:
        return Limits(tx, settings, clock, tokens, "192.0.2.0/32")

    return limits


def test_as_many_are_allowed_as_the_limit_says(store: Store, counting: Any) -> None:
    """The sixth mail in a quarter of an hour is refused, and told until when."""
    with store.write() as tx:
        verdicts = [counting(tx).hit(MAILS_PER_QUARTER, "ada") for _ in range(6)]

    assert [v.allowed for v in verdicts] == [True] * 5 + [False]
    assert [v.left for v in verdicts] == [4, 3, 2, 1, 0, 0]
    assert verdicts[-1].again_at == SetClock().at + 900


def test_different_things_are_counted_apart(store: Store, counting: Any) -> None:
    """One person's attempts never count for another one."""
    with store.write() as tx:
        counting(tx).hit(MAIL_WAIT, "ada")

        assert not counting(tx).hit(MAIL_WAIT, "ada").allowed
        assert counting(tx).hit(MAIL_WAIT, "eve").allowed


def test_refused_attempts_do_not_prolong_the_wait(
    store: Store, counting: Any, clock: SetClock
) -> None:
    """Whoever keeps hitting cannot keep the owner of an address out for ever."""
    with store.write() as tx:
        counting(tx).hit(MAIL_WAIT, "ada")
        for _ in range(59):
            clock.move_s(1)
            assert not counting(tx).hit(MAIL_WAIT, "ada").allowed

        clock.move_s(1)

        assert counting(tx).hit(MAIL_WAIT, "ada").allowed


def test_a_short_wait_does_not_use_up_the_day(store: Store, counting: Any) -> None:
    """Of a hundred requests in one minute, one counts for the day."""
    with store.write() as tx:
        limits = counting(tx)
        for _ in range(100):
            limits.hit_each((MAIL_WAIT, ("ada",)), (MAILS_PER_DAY, ("ada",)))

        assert limits.look(MAILS_PER_DAY, "ada").hits == 1


def test_a_clock_set_back_does_not_lock_people_out(
    store: Store, counting: Any, clock: SetClock
) -> None:
    """A window that lies far in the future is begun anew."""
    clock.move_s(86_400)
    with store.write() as tx:
        counting(tx).hit(MAIL_WAIT, "ada")
    clock.move_s(-86_400)

    with store.write() as tx:
        assert counting(tx).hit(MAIL_WAIT, "ada").allowed


def test_the_table_tells_nobody_who_was_counted(store: Store, counting: Any) -> None:
    """Neither addresses nor networks can be read or guessed from the counters."""
    with store.write() as tx:
        counting(tx).hit(MAIL_WAIT, "ada@example.org")
        rows = tx.exec_driver_sql("SELECT * FROM attempts").all()

    assert "example" not in str(rows)


def test_every_limit_has_a_figure_in_the_settings(settings: Settings) -> None:
    """No limit is without a most and a window, and no two share a name."""
    assert all(limit.most(settings) >= 1 for limit in LIMITS)
    assert all(limit.window_s(settings) >= 60 for limit in LIMITS)
    assert len({limit.name for limit in LIMITS}) == len(LIMITS)


def test_without_a_store_a_process_counts_alone_and_stricter(
    store: Store, settings: Settings, clock: SetClock, tokens: Tokens
) -> None:
    """While the table cannot be written, half as much is allowed, not everything."""
    what = new_id()  # of its own, because the counters of a process outlive one test

    verdicts = []
    for _ in range(4):
        with store.engine.connect() as tx:
            break_connection(store, tx)
            limits = Limits(tx, settings, clock, tokens, "")
            verdicts.append(limits.hit(MAILS_PER_QUARTER, what).allowed)

    assert verdicts == [True, True, False, False]


def break_connection(store: Store, tx: Transaction) -> None:
    """The next statement fails as it does when the database goes away."""
    if store.is_sqlite:
        tx.exec_driver_sql("BEGIN")
        tx.exec_driver_sql("DROP TABLE attempts")  # rolled back with the connection
    else:
        with suppress(DBAPIError):
            tx.exec_driver_sql("SELECT pg_terminate_backend(pg_backend_pid())")


def test_counters_in_memory_stay_few() -> None:
    """Somebody who makes up names cannot fill our memory, and is limited all the same."""
    counters = InProcess()
    counters.MOST_COUNTERS = 10

    last = [counters.count(f"name-{n}", 60, 0) for n in range(100)][-1]

    assert len(counters._counts) == 11
    assert last.hits == 90


PARALLEL_HITS = 1_000


def test_a_thousand_parallel_hits_are_a_thousand(
    store: Store, settings: Settings, two_processes: Pool
) -> None:
    """Two processes that hit at the same time are counted to the last hit."""
    allowed = two_processes.map(_hit_many, [(settings, PARALLEL_HITS // 2)] * 2, chunksize=1)

    assert sum(allowed) == settings.limit_mails_per_quarter
    with store.read() as tx:
        hits = tx.exec_driver_sql("SELECT hits FROM attempts").scalars().all()
    assert hits == [PARALLEL_HITS]


def _hit_many(task: tuple[Settings, int]) -> int:
    """In a process of its own: so many hits from four threads; how many were allowed."""
    settings, hits = task
    tokens = Tokens([key.get_secret_value() for key in settings.secret_keys])
    store = Store(settings.database_url)

    def hit(_: int) -> bool:
        with store.write() as tx:
            return Limits(tx, settings, SetClock(), tokens, "").hit(MAILS_PER_QUARTER).allowed

    with ThreadPoolExecutor(4) as threads:
        allowed = sum(threads.map(hit, range(hits)))
    store.close()
    return allowed

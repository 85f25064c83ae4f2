"""idp.store and idp.store.turn: transactions that hold what they promise."""

from __future__ import annotations

import os
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from multiprocessing.pool import Pool
from pathlib import Path

import pytest
from sqlalchemy import delete, insert, select, text, update

from idp.store import Store, StoreBusyError, StoreDownError, StoreError, Transaction
from idp.store.schema import attempts, metadata
from idp.store.soundness import damage, sqlite_is_mended
from idp.store.turn import Turn, TurnTimeoutError


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "stepfree.sqlite3"


def test_what_fails_is_undone(store: Store) -> None:
    """A transaction that ends with an exception leaves nothing behind."""

    def change() -> None:
        with store.write() as tx:
            tx.execute(insert(attempts).values(id="x", window_began_at=1, hits=1, expires_at=2))
            raise RuntimeError("a fault after the change")

    with pytest.raises(RuntimeError, match="fault"):
        change()

    with store.read() as tx:
        assert tx.execute(select(attempts)).all() == []


@pytest.mark.postgres
def test_a_deadlock_ends_well_for_both(postgresql_store: Store) -> None:
    """PostgreSQL gives up one of two that wait for each other; it is run again (SEC-107)."""
    store, both_hold, runs = postgresql_store, threading.Barrier(2, timeout=10), []
    with store.write() as tx:
        tx.execute(delete(attempts))
        for key in ("left", "right"):
            tx.execute(insert(attempts).values(id=key, window_began_at=1, hits=0, expires_at=2))

    def count(keys: tuple[str, str]) -> None:
        def work(tx: Transaction) -> None:
            runs.append(keys)
            more = update(attempts).values(hits=attempts.c.hits + 1)
            tx.execute(more.where(attempts.c.id == keys[0]))
            if len(runs) <= 2:
                both_hold.wait()
            tx.execute(more.where(attempts.c.id == keys[1]))

        store.run(work)

    with ThreadPoolExecutor(2) as threads:
        list(threads.map(count, [("left", "right"), ("right", "left")]))

    with store.read() as tx:
        assert tx.execute(select(attempts.c.hits)).scalars().all() == [2, 2]
    assert len(runs) > 2  # on a busy machine the two may meet once more


def test_what_always_meets_another_is_told(store: Store) -> None:
    """After the third time the caller learns it, and nothing is left behind."""
    runs = []

    def work(tx: Transaction) -> None:
        tx.execute(insert(attempts).values(id="x", window_began_at=1, hits=1, expires_at=2))
        runs.append(tx)
        raise StoreBusyError

    with pytest.raises(StoreDownError):
        store.run(work)

    assert len(runs) == 3
    with store.read() as tx:
        assert tx.execute(select(attempts)).all() == []


def test_points_in_time_outlive_2038(store: Store) -> None:
    """Epoch seconds beyond 31 bits are kept exactly."""
    far_at = 4_102_444_800
    with store.write() as tx:
        tx.execute(insert(attempts).values(id="x", window_began_at=far_at, hits=1, expires_at=2))

        assert tx.execute(select(attempts.c.window_began_at)).scalar_one() == far_at


def test_sqlite_keeps_what_it_confirmed(file: Path) -> None:
    """The file is written ahead and synchronised at each commit, with foreign keys on."""
    store = Store(f"sqlite:///{file}")

    with store.read() as tx:
        values = [
            tx.execute(text(f"PRAGMA {name}")).scalar_one()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        ]

    assert values == ["wal", 2, 1]
    store.close()


def test_a_store_without_a_file_is_refused() -> None:
    """A database in memory would forget everything at the next start."""
    with pytest.raises(StoreError, match="database_url"):
        Store("sqlite://")


def test_readers_do_not_wait_for_a_writer(store: Store) -> None:
    """While somebody writes, others read what was there before."""
    with store.write() as writer:
        writer.execute(insert(attempts).values(id="x", window_began_at=1, hits=1, expires_at=2))

        with store.read() as reader:
            assert reader.execute(select(attempts)).all() == []


def test_a_database_that_is_away_is_one_error_of_ours(tmp_path: Path) -> None:
    """What the router answers with 503 has one name, whatever the database says."""
    store = Store(f"postgresql://nobody@/none?host={tmp_path}")

    with pytest.raises(StoreDownError):
        store.ping()
    store.close()


def test_the_connection_that_was_used_last_is_used_next(file: Path) -> None:
    """One request after another finds the connection whose cache is warm, and no new one opens."""
    store, used = Store(f"sqlite:///{file}"), []
    for _ in range(3):
        with store.write() as tx:
            used.append(tx.connection.dbapi_connection)
    with store.read() as outer, store.read() as inner:
        used.append(outer.connection.dbapi_connection)
        other = inner.connection.dbapi_connection

    assert len({id(connection) for connection in used}) == 1
    assert other is not used[0]
    store.close()


def test_a_connection_on_which_the_database_failed_is_not_used_again(file: Path) -> None:
    """What is not known to be sound is closed; what only our own code refused stays open."""
    store = Store(f"sqlite:///{file}")
    with suppress(StoreDownError), store.write() as failed:
        failed.execute(text("SELECT * FROM nothing"))
    with suppress(LookupError), store.write() as refused:
        raise LookupError
    with store.write() as tx:
        assert tx is refused
        assert tx is not failed

    assert failed.closed
    store.close()


def test_a_writer_that_waits_too_long_is_told(file: Path) -> None:
    """A turn that is kept by another process ends the wait with an error, not never."""
    held, other = Turn(file, 1), Turn(file, 0.05)

    with held.take(), pytest.raises(TurnTimeoutError), other.take():
        pytest.fail("two writers at once")

    with other.take():
        pass
    held.close()
    other.close()


def test_a_turn_is_one_at_a_time_over_threads(file: Path) -> None:
    """No two threads are ever inside together."""
    turn, inside, worst = Turn(file, 5), threading.Semaphore(1), []

    def enter(_: int) -> None:
        with turn.take():
            worst.append(inside.acquire(blocking=False))
            inside.release()

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(enter, range(200)))
    turn.close()

    assert worst == [True] * 200


@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
def test_a_forked_process_waits_like_any_other(file: Path) -> None:
    """A child does not inherit its parent's turn."""
    turn = Turn(file, 5)
    with turn.take():
        child = os.fork()
        if child == 0:  # no assertion here: the child must never come back into pytest
            turn._longest_wait_s = 0.05
            try:
                with turn.take():
                    os._exit(1)
            except TurnTimeoutError:
                os._exit(0)
        _, status = os.waitpid(child, 0)
    turn.close()

    assert os.waitstatus_to_exitcode(status) == 0


def test_eight_writers_in_two_processes_lose_nothing(file: Path, two_processes: Pool) -> None:
    """Many writers with checkpoints in between leave every count right and the file whole."""
    store = Store(f"sqlite:///{file}")
    metadata.create_all(store.engine)
    with store.write() as tx:
        tx.execute(insert(attempts).values(id="x", window_began_at=1, hits=0, expires_at=2))
    store.close()

    two_processes.map(_count_up, [(str(file), 150)] * 2, chunksize=1)

    store = Store(f"sqlite:///{file}")
    with store.read() as tx:
        hits = tx.execute(select(attempts.c.hits)).scalar_one()
    assert (hits, damage(store)) == (300, [])
    store.close()


def _count_up(task: tuple[str, int]) -> None:
    file, times = task
    store = Store(f"sqlite:///{file}")

    def once(_: int) -> None:
        with store.write() as tx:
            tx.execute(update(attempts).values(hits=attempts.c.hits + 1))
        with store.write() as tx:
            tx.execute(text("PRAGMA user_version = 1"))

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(once, range(times)))
    store.close()


@pytest.mark.parametrize(
    ("version", "mended"),
    [
        ((3, 40, 1), False),
        ((3, 44, 5), False),
        ((3, 44, 6), True),
        ((3, 46, 1), False),
        ((3, 50, 7), True),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 53, 0), True),
    ],
)
def test_the_known_fault_of_sqlite_is_recognised(
    version: tuple[int, int, int], mended: bool
) -> None:
    """Versions with the checkpoint fault are told from those where it is mended."""
    assert sqlite_is_mended(version) is mended

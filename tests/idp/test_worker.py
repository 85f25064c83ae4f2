"""idp.worker: promised mails reach a real server, once, also when things break."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import ClassVar

import pytest

from conftest import Outbox
from idp.clock import Clock, SetClock
from idp.settings import Settings
from idp.store import Store
from idp.store import outbox as rows
from idp.store.events import find_events
from idp.store.outbox import Promised
from idp.tokens import new_id
from idp.vault import Vault
from idp.worker import LONGEST_BACKOFF_S, Worker
from tests.servers import MailServer

MESSAGE = (
    b"From: Stepfree <sign-in@portal.example>\r\nTo: ada@example.org\r\nSubject: Sign in\r\n"
    b"Message-ID: <%s@portal.example>\r\n\r\nhttps://portal.example/link\r\n"
)


@dataclass
class Desk:
    """Promises mails and has a worker for them."""

    store: Store
    vault: Vault
    settings: Settings
    clock: SetClock
    server: MailServer

    def promise(self, *, life_s: int = 1_800) -> str:
        """One promised mail; returns its id."""
        key, now = new_id(), self.clock.now()
        sealed = self.vault.seal("outbox", "message_sealed", key, MESSAGE % key.encode())
        with self.store.write() as tx:
            rows.add_promised(tx, Promised(key, "sample/mail", sealed, 0, now, now, now + life_s))
        return key

    def worker(self) -> Worker:
        return Worker(self.store, self.vault, self.settings, self.clock)

    def work(self) -> None:
        self.worker().work()

    def events(self) -> list[str]:
        with self.store.read() as tx:
            return [event.name for event in find_events(tx)]


@pytest.fixture
def desk(
    store: Store, vault: Vault, settings: Settings, clock: SetClock, mail_server: MailServer
) -> Desk:
    """A desk whose mail server runs."""
    changed = {
        "smtp_host": "127.0.0.1",
        "smtp_port": mail_server.port,
        "smtp_security": "none",
        "smtp_timeout_s": 2,
    }
    return Desk(store, vault, settings.model_copy(update=changed), clock, mail_server)


def test_a_promised_mail_is_sent_once_and_forgotten(desk: Desk, mails: Outbox) -> None:
    """A mail goes out once; afterwards its text is no longer in the database."""
    key = desk.promise()

    desk.work()
    desk.work()

    assert [m["Message-ID"] for m in desk.server.taken] == [f"<{key}@portal.example>"]
    assert mails.messages() == []
    assert desk.events() == ["mail.message.sent"]


def test_a_server_that_is_down_costs_a_mail_nothing(desk: Desk) -> None:
    """While the server is away nothing is lost or counted; on its return everything goes out."""
    for _ in range(12):
        desk.promise()
    desk.server.stop()
    worker = desk.worker()

    pauses = [worker.work() for _ in range(3)]
    desk.server.start()
    worker.work()
    worker.work()

    assert all(0 < pause <= LONGEST_BACKOFF_S * 1.25 for pause in pauses)
    assert len({m["Message-ID"] for m in desk.server.taken}) == 12
    assert len(desk.server.taken) == 12


def test_a_mail_that_is_refused_for_now_goes_out_later(desk: Desk) -> None:
    """An answer of the 400s delays this mail by less than a minute."""
    desk.promise()
    desk.server.refuse = "451 4.7.1 come back later"
    desk.work()
    desk.server.refuse = ""

    desk.work()
    assert desk.server.taken == []
    desk.clock.move_s(60)
    desk.work()

    assert len(desk.server.taken) == 1
    assert desk.events() == ["mail.message.delayed", "mail.message.sent"]


def test_a_mail_that_is_refused_for_good_is_given_up_after_one_try(desk: Desk) -> None:
    """An answer of the 500s ends it at once, and an operator can see it."""
    key = desk.promise()
    desk.server.refuse = "550 5.1.1 nobody here"

    desk.work()
    desk.clock.move_s(3_600)
    desk.work()

    with desk.store.read() as tx:
        dead = rows.find_given_up(tx)
    assert [(d[0], d[3]) for d in dead] == [(key, "SMTPDataError (550)")]
    assert desk.events() == ["mail.message.given_up"]


def test_a_mail_is_never_sent_after_its_link_has_ended(desk: Desk) -> None:
    """A mail older than what it carries is dropped, and counted as given up."""
    desk.promise(life_s=1_800)
    desk.clock.move_s(1_800)

    desk.work()

    assert desk.server.taken == []
    assert desk.events() == ["mail.message.given_up"]


def test_two_workers_send_one_mail_once(desk: Desk) -> None:
    """Workers that look at the same moment never send the same mail."""
    for _ in range(40):
        desk.promise()
    workers = [desk.worker() for _ in range(4)]
    begin = threading.Barrier(4)

    def work(worker: Worker) -> None:
        begin.wait()
        while worker.work() == 0.0:
            pass

    threads = [threading.Thread(target=work, args=(worker,)) for worker in workers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    desk.clock.move_s(1)
    desk.work()
    assert len(desk.server.taken) == 40
    assert len({m["Message-ID"] for m in desk.server.taken}) == 40


def test_a_mail_of_a_worker_that_died_is_sent_by_the_next(desk: Desk) -> None:
    """A claim ends by itself, so a killed worker keeps no mail for ever."""
    key = desk.promise()
    with desk.store.write() as tx:
        rows.claim_due(tx, "dead", desk.clock.now(), 60, 10)
    desk.work()
    assert desk.server.taken == []

    desk.clock.move_s(61)
    desk.work()

    assert [m["Message-ID"] for m in desk.server.taken] == [f"<{key}@portal.example>"]


def test_a_worker_that_stood_still_does_not_send_again(desk: Desk) -> None:
    """Who lost the claim while standing still finds that out before sending."""
    key = desk.promise()
    with desk.store.write() as tx:
        rows.claim_due(tx, "slow", desk.clock.now(), 60, 10)
    desk.clock.move_s(61)
    desk.work()

    with desk.store.write() as tx:
        still_ours = rows.keep_lease(tx, key, "slow", desk.clock.now() + 60)
        marked = rows.mark_sent(tx, key, "slow", desk.clock.now())

    assert not still_ours
    assert not marked
    assert len(desk.server.taken) == 1


def test_a_mail_sent_twice_is_the_same_to_the_byte(desk: Desk) -> None:
    """After a crash between sending and marking, the copy equals the first one."""
    key = desk.promise()
    lease = "crashed"
    with desk.store.write() as tx:
        (claimed,) = rows.claim_due(tx, lease, desk.clock.now(), 60, 10)
    plain = desk.vault.unseal("outbox", "message_sealed", key, claimed.message_sealed)
    with desk.worker()._server.connection() as connection:
        connection.deliver(plain)

    desk.clock.move_s(61)
    desk.work()

    first, second = desk.server.raw
    assert first == second


def test_a_mail_that_was_moved_to_another_row_is_not_sent(desk: Desk) -> None:
    """A sealed message opens only in its own row."""
    mine, other = desk.promise(), desk.promise()
    swap_sealed(desk.store, mine, other)

    desk.work()

    assert desk.server.taken == []
    assert desk.events() == ["mail.message.given_up"] * 2


def test_a_worker_told_to_stop_gives_back_what_it_has_not_sent(desk: Desk) -> None:
    """Mails of a stopped worker are due at once for the next one, with no try counted."""
    desk.promise()
    stop = threading.Event()
    stop.set()

    desk.worker().work(stop)

    with desk.store.write() as tx:
        (claimed,) = rows.claim_due(tx, "next", desk.clock.now(), 60, 10)
    assert claimed.tries == 1


def test_the_worker_outlives_a_fault_of_one_round(desk: Desk) -> None:
    """A fault in one round is logged, and the next round works."""

    class Faulty(Worker):
        rounds: ClassVar[list[int]] = []

        def work(self, stop: threading.Event | None = None) -> float:
            self.rounds.append(1)
            if len(self.rounds) == 1:
                raise RuntimeError("a fault")
            assert stop is not None
            stop.set()
            return 0.0

    class Impatient(threading.Event):
        def wait(self, timeout: float | None = None) -> bool:
            return self.is_set()

    Faulty(desk.store, desk.vault, desk.settings, Clock()).run(Impatient())

    assert len(Faulty.rounds) == 2


def swap_sealed(store: Store, one: str, other: str) -> None:
    """What somebody with access to the database alone could do."""
    with store.write() as tx:
        sealed = {
            row.id: row.message_sealed for row in tx.exec_driver_sql("SELECT * FROM outbox").all()
        }
        for key, value in ((one, sealed[other]), (other, sealed[one])):
            tx.execute(
                rows.outbox.update()
                .where(rows.outbox.c.id == key)
                .values(message_sealed=bytes(value))
            )

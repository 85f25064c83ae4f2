"""Sends the promised mails and forgets what has expired, beside the requests.

    promised ──claim (lease)──► being sent ──server took it──► sent
        ▲                           │ not now                   (forgotten after 24 h)
        └──────── later ◄───────────┤
                                    └ refused for good, or expired ──► given up

A mail is never lost once promised. A worker that dies between the server's "taken" and our mark
leaves at most one more copy of the very same message, with the same Message-ID (SEC-108).
"""

from __future__ import annotations

import logging
import secrets
import threading
from collections.abc import Callable

from idp.clock import Clock
from idp.events import Events
from idp.mail import Connection, DeliveryError, MailServer
from idp.settings import Settings
from idp.store import Store, StoreDownError, Transaction
from idp.store import outbox as rows
from idp.store.cleaning import forget
from idp.store.outbox import Promised
from idp.tokens import new_id
from idp.vault import Vault, VaultError

logger = logging.getLogger(__name__)

BATCH = 10
LOOK_S = 0.5  # how often the outbox is looked at: one indexed read
CLEAN_S = 3_600
LONGEST_BACKOFF_S = 40  # so that everything is out within a minute of the server's return
# A message is talked about in about six commands, each as slow as the server may be.
COMMANDS = 6


class Worker:
    """One worker; any number may run on one store."""

    def __init__(
        self,
        store: Store,
        vault: Vault,
        settings: Settings,
        clock: Clock,
        server: MailServer | None = None,
    ) -> None:
        self._store = store
        self._vault = vault
        self._clock = clock
        self._server = server or MailServer(settings)
        self._lease_s = COMMANDS * settings.smtp_timeout_s + LONGEST_BACKOFF_S
        self._failures = 0
        self._clean_at = 0

    def run(self, stop: threading.Event) -> None:
        """Works until told to stop; a mail that is being sent is finished first."""
        while not stop.is_set():
            try:
                pause_s = self.work(stop)
            except StoreDownError:
                logger.warning("the worker waits for the database")
                pause_s = 5.0
            except Exception:
                # The last line of defence of a thread that must outlive any fault of one round.
                logger.exception("the worker failed and goes on")
                pause_s = 5.0
            stop.wait(pause_s)

    def work(self, stop: threading.Event | None = None) -> float:
        """One round; how many seconds to wait before the next."""
        if self._clock.now() >= self._clean_at:
            self._clean_at = self._clock.now() + CLEAN_S
            self.clean()
        with self._store.read() as tx:
            if not rows.any_due(tx, self._clock.now()):
                return LOOK_S
        try:
            self._drop_expired()
            more = self._send_batch(stop or threading.Event())
        except DeliveryError as error:
            self._failures += 1
            pause_s = _backoff_s(self._failures)
            logger.warning(
                "the mail server does not answer",
                extra={"reason": error.reason, "again_in_s": round(pause_s)},
            )
            return pause_s
        self._failures = 0
        return 0.0 if more else LOOK_S

    def clean(self) -> None:
        """Forgets what is over, and writes down how much it was."""
        forgotten = forget(self._store, self._clock.now())
        if forgotten:
            self._note(lambda events: events.store_rows_forgotten(rows=forgotten))

    def _drop_expired(self) -> None:
        events = Events(self._clock)
        with self._store.write() as tx:
            for key, kind, tries in rows.drop_expired(tx, self._clock.now()):
                events.mail_message_given_up(
                    outbox_id=key, kind=kind, tries=tries, reason="expired"
                )
                logger.warning("a mail expired unsent", extra={"outbox_id": key, "kind": kind})
            events.flush(tx)

    def _send_batch(self, stop: threading.Event) -> bool:
        """Sends some; whether there may be more. Raises DeliveryError when the server is down."""
        # The connection comes first: a server that is away costs no mail one of its tries.
        with self._server.connection() as connection:
            lease = new_id()
            with self._store.write() as tx:
                claimed = rows.claim_due(tx, lease, self._clock.now(), self._lease_s, BATCH)
            try:
                for message in claimed:
                    if stop.is_set():
                        break
                    self._send(connection, message, lease)
            finally:
                with self._store.write() as tx:
                    rows.give_back(tx, lease)
        return len(claimed) == BATCH

    def _send(self, connection: Connection, message: Promised, lease: str) -> None:
        now = self._clock.now()
        with self._store.write() as tx:
            # Somebody else may have taken over while this process stood still.
            if not rows.keep_lease(tx, message.id, lease, now + self._lease_s):
                return
        try:
            plain = self._vault.unseal(
                "outbox", "message_sealed", message.id, message.message_sealed
            )
            connection.deliver(plain)
        except VaultError:
            self._give_up(message, lease, "it cannot be opened")
        except DeliveryError as error:
            if error.for_good:
                self._give_up(message, lease, error.reason)
                return
            self._later(message, lease, error.reason)
            if error.server_down:
                raise
        else:
            self._sent(message, lease)

    def _sent(self, message: Promised, lease: str) -> None:
        def mark(tx: Transaction, events: Events) -> None:
            if rows.mark_sent(tx, message.id, lease, self._clock.now()):
                events.mail_message_sent(
                    outbox_id=message.id, kind=message.kind, tries=message.tries
                )

        self._mark(mark)

    def _later(self, message: Promised, lease: str, reason: str) -> None:
        due_at = self._clock.now() + round(_backoff_s(message.tries))

        def mark(tx: Transaction, events: Events) -> None:
            if rows.mark_later(tx, message.id, lease, due_at, reason):
                events.mail_message_delayed(
                    outbox_id=message.id, kind=message.kind, tries=message.tries, reason=reason
                )

        self._mark(mark)

    def _give_up(self, message: Promised, lease: str, reason: str) -> None:
        def mark(tx: Transaction, events: Events) -> None:
            if rows.mark_given_up(tx, message.id, lease, self._clock.now(), reason):
                events.mail_message_given_up(
                    outbox_id=message.id, kind=message.kind, tries=message.tries, reason=reason
                )

        self._mark(mark)
        logger.error("a mail was given up", extra={"outbox_id": message.id, "reason": reason})

    def _mark(self, mark: Callable[[Transaction, Events], None]) -> None:
        events = Events(self._clock)
        with self._store.write() as tx:
            mark(tx, events)
            events.flush(tx)

    def _note(self, note: Callable[[Events], None]) -> None:
        self._mark(lambda tx, events: note(events))


def _backoff_s(tries: int) -> float:
    """Twice as long each time, up to a limit, and never the same for two mails at once."""
    longest_s = min(LONGEST_BACKOFF_S, 2.0 ** min(tries, 10))
    return longest_s * (0.75 + secrets.randbelow(501) / 1_000)

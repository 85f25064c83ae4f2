"""How often something may happen, and whether it may happen once more.

Each limit counts one thing (an address, a network, a request, everything) in a window that
begins with its first hit. Counts live in the database, so they hold over all processes.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass

from idp.clock import Clock
from idp.settings import Settings
from idp.store import StoreDownError, Transaction
from idp.store.attempts import Count, count_attempt, find_count
from idp.tokens import Tokens

MINUTE_S, HOUR_S, DAY_S = 60, 3_600, 86_400


@dataclass(frozen=True, slots=True)
class Limit:
    """most: hits allowed in one window.  window_s: its length."""

    name: str
    most: Callable[[Settings], int]
    window_s: Callable[[Settings], int]


# What is counted is said at the call: an address (blind), a network, an interaction, nothing.
MAIL_WAIT = Limit("mail_wait", lambda s: 1, lambda s: s.limit_mail_wait_s)
MAILS_PER_QUARTER = Limit(
    "mails_quarter", lambda s: s.limit_mails_per_quarter, lambda s: 15 * MINUTE_S
)
MAILS_PER_DAY = Limit("mails_day", lambda s: s.limit_mails_per_day, lambda s: DAY_S)
MAILS_PER_NETWORK = Limit("mails_network", lambda s: s.limit_mails_per_network, lambda s: HOUR_S)
MAILS_OVERALL = Limit("mails_overall", lambda s: s.limit_mails_overall, lambda s: HOUR_S)
CODE_TRIES = Limit("code_tries", lambda s: s.limit_code_tries, lambda s: s.interaction_s)
PASSKEY_FAILURES = Limit(
    "passkey_failures", lambda s: s.limit_passkey_failures, lambda s: 5 * MINUTE_S
)
TOKEN_FAILURES = Limit("token_failures", lambda s: s.limit_token_failures, lambda s: 5 * MINUTE_S)
REQUESTS = Limit("requests", lambda s: s.limit_requests, lambda s: 5 * MINUTE_S)

LIMITS = (
    MAIL_WAIT,
    MAILS_PER_QUARTER,
    MAILS_PER_DAY,
    MAILS_PER_NETWORK,
    MAILS_OVERALL,
    CODE_TRIES,
    PASSKEY_FAILURES,
    TOKEN_FAILURES,
    REQUESTS,
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """allowed: whether it may happen.  hits: in this window, this one included.

    left: how many more the window allows.  again_at: when the window ends (epoch seconds).
    limit: the limit that decided.
    """

    allowed: bool
    hits: int
    left: int
    again_at: int
    limit: Limit

    def wait_s(self, now: int) -> int:
        """For Retry-After: at least 1."""
        return max(1, self.again_at - now)


class Limits:
    """Counts within the transaction of one request.

    network: the shortened address of the one who asks.
    """

    def __init__(
        self, tx: Transaction, settings: Settings, clock: Clock, tokens: Tokens, network: str
    ) -> None:
        self._tx = tx
        self._settings = settings
        self._clock = clock
        self._tokens = tokens
        self.network = network

    def hit(self, limit: Limit, *what: str) -> Verdict:
        """Counts one more and tells whether it is still allowed; one statement."""
        window_s, now = limit.window_s(self._settings), self._clock.now()
        if window_s == 0:  # an operator switched a wait off
            return Verdict(True, 0, limit.most(self._settings), now, limit)
        key = self._key(limit, what)
        try:
            count = count_attempt(self._tx, key, window_s, now)
        except StoreDownError:
            # Never unlimited, and never a total outage: this process counts alone, and stricter.
            count = IN_PROCESS.count(key, window_s, now)
            return _verdict(limit, count, max(1, limit.most(self._settings) // 2))
        return _verdict(limit, count, limit.most(self._settings))

    def hit_each(self, *pairs: tuple[Limit, tuple[str, ...]]) -> Verdict:
        """Hits one after another up to the first refusal, and returns that or the last verdict.

        What is refused by a short wait does not use up the day: a stranger who asks for mails
        to somebody's address cannot spend that person's whole allowance at once.
        """
        verdict = self.hit(pairs[0][0], *pairs[0][1])
        for limit, what in pairs[1:]:
            if not verdict.allowed:
                break
            verdict = self.hit(limit, *what)
        return verdict

    def look(self, limit: Limit, *what: str) -> Verdict:
        """Whether one more would be allowed, without counting it."""
        count = find_count(self._tx, self._key(limit, what), self._clock.now())
        most = limit.most(self._settings)
        left = max(0, most - count.hits)
        return Verdict(left > 0, count.hits, left, count.ends_at, limit)

    def _key(self, limit: Limit, what: tuple[str, ...]) -> str:
        # Keyed, so that the table tells nobody which address or network was counted.
        return f"{limit.name}:{self._tokens.mac('limit', limit.name, *what)}"


def _verdict(limit: Limit, count: Count, most: int) -> Verdict:
    return Verdict(
        allowed=count.hits <= most,
        hits=count.hits,
        left=max(0, most - count.hits),
        again_at=count.ends_at,
        limit=limit,
    )


class InProcess:
    """Counters of this process, for the time in which the store cannot count."""

    MOST_COUNTERS = 10_000

    def __init__(self) -> None:
        self._counts: dict[str, Count] = {}
        self._lock = threading.Lock()

    def count(self, key: str, window_s: int, now: int) -> Count:
        """Adds one hit. When memory is full, everything new shares one counter."""
        with self._lock:
            if key not in self._counts and len(self._counts) >= self.MOST_COUNTERS:
                self._counts = {k: c for k, c in self._counts.items() if c.ends_at > now}
                if len(self._counts) >= self.MOST_COUNTERS:
                    key = "everything else"
            count = self._counts.get(key)
            if count is None or count.ends_at <= now:
                count = Count(0, now + window_s)
            self._counts[key] = Count(count.hits + 1, count.ends_at)
            return self._counts[key]


IN_PROCESS = InProcess()

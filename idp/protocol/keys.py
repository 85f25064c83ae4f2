"""Signing keys: make, publish, rotate, retire (RFC 7517).

    made ── published ──────────────────────────────────────────────── removed
              └─ key_overlap_s ─► signs ─────────► no longer signs ─┘
                                                    └ longest token + 24 h ┘

A key is published at least key_overlap_s before it signs, and stays published until nothing
that it signed can be in use, so a portal that caches the key set always finds the key (SEC-81).
Keys are opened once per process and kept; a look at the store every RELOAD_S finds new ones.
"""

from __future__ import annotations

import hashlib
import json
import threading
from dataclasses import dataclass

from joserfc.jwk import Key, KeySet

from idp.clock import Clock
from idp.protocol import jose
from idp.settings import Settings
from idp.store import Store, Transaction
from idp.store.clients import find_algorithms
from idp.store.signing_keys import (
    SigningKeyRow,
    add_key,
    list_keys,
    lock_keys,
    retire_key,
)
from idp.vault import Vault

DEFAULT_ALG = "ES256"
RELOAD_S = 30
# How long a portal may cache the key set (SEC-81: an hour at the most).
CACHE_S = 3_600
AFTERLIFE_S = 86_400


@dataclass(frozen=True, slots=True)
class Published:
    """The key set as it goes over the wire: prepared once, sent many times."""

    body: bytes
    etag: str


@dataclass(frozen=True, slots=True)
class _Loaded:
    rows: tuple[SigningKeyRow, ...]
    keys: dict[str, Key]


class KeyRing:
    """The signing keys of this process."""

    def __init__(self, store: Store, vault: Vault, clock: Clock, settings: Settings) -> None:
        self._store = store
        self._vault = vault
        self._clock = clock
        self._settings = settings
        self._lock = threading.Lock()
        self._loaded = _Loaded((), {})
        self._loaded_at_s = float("-inf")
        self._published: tuple[tuple[str, ...], Published] | None = None

    def warm(self) -> None:
        """Opens every key, and makes the first one for each algorithm in use; before serving."""
        with self._store.read() as tx:
            used = find_algorithms(tx)
        for alg in sorted({DEFAULT_ALG, *used}):
            self.ensure(alg)
        self.published()

    def signer(self, alg: str, tx: Transaction) -> Key:
        """The private key that signs with this algorithm now.

        tx: of the request. A key that nobody made yet (`stepfree client add` makes it) is made
        in that transaction: another one would wait for this one for ever.
        """
        row = self._signing(alg) or self._signing(alg, fresh=True)
        return self._loaded.keys[row.id] if row else self._first(alg, tx)

    def verifiers(self) -> KeySet:
        """The keys by which what we signed can be recognised."""
        now = self._clock.now()
        loaded = self._current()
        return KeySet([loaded.keys[row.id] for row in loaded.rows if _is_published(row, now)])

    def published(self) -> Published:
        """The public key set, as bytes that are made anew only when a key comes or goes."""
        now = self._clock.now()
        rows = [row for row in self._current().rows if _is_published(row, now)]
        ids = tuple(row.id for row in rows)
        if self._published is None or self._published[0] != ids:
            body = json.dumps({"keys": [row.public_jwk for row in rows]}).encode()
            self._published = (ids, Published(body, hashlib.sha256(body).hexdigest()[:32]))
        return self._published[1]

    def ensure(self, alg: str) -> None:
        """Makes the first key of this algorithm, unless there is one."""
        self._reload()
        if _has_successor(self._loaded.rows, alg):
            return
        key = jose.generate(alg)  # may take a second: not while others wait for the store
        with self._store.write() as tx:
            lock_keys(tx)
            # Two processes may start together: the second one finds the first one's key.
            if not _has_successor(list_keys(tx), alg):
                self._add(tx, key, alg, signs_from_at=self._clock.now())
        self._reload()

    def rotate(self, alg: str, *, emergency: bool = False) -> SigningKeyRow:
        """A new key for this algorithm, which takes over after key_overlap_s.

        emergency: at once, and the older keys are no longer published: what they signed is
        refused from now on. For a key that may be known to somebody else.
        """
        key = jose.generate(alg)
        with self._store.write() as tx:
            lock_keys(tx)
            now = self._clock.now()
            starts_at = now if emergency else now + self._settings.key_overlap_s
            for row in list_keys(tx):
                if row.alg == alg and _is_published(row, now):
                    self._retire(tx, row, starts_at, emergency)
            new = self._add(tx, key, alg, signs_from_at=starts_at)
        self._reload()
        return new

    def rows(self) -> tuple[SigningKeyRow, ...]:
        """Every key, oldest first, for an operator to read."""
        self._reload()
        return self._loaded.rows

    def _first(self, alg: str, tx: Transaction) -> Key:
        lock_keys(tx)
        now = self._clock.now()
        made = _signing_now(list_keys(tx), alg, now)  # another process may have been faster
        row = made or self._add(tx, jose.generate(alg), alg, signs_from_at=now)
        self._loaded_at_s = float("-inf")  # the next look at the store finds it
        return self._open(row)

    def _signing(self, alg: str, *, fresh: bool = False) -> SigningKeyRow | None:
        if fresh:
            self._reload()
        return _signing_now(self._current().rows, alg, self._clock.now())

    def _retire(self, tx: Transaction, row: SigningKeyRow, at: int, emergency: bool) -> None:
        longest_s = max(self._settings.id_token_s, self._settings.access_token_s)
        until_at = at if row.signs_until_at is None else min(at, row.signs_until_at)
        removed_at = at if emergency else row.removed_at or until_at + longest_s + AFTERLIFE_S
        retire_key(tx, row.id, signs_until_at=until_at, removed_at=removed_at)

    def _add(self, tx: Transaction, key: Key, alg: str, *, signs_from_at: int) -> SigningKeyRow:
        kid = key.thumbprint()
        private = json.dumps(key.as_dict(private=True)).encode()
        row = SigningKeyRow(
            id=kid,
            alg=alg,
            public_jwk={**key.as_dict(private=False), "kid": kid, "alg": alg, "use": "sig"},
            private_sealed=self._vault.seal(*_place(kid), private),
            created_at=self._clock.now(),
            signs_from_at=signs_from_at,
        )
        add_key(tx, row)
        return row

    def _current(self) -> _Loaded:
        if self._clock.monotonic_s() - self._loaded_at_s >= RELOAD_S:
            self._reload()
        return self._loaded

    def _reload(self) -> None:
        with self._lock:
            with self._store.read() as tx:
                rows = list_keys(tx)
            known = self._loaded.keys
            keys = {row.id: known.get(row.id) or self._open(row) for row in rows}
            self._loaded = _Loaded(rows, keys)
            self._loaded_at_s = self._clock.monotonic_s()

    def _open(self, row: SigningKeyRow) -> Key:
        private = self._vault.unseal(*_place(row.id), row.private_sealed)
        return jose.load(json.loads(private))


def _place(kid: str) -> tuple[str, str, str]:
    return ("signing_keys", "private_sealed", kid)


def _has_successor(rows: tuple[SigningKeyRow, ...], alg: str) -> bool:
    """Whether some key of this algorithm has no end yet."""
    return any(row.alg == alg and row.signs_until_at is None for row in rows)


def _signing_now(rows: tuple[SigningKeyRow, ...], alg: str, now: int) -> SigningKeyRow | None:
    able = [r for r in rows if r.alg == alg and r.signs_from_at <= now < _signs_until(r)]
    return max(able, key=lambda row: row.signs_from_at, default=None)


def _signs_until(row: SigningKeyRow) -> float:
    return float("inf") if row.signs_until_at is None else row.signs_until_at


def _is_published(row: SigningKeyRow, now: int) -> bool:
    return row.created_at <= now and (row.removed_at is None or row.removed_at > now)

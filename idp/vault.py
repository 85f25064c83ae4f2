"""Seals what the database must not know, and finds sealed addresses again.

    master key (operator)  wraps  data keys (database)  seal  addresses, mails, private keys

Several master keys and data keys can be read, one of each writes. An envelope is bound to its
table, column and row, so nobody can move a sealed value to another row.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import threading
from collections.abc import Sequence
from dataclasses import dataclass, replace

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from idp.clock import Clock
from idp.store import Store
from idp.store.data_keys import (
    DataKey,
    add_data_key,
    find_data_keys,
    retire_other_data_keys,
    rewrap_data_key,
)
from idp.store.sealed import seal_all_again
from idp.tokens import new_id

FORMAT = 1
KEY_BYTES = 32
NONCE_BYTES = 12
SEAL, BLIND = "seal", "blind"


class VaultError(Exception):
    """A sealed value or key cannot be opened: altered, moved, or its master key is missing."""


@dataclass(frozen=True, slots=True)
class _Ring:
    """The opened keys: all that read, and the one of each purpose that writes."""

    sealing: dict[str, AESGCM]
    newest_id: str
    blind: bytes


class Vault:
    """Envelope encryption with AES-256-GCM (NIST SP 800-38D), opened once per process."""

    def __init__(self, store: Store, master_keys: Sequence[str], clock: Clock) -> None:
        self._store = store
        self._masters = {_master_id(key): _master(key) for key in master_keys}
        self._writing_master = _master_id(master_keys[-1])
        self._clock = clock
        self._lock = threading.Lock()
        self._ring = self._load()

    @classmethod
    def open(cls, store: Store, master_keys: Sequence[str], clock: Clock | None = None) -> Vault:
        """Opens every data key, makes the first ones when there are none.

        master_keys: newest last. Raises VaultError when one that is still needed is missing.
        """
        return cls(store, master_keys, clock or Clock())

    def seal(self, table: str, column: str, row_id: str, plaintext: bytes) -> bytes:
        """An envelope that opens only in this place."""
        ring = self._ring
        nonce = secrets.token_bytes(NONCE_BYTES)
        key_id = ring.newest_id.encode()
        place = _place(table, column, row_id, ring.newest_id)
        sealed = ring.sealing[ring.newest_id].encrypt(nonce, plaintext, place)
        return bytes((FORMAT, len(key_id))) + key_id + nonce + sealed

    def unseal(self, table: str, column: str, row_id: str, sealed: bytes) -> bytes:
        """What was sealed in this place. Raises VaultError."""
        key_id, nonce, rest = _parts(sealed)
        cipher = self._reader(key_id)
        try:
            return cipher.decrypt(nonce, rest, _place(table, column, row_id, key_id))
        except InvalidTag as error:
            raise VaultError(
                f"{table}.{column}: a sealed value was altered, or moved from another row."
            ) from error

    def blind(self, purpose: str, text: str) -> str:
        """A keyed hash in hex by which a sealed text is found again, and not guessed."""
        message = f"{purpose}\0{text}".encode("utf-8", "surrogatepass")
        return hmac.new(self._ring.blind, message, hashlib.sha256).hexdigest()

    def is_stale(self, sealed: bytes) -> bool:
        """Whether the envelope was made by another key than the one that writes now."""
        return _parts(sealed)[0] != self._ring.newest_id

    def rotate(self) -> None:
        """A new data key writes from now on; the older ones still read."""
        self._add(SEAL)
        self._reload()

    def seal_again(self) -> int:
        """Seals by the newest data key whatever an older one has sealed; how many there were.

        Safe beside a running service. Raises VaultError for an envelope that cannot be opened.
        """

        def again(table: str, column: str, row_id: str, sealed: bytes) -> bytes | None:
            if not self.is_stale(sealed):
                return None
            return self.seal(table, column, row_id, self.unseal(table, column, row_id, sealed))

        return seal_all_again(self._store, again)

    def rewrap(self) -> int:
        """Wraps every data key by the newest master key; how many there were to wrap.

        Afterwards the older master keys can be taken out of the settings.
        """
        with self._store.write() as tx:
            stale = [k for k in find_data_keys(tx) if k.master_key_id != self._writing_master]
            for key in stale:
                rewrap_data_key(tx, self._wrap(key, self._unwrap(key)))
        return len(stale)

    def _reader(self, key_id: str) -> AESGCM:
        if key_id not in self._ring.sealing:
            self._reload()  # another process may have made a new key since
        try:
            return self._ring.sealing[key_id]
        except KeyError:
            raise VaultError(f"The data key {key_id} is not in the store.") from None

    def _reload(self) -> None:
        with self._lock:
            self._ring = self._load()

    def _load(self) -> _Ring:
        with self._store.read() as tx:
            keys = find_data_keys(tx)
        for purpose in (SEAL, BLIND):
            if not any(key.purpose == purpose for key in keys):
                self._add(purpose, only_first=True)
                return self._load()
        sealing = {k.id: AESGCM(self._unwrap(k)) for k in keys if k.purpose == SEAL}
        return _Ring(sealing, _writing(keys, SEAL).id, self._unwrap(_writing(keys, BLIND)))

    def _add(self, purpose: str, *, only_first: bool = False) -> None:
        with self._store.write() as tx:
            # Two processes may start together on an empty store: the second finds the first's.
            if only_first and any(k.purpose == purpose for k in find_data_keys(tx)):
                return
            key = DataKey(new_id(), purpose, b"", "", self._clock.now())
            add_data_key(tx, self._wrap(key, secrets.token_bytes(KEY_BYTES)))
            retire_other_data_keys(tx, key, key.created_at)

    def _wrap(self, key: DataKey, plain: bytes) -> DataKey:
        nonce = secrets.token_bytes(NONCE_BYTES)
        place = _place("data_keys", key.purpose, key.id, self._writing_master)
        wrapped = nonce + self._masters[self._writing_master].encrypt(nonce, plain, place)
        return replace(key, wrapped=wrapped, master_key_id=self._writing_master)

    def _unwrap(self, key: DataKey) -> bytes:
        try:
            master = self._masters[key.master_key_id]
        except KeyError:
            raise VaultError(
                f"master_keys: the key {key.master_key_id} is missing; stored data needs it. "
                "Put it back in front of the others, and run `stepfree keys reencrypt`."
            ) from None
        place = _place("data_keys", key.purpose, key.id, key.master_key_id)
        nonce, rest = key.wrapped[:NONCE_BYTES], key.wrapped[NONCE_BYTES:]
        try:
            return master.decrypt(nonce, rest, place)
        except InvalidTag as error:
            raise VaultError(f"The stored data key {key.id} was altered.") from error


def _writing(keys: tuple[DataKey, ...], purpose: str) -> DataKey:
    mine = [k for k in keys if k.purpose == purpose]
    return max(mine, key=lambda k: (k.retired_at is None, k.created_at))


def _master(key: str) -> AESGCM:
    derive = HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=b"stepfree master key v1")
    return AESGCM(derive.derive(key.encode()))


def _master_id(key: str) -> str:
    """A name for a master key that tells nothing about it."""
    derive = HKDF(algorithm=SHA256(), length=8, salt=None, info=b"stepfree master key name v1")
    return derive.derive(key.encode()).hex()


def _place(table: str, column: str, row_id: str, key_id: str) -> bytes:
    parts = [part.encode() for part in (table, column, row_id, key_id)]
    return b"".join(len(part).to_bytes(4, "big") + part for part in parts)


def _parts(sealed: bytes) -> tuple[str, bytes, bytes]:
    """Key id, nonce, ciphertext. Raises VaultError."""
    if len(sealed) < 2 or sealed[0] != FORMAT or len(sealed) < 2 + sealed[1] + NONCE_BYTES:
        raise VaultError("A sealed value does not have the form of an envelope.")
    end = 2 + sealed[1]
    key_id = sealed[2:end].decode("ascii", "replace")
    return key_id, sealed[end : end + NONCE_BYTES], sealed[end + NONCE_BYTES :]

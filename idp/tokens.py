"""Makes and checks secrets, keyed hashes and signed values.

Everything random comes from the operating system. What is stored is a hash; what leaves in a
cookie or a form is signed with the newest key and read with every key, so keys can be changed
without signing anybody out.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Sequence

from itsdangerous import BadData, TimestampSigner, URLSafeTimedSerializer
from itsdangerous.encoding import base64_decode, base64_encode

from idp.clock import Clock

# Part of every salt: raise it when the meaning of signed values changes, and old ones end.
VERSION = "v1"


class TokenError(Exception):
    """A signed value is forged, altered, for another purpose, or too old."""


def new_secret() -> str:
    """256 random bits as 43 URL-safe characters: for links, cookies, codes and tokens."""
    return secrets.token_urlsafe(32)


def new_id() -> str:
    """128 random bits as 22 URL-safe characters: a name that nobody can guess, but no secret.

    It never begins with a dash: operators type it after a command, where that means an option.
    """
    while (made := secrets.token_urlsafe(16)).startswith("-"):
        pass
    return made


def new_code(digits: int = 6) -> str:
    """Decimal digits to type by hand, each value equally likely, leading zeros kept."""
    return f"{secrets.randbelow(10**digits):0{digits}}"


def hash_secret(text: str) -> str:
    """SHA-256 in hex. Only for values with 128 random bits or more: short codes need `mac`."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def same(given: str, expected: str) -> bool:
    """Compares two texts in a time that does not tell where they differ."""
    return hmac.compare_digest(
        given.encode("utf-8", "surrogatepass"), expected.encode("utf-8", "surrogatepass")
    )


class Tokens:
    """Signs and keyed-hashes with the operator's secrets.

    secret_keys: newest last, each 256 bits or more (settings see to it).
    """

    def __init__(self, secret_keys: Sequence[str], clock: Clock | None = None) -> None:
        if not secret_keys or not all(secret_keys):
            raise ValueError("Signing needs at least one secret, and none that is empty.")
        self._keys = tuple(key.encode() for key in secret_keys)
        self._signer = _signer_class(clock or Clock())

    def sign(self, purpose: str, value: str) -> str:
        """A URL-safe text that only we can make. The value can be read by anybody who has it."""
        return str(self._serializer(purpose).dumps(value))

    def read(self, purpose: str, token: str, max_age_s: int) -> str:
        """The value that was signed for this purpose. Raises TokenError.

        The signature alone never makes a thing single-use: the value inside must be claimed in
        the store.
        """
        # base64 has several spellings of the same bytes; only the one we wrote is ours.
        signature = token.rpartition(".")[2]
        try:
            if base64_encode(base64_decode(signature)).decode("ascii") != signature:
                raise TokenError("The signature is not spelled as it was made.")
            value = self._serializer(purpose).loads(token, max_age=max_age_s)
        except (BadData, UnicodeError) as error:
            raise TokenError("The value was not signed by us for this, or is too old.") from error
        if not isinstance(value, str):
            raise TokenError("The value is not a text.")
        return value

    def mac(self, purpose: str, *parts: str) -> str:
        """HMAC-SHA-256 in hex of the parts, made by the newest key."""
        return _mac(self._keys[-1], purpose, parts)

    def macs(self, purpose: str, *parts: str) -> tuple[str, ...]:
        """The same with every key, newest first: what an older key may have stored."""
        return tuple(_mac(key, purpose, parts) for key in reversed(self._keys))

    def check_mac(self, expected: str, purpose: str, *parts: str) -> bool:
        """Whether any of our keys made `expected`, in a time that does not tell which."""
        matches = [same(made, expected) for made in self.macs(purpose, *parts)]
        return any(matches)

    def _serializer(self, purpose: str) -> URLSafeTimedSerializer:
        return URLSafeTimedSerializer(
            list(self._keys),
            salt=f"stepfree.{purpose}.{VERSION}",
            signer=self._signer,
            signer_kwargs={"digest_method": hashlib.sha256, "key_derivation": "hmac"},
        )


def _mac(key: bytes, purpose: str, parts: tuple[str, ...]) -> str:
    digest = hmac.new(key, f"stepfree.mac.{purpose}.{VERSION}".encode(), hashlib.sha256)
    for part in parts:
        # The length goes in front, so that ("ab", "c") and ("a", "bc") never meet.
        given = part.encode("utf-8", "surrogatepass")
        digest.update(len(given).to_bytes(8, "big") + given)
    return digest.hexdigest()


def _signer_class(clock: Clock) -> type[TimestampSigner]:
    class ClockedSigner(TimestampSigner):
        """Stamps with our clock; the library would read the system's."""

        def get_timestamp(self) -> int:
            return clock.now()

    return ClockedSigner

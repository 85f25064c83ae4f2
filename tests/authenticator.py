"""A passkey device in software: makes passkeys and signs with them, truly or wrongly on purpose."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import struct
from dataclasses import dataclass, field
from typing import Any

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa

UP, UV, BE, BS, AT = 0x01, 0x04, 0x08, 0x10, 0x40
TRUE_FLAGS = UP | UV | BE | BS
Key = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey


def base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def from_base64url(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "===")


@dataclass
class Device:
    """One authenticator with at most one passkey. flags: of its data (WebAuthn §6.1).

    count_by: how much its counter goes up with each use; 0 counts nothing, as synced ones do.
    """

    origin: str = "http://localhost:8000"
    host: str = "localhost"
    flags: int = TRUE_FLAGS
    count_by: int = 0
    count: int = 0
    key: Key = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    credential_id: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    aaguid: bytes = bytes(16)
    user_handle: bytes = b""

    def make(self, options: dict[str, Any], **client: Any) -> str:
        """The answer to creation options. client: overrides of clientDataJSON."""
        self.user_handle = from_base64url(options["user"]["id"])
        attested = (
            self.aaguid
            + struct.pack(">H", len(self.credential_id))
            + self.credential_id
            + cbor2.dumps(self._public_key())
        )
        data = self._data(self.flags | AT) + attested
        return self._answer(
            clientDataJSON=self._client_data("webauthn.create", options, client),
            attestationObject=cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data}),
            transports=["internal", "hybrid"],
        )

    def use(self, options: dict[str, Any], **client: Any) -> str:
        """The answer to request options."""
        self.count += self.count_by
        client_data = self._client_data("webauthn.get", options, client)
        data = self._data(self.flags)
        return self._answer(
            clientDataJSON=client_data,
            authenticatorData=data,
            signature=self._sign(data + hashlib.sha256(client_data).digest()),
            userHandle=self.user_handle,
        )

    def _client_data(self, kind: str, options: dict[str, Any], client: dict[str, Any]) -> bytes:
        values = {
            "type": kind,
            "challenge": options["challenge"],
            "origin": self.origin,
            "crossOrigin": False,
        }
        return json.dumps(values | client).encode()

    def _data(self, flags: int) -> bytes:
        host = hashlib.sha256(self.host.encode()).digest()
        return host + bytes([flags]) + struct.pack(">I", self.count)

    def _public_key(self) -> dict[int, Any]:
        """COSE (RFC 9053 §7.1.1, RFC 8230 §4)."""
        if isinstance(self.key, rsa.RSAPrivateKey):
            numbers = self.key.public_key().public_numbers()
            size = (self.key.key_size + 7) // 8
            return {1: 3, 3: -257, -1: numbers.n.to_bytes(size, "big"), -2: b"\x01\x00\x01"}
        point = self.key.public_key().public_numbers()
        return {
            1: 2,
            3: -7,
            -1: 1,
            -2: point.x.to_bytes(32, "big"),
            -3: point.y.to_bytes(32, "big"),
        }

    def _sign(self, data: bytes) -> bytes:
        if isinstance(self.key, rsa.RSAPrivateKey):
            return self.key.sign(data, padding.PKCS1v15(), hashes.SHA256())
        return self.key.sign(data, ec.ECDSA(hashes.SHA256()))

    def _answer(self, **response: Any) -> str:
        written = {
            name: base64url(value) if isinstance(value, bytes) else value
            for name, value in response.items()
        }
        return json.dumps(
            {
                "id": base64url(self.credential_id),
                "rawId": base64url(self.credential_id),
                "type": "public-key",
                "authenticatorAttachment": "platform",
                "clientExtensionResults": {},
                "response": written,
            }
        )

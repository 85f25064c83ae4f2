"""Makes and reads signed tokens, with nothing left to the token's own header.

Every token is checked against a fixed list of algorithms, a fixed set of `typ` and keys that we
chose; a header that names a key, a key's address or an extension is refused (RFC 8725 §3).
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from typing import Any

from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, Key, KeySet, OKPKey, RSAKey
from joserfc.jws import JWSRegistry

ALGORITHMS = ("ES256", "EdDSA", "PS256", "RS256")
RSA_BITS = 3072
# Longer ones are refused before anything of them is decoded (CVE-2025-61920 class).
TOKEN_MAX_BYTES = 16 * 1024
# Thumbprints only name a certificate; `jwk`, `jku`, `x5u`, `x5c`, `crit`, `b64` and `zip` are out.
HEADER_NAMES = frozenset({"alg", "kid", "typ", "cty", "x5t", "x5t#S256"})


class JoseProblem(Exception):
    """A token or key that cannot be accepted; the message is ASCII and says why."""


class _Registry(JWSRegistry):
    """Our four algorithms, without the library's notice that RFC 9864 renames EdDSA.

    OpenID Connect clients know the old name; the key behind it is Ed25519 and nothing else.
    """

    def get_alg(self, name: str) -> Any:
        if name not in ALGORITHMS:
            raise JoseProblem("The signature algorithm is not one that we accept.")
        return self.algorithms[name]


# What the library and the parsers behind it raise at malformed input; deep nesting is the last.
_UNREADABLE = (JoseError, KeyError, ValueError, TypeError, AttributeError, RecursionError)
_REGISTRY = _Registry(algorithms=ALGORITHMS)


def generate(alg: str) -> Key:
    """A new private key for this algorithm; its kid is the RFC 7638 thumbprint.

    Takes about a second for RSA, for which 3072 bits are used (NIST SP 800-57: 128 bit strength).
    """
    parameters: Any = {"use": "sig", "alg": alg}
    if alg == "ES256":
        key: Key = ECKey.generate_key("P-256", parameters)
    elif alg == "EdDSA":
        key = OKPKey.generate_key("Ed25519", parameters)
    elif alg in ("PS256", "RS256"):
        key = RSAKey.generate_key(RSA_BITS, parameters)
    else:
        raise JoseProblem(f"Keys are made for {', '.join(ALGORITHMS)} alone.")
    return load(key.as_dict(private=True))


def load(values: Mapping[str, Any]) -> Key:
    """A key from its JWK values, with kid and algorithm set. Raises JoseProblem."""
    kinds: dict[str, Any] = {"EC": ECKey, "OKP": OKPKey, "RSA": RSAKey}
    try:
        kind = kinds[values["kty"]]
        key: Key = kind.import_key(dict(values))
        if not values.get("kid"):
            key = kind.import_key({**values, "kid": key.thumbprint()})
        return key
    except _UNREADABLE as error:
        raise JoseProblem("That is no EC, OKP or RSA key in JWK form.") from error


def load_set(values: Mapping[str, Any]) -> KeySet:
    """The public keys of a client (RFC 7517 §5). Raises JoseProblem."""
    keys = values.get("keys")
    if not isinstance(keys, list) or not keys:
        raise JoseProblem("The key set has no list of keys.")
    return KeySet([load(key) for key in keys])


def sign(claims: Mapping[str, Any], key: Key, alg: str, *, typ: str) -> str:
    """A compact JWS over these claims; alg is the key's own."""
    header = {"typ": typ, "alg": alg, "kid": key.kid}
    payload = json.dumps(claims, ensure_ascii=False, separators=(",", ":"))
    return jws.serialize_compact(header, payload, key, registry=_REGISTRY)


def peek(token: str) -> dict[str, Any]:
    """The claims of a token that nobody has verified: to find out whose key to use, no more."""
    _check_size(token)
    try:
        return _claims(jws.extract_compact(token.encode("ascii")).payload)
    except _UNREADABLE as error:
        raise JoseProblem("That is no signed token.") from error


def verify(
    token: str, keys: KeySet, *, algorithms: Collection[str] = ALGORITHMS, typ: Collection[str]
) -> dict[str, Any]:
    """The claims of a token that one of these keys signed. Times and names are not checked here.

    typ: accepted header values, lower case; "" stands for a token that carries none.
    Raises JoseProblem.
    """
    _check_size(token)
    try:
        found = jws.extract_compact(token.encode("ascii"), registry=_REGISTRY)
        _check_header(found.headers(), algorithms, typ)
        if not jws.validate_compact(found, keys, registry=_REGISTRY):
            raise JoseProblem("The signature does not match.")
        return _claims(found.payload)
    except _UNREADABLE as error:
        raise JoseProblem("The token is not signed as it should be.") from error


def _check_size(token: str) -> None:
    if len(token) > TOKEN_MAX_BYTES:
        raise JoseProblem("The token is too long.")


def _check_header(
    header: Mapping[str, Any], algorithms: Collection[str], typ: Collection[str]
) -> None:
    if not set(header) <= HEADER_NAMES:
        raise JoseProblem("The token's header holds what we do not accept.")
    if header.get("alg") not in algorithms:
        raise JoseProblem("The signature algorithm is not the one that we accept here.")
    if str(header.get("typ", "")).lower() not in typ:
        raise JoseProblem("This is a token of another kind.")


def _claims(payload: bytes) -> dict[str, Any]:
    claims = json.loads(payload)
    if not isinstance(claims, dict):
        raise JoseProblem("The token does not hold claims.")
    return claims

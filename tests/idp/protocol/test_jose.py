"""Signed tokens: the header decides nothing (CVE classes 23 to 28)."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from typing import Any

import pytest
from joserfc.jwk import Key, KeySet

from idp.protocol import jose
from idp.protocol.jose import JoseProblem


def part(values: Any) -> str:
    raw = values if isinstance(values, bytes) else json.dumps(values).encode()
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


@pytest.fixture(scope="module")
def key() -> Key:
    return jose.generate("ES256")


@pytest.fixture(scope="module")
def rsa() -> Key:
    return jose.generate("RS256")


def verify(token: str, *keys: Key, **given: Any) -> dict[str, Any]:
    return jose.verify(token, KeySet(list(keys)), typ=given.pop("typ", ("jwt",)), **given)


@pytest.mark.parametrize("alg", jose.ALGORITHMS)
def test_what_we_sign_we_recognise(alg: str) -> None:
    """Each of the four algorithms, there and back; the kid is the RFC 7638 thumbprint."""
    key = jose.generate(alg)
    assert key.kid == key.thumbprint()
    assert verify(jose.sign({"a": "é"}, key, alg, typ="JWT"), key) == {"a": "é"}


@pytest.mark.parametrize("alg", ["none", "None", "NONE", "HS256", "ES384", "RS1", "", None, 7])
def test_no_other_algorithm(key: Key, alg: object) -> None:
    """`none` and shared secrets cannot be switched on by a header (CVE class 23)."""
    token = f"{part({'alg': alg, 'typ': 'JWT'})}.{part({'a': 1})}."
    with pytest.raises(JoseProblem):
        verify(token, key)


def test_a_public_key_is_no_secret(rsa: Key) -> None:
    """HMAC with our public key as the secret is refused (CVE class 24)."""
    public = rsa.as_pem(private=False)
    head = f"{part({'alg': 'HS256', 'typ': 'JWT', 'kid': rsa.kid})}.{part({'a': 1})}"
    forged = hmac.new(public, head.encode(), hashlib.sha256).digest()
    with pytest.raises(JoseProblem):
        verify(f"{head}.{part(forged)}", rsa)


@pytest.mark.parametrize(
    "extra",
    [
        {"jwk": "own"},
        {"jku": "https://evil.example/keys"},
        {"x5u": "https://evil.example/cert"},
        {"x5c": ["MIIB"]},
        {"crit": ["exp"], "exp": 1},
        {"crit": ["b64"], "b64": False},
        {"b64": True},
        {"zip": "DEF"},
        {"enc": "A256GCM"},
    ],
)
def test_a_header_brings_no_key_and_no_extension(key: Key, extra: dict[str, Any]) -> None:
    """Keys, key addresses and extensions in a header are refused (CVE classes 25 and 26)."""
    stranger = jose.generate("ES256")
    if extra == {"jwk": "own"}:
        extra = {"jwk": stranger.as_dict(private=False)}
    signed = jose.sign({"a": 1}, stranger, "ES256", typ="JWT")
    header = json.loads(base64.urlsafe_b64decode(signed.split(".")[0] + "=="))
    token = f"{part({**header, **extra})}.{signed.split('.', 1)[1]}"
    with pytest.raises(JoseProblem):
        verify(token, key, stranger)


def test_an_altered_token_is_refused(key: Key) -> None:
    """One other character in any place."""
    token = jose.sign({"a": 1}, key, "ES256", typ="JWT")
    for at in range(0, len(token), 3):
        other = "A" if token[at] != "A" else "B"
        with pytest.raises(JoseProblem):
            verify(token[:at] + other + token[at + 1 :], key)


def test_another_kind_is_refused(key: Key) -> None:
    """typ is compared, so no token passes for another one (CVE class 11)."""
    token = jose.sign({"a": 1}, key, "ES256", typ="at+jwt")
    with pytest.raises(JoseProblem):
        verify(token, key)


def test_a_long_token_is_refused_unread(key: Key) -> None:
    """Before anything is decoded (CVE class 28)."""
    token = jose.sign({"a": "x" * 17_000}, key, "ES256", typ="JWT")
    with pytest.raises(JoseProblem, match="too long"):
        verify(token, key)


@pytest.mark.parametrize("text", ["", ".", "..", "...", "....", "x", "é", "a.b", "[[[", "\0"])
def test_no_token_at_all(key: Key, text: str) -> None:
    """Nonsense is refused, never stumbled over."""
    for read in (verify, lambda t, *_: jose.peek(t)):
        with pytest.raises(JoseProblem):
            read(text, key)


def test_claims_are_an_object(key: Key) -> None:
    """A signed list is no set of claims."""
    with pytest.raises(JoseProblem):
        jose.peek(f"{part({'alg': 'ES256'})}.{part([1])}.x")


@pytest.mark.parametrize(
    "values",
    [{}, {"keys": []}, {"keys": "x"}, {"keys": [{"kty": "oct", "k": "AA"}]}, {"keys": [7]}],
)
def test_a_client_s_key_set_holds_public_keys(values: dict[str, Any]) -> None:
    """Secrets and nonsense are no keys."""
    with pytest.raises(JoseProblem):
        jose.load_set(values)


@pytest.mark.parametrize("payload", [b"[" * 9_000, b'{"a":' * 2_000, b"\xff", b"", b"NaN", b"7"])
def test_claims_that_cannot_be_read(key: Key, payload: bytes) -> None:
    """Deep nesting, other encodings and plain numbers are refused, never stumbled over."""
    with pytest.raises(JoseProblem):
        jose.peek(f"{part({'alg': 'ES256'})}.{part(payload)}.x")

"""The check of a passkey's answer holds against answers that were changed in any place."""

from __future__ import annotations

import json
import random
from typing import Any

import cbor2
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from idp.ceremony import (
    CeremonyError,
    Site,
    check_assertion,
    check_attestation,
    creation_options,
    read_answer,
    request_options,
)
from tests.authenticator import UP, UV, Device, base64url, from_base64url

SITE = Site("localhost", "http://localhost:8000", "Stepfree")
CHALLENGE = bytes(range(32))
SIGN_IN = request_options(SITE, CHALLENGE, 300)
ADD = creation_options(
    SITE, CHALLENGE, 300, user_handle=bytes(64), user_name="Ada", known=((b"one", ("usb", "x")),)
)
MUTATIONS = 2_000


def public_key(device: Device) -> bytes:
    """The COSE key of a device's passkey."""
    return check_attestation(read_answer(device.make(ADD)), SITE).public_key


def mutate(answer: dict[str, Any], chance: random.Random) -> str:
    """The answer with one change: a bit, a cut, a repeated part, another type, a missing field."""
    response = dict(answer["response"])
    name = chance.choice([key for key, value in response.items() if isinstance(value, str)])
    data = bytearray(from_base64url(response[name]))
    place = chance.randrange(len(data))
    match chance.randrange(6):
        case 0:
            data[place] ^= 1 << chance.randrange(8)
        case 1:
            del data[place:]
        case 2:
            data[place:place] = data[: chance.randrange(1, 40)]
        case 3:
            data[place:] = chance.randbytes(chance.randrange(1, 80))
        case 4:
            response[name] = chance.choice([None, 5, [], {}, "", "=", "\u2028", True, 1e308])
            return json.dumps(answer | {"response": response})
        case _:
            del response[name]
            return json.dumps(answer | {"response": response})
    return json.dumps(answer | {"response": response | {name: base64url(bytes(data))}})


def test_mutated_assertions_are_refused() -> None:
    """No change of what is signed, or of the signature, is accepted; a refusal is all it raises."""
    chance, device = random.Random(1), Device()
    key = public_key(device)
    answer = json.loads(device.use(SIGN_IN))

    for _ in range(MUTATIONS):
        mutated = mutate(answer, chance)
        try:
            check_assertion(read_answer(mutated), SITE, key)
        except CeremonyError:
            continue
        # All that may differ is the handle, which is compared with the owner's afterwards.
        handle = {"userHandle": answer["response"]["userHandle"]}
        assert json.loads(mutated)["response"] | handle == answer["response"]


def test_mutated_attestations_raise_nothing_else() -> None:
    """A changed new passkey is refused or is another valid one; nothing else is raised."""
    chance, device = random.Random(2), Device()
    answer = json.loads(device.make(ADD))

    for _ in range(MUTATIONS):
        mutated = mutate(answer, chance)
        try:
            made = check_attestation(read_answer(mutated), SITE)
        except CeremonyError:
            continue
        assert 0 < len(made.credential_id) <= 1023


@pytest.mark.parametrize("bits", [1024, 2048])
def test_weak_rsa_keys_are_refused(bits: int) -> None:
    """RSA keys sign in from 2048 bits on."""
    device = Device(key=rsa.generate_private_key(65537, bits))

    if bits < 2048:
        with pytest.raises(CeremonyError):
            public_key(device)
    else:
        check_assertion(read_answer(device.use(SIGN_IN)), SITE, public_key(device))


def test_unlisted_algorithms_are_refused() -> None:
    """A key of an algorithm that was not offered is not kept (WebAuthn §7.1 step 20)."""
    answer = json.loads(Device().make(ADD))
    attested = cbor2.loads(from_base64url(answer["response"]["attestationObject"]))
    es256, es384 = cbor2.dumps({3: -7})[1:], cbor2.dumps({3: -35})[1:]
    data = attested["authData"].replace(es256, es384, 1)
    answer["response"]["attestationObject"] = base64url(cbor2.dumps(attested | {"authData": data}))

    with pytest.raises(CeremonyError):
        check_attestation(read_answer(json.dumps(answer)), SITE)


def test_a_device_without_a_lock_is_told_apart() -> None:
    """Where the device did not check who holds it, the person learns about the lock."""
    with pytest.raises(CeremonyError) as refused:
        check_attestation(read_answer(Device(flags=UP).make(ADD)), SITE)

    assert refused.value.reason == "no_lock"


def test_a_long_credential_id_is_refused() -> None:
    """An id above 1023 bytes cannot be one (WebAuthn §7.1 step 25)."""
    assert read_answer(Device(credential_id=bytes(1023)).use(SIGN_IN)).credential_id == bytes(1023)
    with pytest.raises(CeremonyError):
        read_answer(Device(credential_id=bytes(1024)).use(SIGN_IN))


def test_options_ask_for_what_we_promise() -> None:
    """A new passkey is discoverable, locked, unattested, and none that the person has already."""
    selection = ADD["authenticatorSelection"]

    assert selection["residentKey"] == "required"
    assert selection["userVerification"] == "required"
    assert ADD["attestation"] == "none"
    assert [key["alg"] for key in ADD["pubKeyCredParams"]] == [-7, -8, -257]
    assert ADD["excludeCredentials"] == [
        {"id": base64url(b"one"), "type": "public-key", "transports": ["usb"]}
    ]
    assert ADD["timeout"] == 300_000


def test_transports_are_words_of_the_standard() -> None:
    """What a device says about itself is kept only as far as it is known."""
    answer = json.loads(Device(flags=UP | UV).make(ADD))
    answer["response"]["transports"] = ["usb", "usb", "carrier-pigeon", 5, None]

    made = check_attestation(read_answer(json.dumps(answer)), SITE)

    assert made.transports == ("usb",)
    assert (made.backup_eligible, made.backed_up) == (False, False)

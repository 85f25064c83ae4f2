"""A person's passkeys: found, named, removed, and never anybody else's."""

from __future__ import annotations

import pytest

from idp import keepers
from idp.clock import SetClock
from idp.services import House
from idp.store.passkeys import Passkey
from tests.authenticator import Device
from tests.visits import Visit, add_account, add_passkey


@pytest.fixture
def owner(house: House) -> str:
    return add_account(house, "ada@example.org")


def passkeys_of(visit: Visit, account_id: str) -> tuple[Passkey, ...]:
    with visit.services() as services:
        return services.passkeys.of_account(account_id)


def test_are_listed_oldest_first(house: House, ada: Visit, owner: str, clock: SetClock) -> None:
    """The list begins with the passkey that was added first."""
    devices = []
    for _ in range(3):
        devices.append(add_passkey(house, owner, Device()).credential_id)
        clock.move_s(60)

    assert [passkey.credential_id for passkey in passkeys_of(ada, owner)] == devices


def test_a_passkey_is_removed_once(house: House, ada: Visit, owner: str) -> None:
    """Removing gives the passkey back once, and the account has none left."""
    add_passkey(house, owner, Device())
    [passkey] = passkeys_of(ada, owner)

    with ada.services() as services:
        first = services.passkeys.remove(passkey.id, owner)
        second = services.passkeys.remove(passkey.id, owner)

    assert (first, second) == (passkey, None)
    assert passkeys_of(ada, owner) == ()


def test_somebody_elses_cannot_be_touched(house: House, ada: Visit, owner: str) -> None:
    """Another person's passkey is neither seen, nor renamed, nor removed."""
    add_passkey(house, owner, Device())
    [passkey] = passkeys_of(ada, owner)
    bob = add_account(house, "bob@example.org")

    with ada.services() as services:
        assert services.passkeys.own(passkey.id, bob) is None
        assert not services.passkeys.rename(passkey.id, bob, name="mine", note="")
        assert services.passkeys.remove(passkey.id, bob) is None

    assert passkeys_of(ada, owner) == (passkey,)


def test_a_use_is_remembered(house: House, ada: Visit, owner: str, clock: SetClock) -> None:
    """The list can say when a passkey was last used."""
    device = add_passkey(house, owner, Device())
    clock.move_s(500)
    interaction = ada.interaction
    with ada.services() as services:
        options = services.passkeys.options_to_use(interaction)
        services.passkeys.use(interaction, device.use(options))

    [passkey] = passkeys_of(ada, owner)
    assert passkey.last_used_at == clock.at
    assert passkey.added_at == clock.at - 500


def test_keepers_are_named_only_when_known() -> None:
    """An unknown keeper has no name, so that nobody reads a wrong one."""
    assert keepers.name("fbfc3007-154e-4ecc-8c0b-6e020557d7bd") == "Apple Passwords"
    assert keepers.name("00000000-0000-0000-0000-000000000000") == ""

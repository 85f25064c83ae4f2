"""idp.vault: sealed values, their keys, and the ways of changing them."""

from __future__ import annotations

import pytest
from sqlalchemy import select, update

from conftest import MASTER
from idp.clock import SetClock
from idp.store import Store
from idp.store.outbox import Promised, add_promised
from idp.store.schema import data_keys, outbox
from idp.vault import Vault, VaultError

NEWER = "newer-master-0123456789-abcdefghijklmnopqrstuvw"
PLACE = ("addresses", "address_sealed", "row-1")


def test_what_is_sealed_is_read_back_in_its_place(vault: Vault) -> None:
    """An envelope opens in the place that it was sealed for."""
    assert vault.unseal(*PLACE, vault.seal(*PLACE, b"ada@example.org")) == b"ada@example.org"


@pytest.mark.parametrize(
    "elsewhere",
    [
        ("addresses", "address_sealed", "row-2"),
        ("addresses", "other_sealed", "row-1"),
        ("outbox", "address_sealed", "row-1"),
        ("addresse", "saddress_sealed", "row-1"),
    ],
)
def test_an_envelope_opens_nowhere_else(vault: Vault, elsewhere: tuple[str, str, str]) -> None:
    """A sealed value that was moved to another row, column or table is refused."""
    sealed = vault.seal(*PLACE, b"ada@example.org")

    with pytest.raises(VaultError, match="moved"):
        vault.unseal(*elsewhere, sealed)


def test_an_altered_envelope_is_refused(vault: Vault) -> None:
    """No byte of an envelope can be changed, and no part left out."""
    sealed = vault.seal(*PLACE, b"ada")
    altered = [sealed[:i] + bytes((sealed[i] ^ 1,)) + sealed[i + 1 :] for i in range(len(sealed))]

    for envelope in [*altered, *(sealed[:i] for i in range(len(sealed))), b"", b"\xff" * 80]:
        with pytest.raises(VaultError):
            vault.unseal(*PLACE, envelope)


def test_the_same_text_never_looks_the_same(vault: Vault) -> None:
    """Two envelopes of one text differ, so nobody can tell that they hold the same."""
    assert vault.seal(*PLACE, b"ada") != vault.seal(*PLACE, b"ada")


def test_after_two_rotations_everything_is_readable(vault: Vault) -> None:
    """New data keys write, the older ones still read."""
    envelopes = [vault.seal(*PLACE, b"first")]
    for word in (b"second", b"third"):
        vault.rotate()
        envelopes.append(vault.seal(*PLACE, word))

    assert [vault.unseal(*PLACE, e) for e in envelopes] == [b"first", b"second", b"third"]
    assert [vault.is_stale(e) for e in envelopes] == [True, True, False]


def test_another_process_reads_what_a_new_key_sealed(
    store: Store, vault: Vault, clock: SetClock
) -> None:
    """A process that opened the vault earlier learns of a new key when it meets it."""
    other = Vault.open(store, [MASTER], clock)
    vault.rotate()

    assert other.unseal(*PLACE, vault.seal(*PLACE, b"ada")) == b"ada"


def test_a_master_key_can_be_replaced(store: Store, vault: Vault, clock: SetClock) -> None:
    """After adding a master key and wrapping anew, the old one can be taken out."""
    sealed = vault.seal(*PLACE, b"ada")

    Vault.open(store, [MASTER, NEWER], clock).rewrap()

    assert Vault.open(store, [NEWER], clock).unseal(*PLACE, sealed) == b"ada"


def test_a_missing_master_key_is_named(store: Store, vault: Vault, clock: SetClock) -> None:
    """Without the master key that wraps the data, the vault says which setting lacks it."""
    with pytest.raises(VaultError, match="master_keys"):
        Vault.open(store, [NEWER], clock)


def test_a_data_key_of_the_database_cannot_be_swapped(store: Store, vault: Vault) -> None:
    """A wrapped key that was exchanged for another one is refused at opening."""
    with store.write() as tx:
        keys = tx.execute(select(data_keys.c.id, data_keys.c.wrapped)).all()
        for (key, _), (_, wrapped) in zip(keys, reversed(keys), strict=True):
            tx.execute(update(data_keys).where(data_keys.c.id == key).values(wrapped=wrapped))

    with pytest.raises(VaultError, match="altered"):
        Vault.open(store, [MASTER])


def test_sealing_again_leaves_nothing_under_an_older_key(
    store: Store, vault: Vault, clock: SetClock
) -> None:
    """After a new data key and sealing again, every row is under it and reads the same."""
    with store.write() as tx:
        for n in range(450):
            key = f"row-{n:03}"
            sealed = vault.seal("outbox", "message_sealed", key, key.encode())
            add_promised(tx, Promised(key, "sample/mail", sealed, 0, clock.at, clock.at, clock.at))
    vault.rotate()

    assert vault.seal_again() == 450
    assert vault.seal_again() == 0

    with store.read() as tx:
        rows = tx.execute(select(outbox.c.id, outbox.c.message_sealed)).all()
    assert not any(vault.is_stale(row.message_sealed) for row in rows)
    opened = {vault.unseal("outbox", "message_sealed", r.id, r.message_sealed) for r in rows}
    assert opened == {row.id.encode() for row in rows}


def test_a_blind_index_finds_and_does_not_tell(store: Store, vault: Vault, clock: SetClock) -> None:
    """The same text has the same index in every process and after rotations; purposes differ."""
    index = vault.blind("address", "ada@example.org")
    vault.rotate()

    assert Vault.open(store, [MASTER], clock).blind("address", "ada@example.org") == index
    assert vault.blind("other", "ada@example.org") != index
    assert "example" not in index

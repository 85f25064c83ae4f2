"""Pending requests: bound to one browser, sealed, answered once."""

from __future__ import annotations

import threading

import pytest
from flask import Flask
from sqlalchemy import select

from idp.clock import SetClock
from idp.interaction import ProofMisplacedError
from idp.proofs import AccountChoice, OfferAnswer, of_mail
from idp.services import House
from idp.store import Store
from idp.store.schema import interactions
from tests.visits import Visit, add_account

AT_ONCE = 8


@pytest.fixture
def house(app: Flask) -> House:
    found: House = app.extensions["stepfree"]
    return found


def test_it_is_answered_by_exactly_one(house: House) -> None:
    """Of many presses at the same moment one gets the answer (D12, SEC-64)."""
    visit = Visit(house)
    interaction = visit.begin()
    start = threading.Barrier(AT_ONCE)
    answered: list[bool] = []

    def answer() -> None:
        start.wait()
        with visit.services() as services:
            answered.append(services.interactions.answer(interaction))

    threads = [threading.Thread(target=answer) for _ in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(answered) == [False] * (AT_ONCE - 1) + [True]


def test_an_expired_one_is_answered_by_nobody(house: House, clock: SetClock) -> None:
    """After its 24 hours a request gets no answer, whatever was proven (TO-2)."""
    visit = Visit(house)
    interaction = visit.begin()
    clock.move_s(86_400)

    with visit.services() as services:
        assert not services.interactions.is_open(interaction)
        assert not services.interactions.answer(interaction)


def test_it_belongs_to_the_browser_that_began_it(house: House) -> None:
    """Another browser may find it, and may do nothing with it (ML-5)."""
    interaction = Visit(house).begin()

    with Visit(house).services() as services:
        found = services.interactions.find(interaction.id)
        assert found is not None
        assert not services.interactions.is_own(found)


def test_what_a_flow_remembers_is_sealed(house: House, store: Store) -> None:
    """An address that somebody typed is nowhere in the database in plain (SEC-83)."""
    visit = Visit(house)
    interaction = visit.begin()

    with visit.services() as services:
        services.interactions.remember(interaction, "magic_link", {"address": "ada@example.org"})

    with store.read() as tx:
        row = tx.execute(select(interactions)).one()
    assert b"ada" not in bytes(row.memory_sealed)
    with visit.services() as services:
        found = services.interactions.find(interaction.id)
    assert found is not None
    assert found.memory["magic_link"] == {"address": "ada@example.org"}


def test_a_proof_counts_for_its_own_interaction_alone(house: House) -> None:
    """What was proven for one request opens no other (SEC-64)."""
    visit = Visit(house)
    other = visit.begin()
    mine = visit.begin()
    ada = add_account(house, "ada@example.org")
    proof = of_mail(interaction_id=other.id, account_id=ada, proven_at=0)

    with visit.services() as services, pytest.raises(ProofMisplacedError):
        services.interactions.record(mine, proof)


@pytest.mark.parametrize("kind", ["portal", "sign_out", "passkey_setup"])
def test_a_proof_without_a_request_opens_the_own_account_alone(house: House, kind: str) -> None:
    """A link that was opened in another browser never answers a portal (ML-11)."""
    visit = Visit(house)
    ada = add_account(house, "ada@example.org")
    interaction = visit.begin(kind)
    proof = of_mail(interaction_id="", account_id=ada, proven_at=0)

    with visit.services() as services, pytest.raises(ProofMisplacedError):
        services.interactions.record(interaction, proof)


def test_proofs_keep_their_order(house: House) -> None:
    """The row tells what was shown and answered, oldest first."""
    visit = Visit(house)
    ada = add_account(house, "ada@example.org")
    given = (AccountChoice(ada), OfferAnswer("later"))

    with visit.services() as services:
        interaction = services.interactions.begin("account", {})
        for proof in given:
            interaction = services.interactions.record(interaction, proof)
        found = services.interactions.find(interaction.id)

    assert found is not None
    assert found.proofs == given
    assert found.account_id == ada

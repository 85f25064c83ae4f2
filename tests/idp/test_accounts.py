"""Accounts: one for each confirmed address, sealed, told about, and never made twice."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import func, select

from idp.accounts import ADDRESS, OFFER_AGAIN_S
from idp.addresses import parse
from idp.clock import SetClock
from idp.dead_ends import InteractionLost
from idp.errors import Stop
from idp.services import House
from idp.store import Store
from idp.store.invitations import add_invitation, is_invited
from idp.store.schema import accounts, addresses
from tests.authenticator import Device
from tests.visits import Visit, add_account, add_passkey

ADA = parse("Ada@Example.org")
AT_ONCE = 8


@pytest.fixture
def house(app: Flask) -> House:
    found: House = app.extensions["stepfree"]
    return found


def count(store: Store) -> int:
    with store.read() as tx:
        return int(tx.execute(select(func.count()).select_from(accounts)).scalar_one())


def test_a_first_confirmed_address_makes_an_account(house: House, store: Store) -> None:
    """Who proves an address for the first time has an account from then on (D15)."""
    first = add_account(house, "ada@example.org")

    assert add_account(house, "ada@example.org") == first
    assert count(store) == 1


def test_spellings_of_one_address_are_one_person(house: House) -> None:
    """Capital letters make nobody somebody else."""
    assert add_account(house, "ada@example.org") == add_account(house, "ADA@EXAMPLE.ORG")


def test_two_first_sign_ins_at_once_make_one_account(house: House, store: Store) -> None:
    """However many browsers confirm one address at the same moment, there is one person (D12)."""
    start, found = threading.Barrier(AT_ONCE), set()

    def confirm() -> None:
        start.wait()
        found.add(add_account(house, "ada@example.org"))

    threads = [threading.Thread(target=confirm) for _ in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(found) == 1
    assert count(store) == 1


def test_the_database_does_not_know_the_address(house: House, store: Store) -> None:
    """Neither plain nor as a hash that anybody else could compute (SEC-83, SEC-85)."""
    add_account(house, "ada@example.org")

    with store.read() as tx:
        row = tx.execute(select(addresses)).one()
    assert b"example" not in bytes(row.address_sealed)
    assert "example" not in row.blind_index


def test_an_address_comes_back_as_it_was_written(house: House) -> None:
    """People see their own spelling."""
    with Visit(house).services() as services:
        account_id = services.accounts.of_confirmed(ADA)

        assert services.accounts.addresses(account_id) == ("Ada@example.org",)
        assert services.accounts.main_address_masked(account_id) == "A•••@example.org"


@pytest.mark.parametrize("registration", ["invited", "closed"])
def test_where_registration_is_not_open_a_stranger_stays_outside(
    make_app: Callable[..., Flask], store: Store, registration: str
) -> None:
    """An address without an account makes none, and the person gets a page, not an error."""
    house: House = make_app(registration=registration).extensions["stepfree"]

    with Visit(house).services() as services:
        assert not services.accounts.may_sign_in(ADA)
        with pytest.raises(Stop) as stop:
            services.accounts.of_confirmed(ADA)

    assert stop.value.page == InteractionLost(reason="no_account")
    assert count(store) == 0


def test_an_invited_address_makes_one_account(
    make_app: Callable[..., Flask], store: Store, clock: SetClock
) -> None:
    """An invitation opens the door for its address, in any spelling, and is used up by it."""
    house: House = make_app(registration="invited").extensions["stepfree"]
    blind = house.vault.blind(ADDRESS, ADA.canonical)
    with store.write() as tx:
        add_invitation(tx, blind, now=clock.now(), expires_at=clock.now() + 60)

    with Visit(house).services() as services:
        assert services.accounts.may_sign_in(parse("ADA@Example.org"))
        assert not services.accounts.may_sign_in(parse("eve@example.org"))
        services.accounts.of_confirmed(ADA)

    assert count(store) == 1
    with store.read() as tx:
        assert not is_invited(tx, blind, clock.now())


def test_an_invitation_ends(make_app: Callable[..., Flask], store: Store, clock: SetClock) -> None:
    """From its end on it opens nothing; asked anew, its time begins anew."""
    house: House = make_app(registration="invited").extensions["stepfree"]
    blind = house.vault.blind(ADDRESS, ADA.canonical)
    with store.write() as tx:
        add_invitation(tx, blind, now=clock.now(), expires_at=clock.now() + 60)
        add_invitation(tx, blind, now=clock.now(), expires_at=clock.now() + 90)
    clock.move_s(89)

    with Visit(house).services() as services:
        assert services.accounts.may_sign_in(ADA)
        clock.move_s(1)
        assert not services.accounts.may_sign_in(ADA)


def test_where_registration_is_closed_people_with_an_account_come_in(
    make_app: Callable[..., Flask], house: House
) -> None:
    """Closing the door keeps nobody out who is in the house."""
    account_id = add_account(house, "ada@example.org")
    closed: House = make_app(registration="closed").extensions["stepfree"]

    with Visit(closed).services() as services:
        assert services.accounts.may_sign_in(ADA)
        assert services.accounts.of_confirmed(ADA) == account_id


def test_a_disabled_account_signs_nobody_in(house: House, store: Store, clock: SetClock) -> None:
    """Switching an account off ends its sessions at once, and no proof opens a new one (SEC-62)."""
    account_id = add_account(house, "ada@example.org")
    with store.write() as tx:
        tx.execute(accounts.update().values(disabled_at=clock.now()))

    with Visit(house).services() as services:
        assert services.accounts.find(account_id) is not None
        assert not services.accounts.may_sign_in(ADA)
        with pytest.raises(Stop):
            services.accounts.of_confirmed(ADA)


class TestOffer:
    def is_open(self, house: House, account_id: str, added: tuple[str, ...] = ()) -> bool:
        with Visit(house).services() as services:
            return services.accounts.offer_open(account_id, added)

    def answer(self, house: House, account_id: str, choice: str) -> None:
        with Visit(house).services() as services:
            services.accounts.answer_offer(account_id, choice)

    def test_not_now_is_respected_for_a_month(self, house: House, clock: SetClock) -> None:
        """Nobody is asked at every sign-in (PR-1)."""
        ada = add_account(house, "ada@example.org")
        assert self.is_open(house, ada)

        self.answer(house, ada, "later")

        clock.move_s(OFFER_AGAIN_S - 1)
        assert not self.is_open(house, ada)
        clock.move_s(1)
        assert self.is_open(house, ada)

    def test_never_is_never(self, house: House, clock: SetClock) -> None:
        """“Do not ask again” holds for good."""
        ada = add_account(house, "ada@example.org")

        self.answer(house, ada, "never")

        clock.move_s(10 * OFFER_AGAIN_S)
        assert not self.is_open(house, ada)

    def test_who_has_a_passkey_is_not_offered_one(self, house: House) -> None:
        """Only the passkey that is being added just now does not end its own offer."""
        ada = add_account(house, "ada@example.org")
        add_passkey(house, ada, Device())
        with Visit(house).services() as services:
            (passkey,) = services.passkeys.of_account(ada)

        assert self.is_open(house, ada, (passkey.id,))
        assert not self.is_open(house, ada)


class TestBrowsers:
    def see(self, house: House, account_id: str, visit: Visit) -> bool:
        with visit.services() as services:
            return services.accounts.see_browser(account_id)

    def test_only_a_further_browser_is_news(self, house: House) -> None:
        """The first one makes the account; the second is told, once (AC-3)."""
        ada = add_account(house, "ada@example.org")
        first, second = Visit(house), Visit(house)

        assert [self.see(house, ada, visit) for visit in (first, first, second, second)] == [
            False,
            False,
            True,
            False,
        ]

    def test_mails_are_in_the_language_that_was_chosen_last(self, house: House) -> None:
        """A person who changes the language gets the next notice in it."""
        ada = add_account(house, "ada@example.org")

        with Visit(house).services() as services:
            services.accounts.speak(ada, "lb")
            account = services.accounts.find(ada)

        assert account is not None
        assert replace(account, language="lb") == account

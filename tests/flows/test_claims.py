"""One-time things are given once, however many ask at the same moment (D12)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from conftest import Outbox
from flows.magic_link import FLOW as MAGIC_LINK
from idp.clock import SetClock
from idp.services import House, Services
from tests.authenticator import Device
from tests.races import Race, Racers, Try
from tests.visits import (
    ADDRESS,
    Visit,
    add_account,
    add_passkey,
    code_of,
    link_of,
    make_browser,
    other_code,
)


def press(services: Services, given: dict[str, Any]) -> bool:
    """Presses the button behind the link."""
    link = services.links.find(given["link_id"], given["key"])
    return services.links.use_link(link).proof is not None


def type_code(services: Services, given: dict[str, Any]) -> bool:
    """Types a code in the browser that asked."""
    interaction = services.interactions.find(given["interaction_id"])
    assert interaction is not None
    return services.links.use_code(interaction, given["code"]).proof is not None


def was_compared(services: Services, given: dict[str, Any]) -> bool:
    """Types a wrong code; whether it was compared with the right one at all."""
    interaction = services.interactions.find(given["interaction_id"])
    assert interaction is not None
    claim = services.links.use_code(interaction, given["code"])
    assert claim.proof is None
    return claim.problem.startswith("code_wrong") or claim.tries_left == 0


def ask_for_link_here(services: Services, given: dict[str, Any]) -> bool:
    """Asks for the one link for a second browser."""
    link = services.links.find(given["link_id"], given["key"])
    return services.links.make_here(link, more_time=False) is not None


def use_passkey(services: Services, given: dict[str, Any]) -> bool:
    """Sends the answer of a device."""
    interaction = services.interactions.find(given["interaction_id"])
    assert interaction is not None
    return services.passkeys.use(interaction, given["answer"]).proof is not None


def add(services: Services, given: dict[str, Any]) -> bool:
    """Sends the answer of a device that made a passkey."""
    interaction = services.interactions.find(given["interaction_id"])
    assert interaction is not None
    answer, account_id = given["answer"], given["account_id"]
    return services.passkeys.add(interaction, account_id, answer).passkey is not None


def first_sign_in(services: Services, given: dict[str, Any]) -> bool:
    """Makes or finds the account of an address; whether it is the one that all others got."""
    typed = services.links.read(given["address"])
    assert typed.address is not None
    services.accounts.of_confirmed(typed.address)
    return any(e.name == "account.record.made" for e in services.events._happened)


@pytest.fixture(scope="module")
def racers() -> Iterator[Racers]:
    with Racers() as racers:
        yield racers


@pytest.fixture
def race(racers: Racers, house: House, clock: SetClock) -> Callable[..., int]:
    """Lets 64 runners try one thing at once; how many were given it."""

    def run(visit: Visit, attempt: Try, **given: Any) -> int:
        return racers.run(Race(house.settings, visit.browser, clock.at, attempt, given))

    return run


@pytest.fixture
def asked(ada: Visit) -> Visit:
    """Ada's browser, with a mail on its way."""
    ada.post(MAGIC_LINK, "ask", email=ADDRESS)
    return ada


@pytest.mark.parametrize("attempt", [press, type_code])
def test_a_mail_signs_in_once(
    race: Callable[..., int], asked: Visit, mails: Outbox, attempt: Try
) -> None:
    """64 presses, or 64 right codes, over two processes: exactly one signs in."""
    link_id, key = link_of(mails.last())

    successes = race(
        asked,
        attempt,
        link_id=link_id,
        key=key,
        code=code_of(mails.last()),
        interaction_id=asked.interaction_id,
    )

    assert successes == 1


def test_two_mails_of_one_request_sign_in_once(
    race: Callable[..., int], asked: Visit, clock: SetClock, mails: Outbox
) -> None:
    """Two mails used at once by 64 presses: still only one signs in."""
    clock.move_s(61)
    asked.post(MAGIC_LINK, "send_again")
    links = [link_of(message) for message in mails.messages()]

    successes = race(asked, press_any, links=links)

    assert successes == 1


def press_any(services: Services, given: dict[str, Any]) -> bool:
    """Presses either of two links, by chance of the thread."""
    link_id, key = given["links"][id(services) // 64 % 2]
    return press(services, {"link_id": link_id, "key": key})


def test_parallel_guesses_stay_within_the_tries(
    race: Callable[..., int], house: House, asked: Visit, mails: Outbox
) -> None:
    """Of 64 guesses at once no more than the allowed tries are compared; then the code is dead."""
    right = code_of(mails.last())

    compared = race(
        asked,
        was_compared,
        interaction_id=asked.interaction_id,
        code=other_code(right),
    )

    assert compared <= house.settings.limit_code_tries
    with asked.services() as services:
        assert not type_code(services, {"interaction_id": asked.interaction_id, "code": right})


def test_one_link_for_a_second_browser(
    race: Callable[..., int], house: House, asked: Visit, mails: Outbox
) -> None:
    """A scanner that presses 64 times at once gets one further mail sent at most."""
    link_id, key = link_of(mails.last())
    scanner = Visit(house, make_browser("Scanner"))

    assert race(scanner, ask_for_link_here, link_id=link_id, key=key) == 1


def test_a_challenge_counts_once(race: Callable[..., int], house: House, ada: Visit) -> None:
    """64 times the same true answer of a device: exactly one signs in."""
    account_id = add_account(house, ADDRESS)
    device = add_passkey(house, account_id, Device())
    with ada.services() as services:
        interaction = services.interactions.find(ada.interaction_id)
        assert interaction is not None
        answer = device.use(services.passkeys.options_to_use(interaction))

    successes = race(ada, use_passkey, interaction_id=ada.interaction_id, answer=answer)

    assert successes == 1


def test_a_passkey_is_added_once(race: Callable[..., int], house: House, ada: Visit) -> None:
    """64 times the same new passkey: it is kept once."""
    account_id = add_account(house, ADDRESS)
    with ada.services() as services:
        interaction = services.interactions.find(ada.interaction_id)
        assert interaction is not None
        options = services.passkeys.options_to_add(interaction, account_id, "Ada")

    successes = race(
        ada,
        add,
        interaction_id=ada.interaction_id,
        account_id=account_id,
        answer=Device().make(options),
    )

    assert successes == 1


def test_a_first_address_makes_one_account(
    race: Callable[..., int], house: House, ada: Visit
) -> None:
    """64 first sign-ins with one new address make one account."""
    assert race(ada, first_sign_in, address="new@example.org") == 1

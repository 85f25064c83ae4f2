"""How many mails may go out: by address, by network and overall, and never by account."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select

from conftest import Outbox
from flows.magic_link import FLOW
from flows.magic_link.pages import CheckInbox
from idp.clock import SetClock
from idp.services import House
from idp.store.schema import outbox
from tests.visits import ADDRESS, Visit, make_browser, page_of


def strict(house: House, **limits: Any) -> House:
    return replace(house, settings=house.settings.model_copy(update=limits))


def ask(house: House, address: str, network: str = "192.0.2.7/32") -> str:
    """Asks for a mail from a browser of its own; what the waiting page says about it."""
    visit = Visit(house, make_browser(network=network))
    visit.begin()
    visit.post(FLOW, "ask", email=address)
    page = page_of(visit.get(FLOW, "check_inbox"))
    assert isinstance(page, CheckInbox)
    return page.notice


def test_two_mails_to_an_address_keep_their_distance(
    house: House, mails: Outbox, clock: SetClock
) -> None:
    """Two requests in one minute get a mail each, the second one when the minute is over."""
    ask(house, ADDRESS)
    clock.move_s(10)
    ask(house, ADDRESS)

    with house.store.read() as tx:
        due = tx.execute(select(outbox.c.due_at).order_by(outbox.c.due_at)).scalars().all()

    assert due == [clock.at - 10, clock.at + 50]


def test_one_network_asks_for_so_many(house: House, mails: Outbox) -> None:
    """Whoever mails many addresses is stopped; other networks are not."""
    few = strict(house, limit_mails_per_network=3)

    notices = [ask(few, f"p{n}@example.org") for n in range(4)]

    assert notices == ["", "", "", "enough_sent"]
    assert ask(few, "p9@example.org", network="198.51.100.1/32") == ""
    assert len(mails.messages()) == 4


def test_the_whole_service_sends_so_many(house: House, mails: Outbox) -> None:
    """The last limit is everybody's, so that nobody can burn the sender's good name."""
    few = strict(house, limit_mails_overall=2)

    notices = [ask(few, f"p{n}@example.org", network=f"192.0.2.{n}/32") for n in range(3)]

    assert notices == ["", "", "enough_sent"]


def test_an_address_gets_so_many_in_a_day(house: House, mails: Outbox, clock: SetClock) -> None:
    """Bombing one mailbox ends at the day's limit, and the day forgets."""
    for n in range(30):
        ask(house, ADDRESS, network=f"192.0.2.{n}/32")
        clock.move_s(900)
    assert len(mails.messages()) == house.settings.limit_mails_per_day

    clock.move_s(86_400)

    assert ask(house, ADDRESS) == ""


@pytest.mark.parametrize("spelling", ["ADA@example.org", " ada@EXAMPLE.org ", "Ada@Example.Org"])
def test_spellings_of_one_address_count_as_one(
    house: House, mails: Outbox, clock: SetClock, spelling: str
) -> None:
    """Large letters and spaces are no way round a limit."""
    for _ in range(5):
        ask(house, ADDRESS)
        clock.move_s(61)

    assert ask(house, spelling) == "enough_sent"


def test_limits_are_the_same_for_strangers(
    house: House, open_browser: Callable[..., Visit], mails: Outbox, clock: SetClock
) -> None:
    """An address without an account runs into the same limits, with the same words."""
    closed = strict(house, registration="closed")
    notices = []
    for _ in range(6):
        notices.append(ask(closed, "stranger@example.org"))
        clock.move_s(61)

    assert notices == ["", "", "", "", "", "enough_sent"]
    assert len(mails.messages()) == 5

"""Signing in with the mail: asking for it, waiting for it, typing its code."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import event

from conftest import Outbox
from flows.magic_link import FLOW
from flows.magic_link.pages import Ask, CheckInbox, LinkOver
from idp.clock import SetClock
from idp.flow import Done, Go, Leave
from idp.services import House
from idp.store.accounts import change_account
from tests.visits import (
    ADDRESS,
    Visit,
    add_account,
    code_of,
    identity_of,
    link_of,
    other_code,
    page_of,
    text_of,
)


def open_link(visit: Visit, mails: Outbox) -> str:
    """Opens the newest mailed link in a browser; its id."""
    link_id, key = link_of(mails.last())
    visit.get(FLOW, "opened", about=link_id, key=key)
    return link_id


class TestAsk:
    def test_sends_one_mail_and_waits(self, ada: Visit, mails: Outbox) -> None:
        """A typed address gets one mail, and the page that waits says what to look for."""
        outcome = ada.post(FLOW, "ask", email="  Ada@Example.org ")

        assert outcome == Go("check_inbox")
        page = page_of(ada.get(FLOW, "check_inbox"))
        assert isinstance(page, CheckInbox)
        assert page.address == "Ada@example.org"
        [message] = mails.messages()
        assert message["To"] == "Ada@example.org"
        assert message["Subject"] == page.subject
        assert str(message["From"]) == page.sender
        assert page.reference in text_of(message)
        assert page.minutes == 30

    @pytest.mark.parametrize(
        ("typed", "problem"),
        [
            ("", "email_missing"),
            ("  ", "email_missing"),
            ("ada", "email_not_an_address"),
            ("ada@@example.org", "email_not_an_address"),
            ("ada@example.org\r\nBcc: eve@example.org", "email_not_an_address"),
            ("a" * 300 + "@example.org", "email_too_long"),
        ],
    )
    def test_explains_what_is_no_address(
        self, ada: Visit, mails: Outbox, typed: str, problem: str
    ) -> None:
        """What is no address is kept, explained, and mails nobody."""
        page = page_of(ada.post(FLOW, "ask", email=typed))

        assert isinstance(page, Ask)
        assert page.errors == {"email": problem}
        assert page.email == typed
        assert mails.messages() == []

    def test_more_time_lengthens_link_and_code(
        self, open_browser: Callable[..., Visit], mails: Outbox
    ) -> None:
        """Whoever asked for more time has an hour instead of half an hour."""
        slow = open_browser(more_time=True)
        slow.begin()

        slow.post(FLOW, "ask", email=ADDRESS)

        page = page_of(slow.get(FLOW, "check_inbox"))
        assert isinstance(page, CheckInbox)
        assert page.minutes == 60

    def test_waiting_page_without_a_mail_asks_for_the_address(self, ada: Visit) -> None:
        """An address typed by hand or an old bookmark leads to the question, not to an error."""
        assert ada.get(FLOW, "check_inbox") == Go("ask")
        assert ada.post(FLOW, "check_inbox", code="123456") == Go("ask")
        assert ada.post(FLOW, "send_again") == Go("ask")


class TestSendAgain:
    def test_pressed_twice_sends_once(self, ada: Visit, mails: Outbox) -> None:
        """Two presses in a row bring one mail, and the page says so."""
        ada.post(FLOW, "ask", email=ADDRESS)

        ada.post(FLOW, "send_again")

        page = page_of(ada.get(FLOW, "check_inbox"))
        assert isinstance(page, CheckInbox)
        assert page.notice == "already_sent"
        assert len(mails.messages()) == 1

    def test_earlier_mails_stay_good(self, ada: Visit, mails: Outbox, clock: SetClock) -> None:
        """The first code still works after a second mail was sent."""
        ada.post(FLOW, "ask", email=ADDRESS)
        clock.move_s(90)
        ada.post(FLOW, "send_again")
        first, second = mails.messages()

        outcome = ada.post(FLOW, "check_inbox", code=code_of(first))

        assert identity_of(outcome).acr == "email"
        assert text_of(first) != text_of(second)

    def test_all_mails_of_a_request_end_with_one(
        self, ada: Visit, mails: Outbox, clock: SetClock
    ) -> None:
        """Once one mail was used, no other link or code of its request works."""
        ada.post(FLOW, "ask", email=ADDRESS)
        clock.move_s(90)
        ada.post(FLOW, "send_again")
        first, second = mails.messages()
        ada.post(FLOW, "check_inbox", code=code_of(first))

        late_code = page_of(ada.post(FLOW, "check_inbox", code=code_of(second)))
        late_link = page_of(ada.get(FLOW, "opened", about=open_link(ada, mails)))

        assert late_code.errors == {"code": "code_over"}
        assert late_link == LinkOver(reason="used", email=ADDRESS, can_send_again=True)

    def test_limits_stop_mails_and_never_the_page(
        self, ada: Visit, mails: Outbox, clock: SetClock
    ) -> None:
        """After five mails in a quarter of an hour the page is the ordinary one, with a notice."""
        ada.post(FLOW, "ask", email=ADDRESS)
        for _ in range(6):
            clock.move_s(61)
            ada.post(FLOW, "send_again")

        page = page_of(ada.get(FLOW, "check_inbox"))

        assert isinstance(page, CheckInbox)
        assert page.notice == "enough_sent"
        assert len(mails.messages()) == 5

    def test_a_limited_request_holds_no_code_to_guess(
        self, open_browser: Callable[..., Visit], mails: Outbox, clock: SetClock
    ) -> None:
        """A request whose mail was held back has no code at all, so nobody can guess at one."""
        for _ in range(5):
            visit = open_browser()
            visit.begin()
            visit.post(FLOW, "ask", email=ADDRESS)
            clock.move_s(61)
        late = open_browser()
        late.begin()

        late.post(FLOW, "ask", email=ADDRESS)

        assert len(mails.messages()) == 5
        page = page_of(late.post(FLOW, "check_inbox", code="123456"))
        assert page.errors == {"code": "code_over"}

    def test_a_second_tab_gets_a_mail_of_its_own(
        self, house: House, ada: Visit, mails: Outbox
    ) -> None:
        """Starting over within the minute brings a mail whose code works there, a little later."""
        ada.post(FLOW, "ask", email=ADDRESS)
        again = Visit(house, ada.browser)
        again.begin()

        again.post(FLOW, "ask", email=ADDRESS)

        codes = [code_of(message) for message in mails.messages()]
        assert len(codes) == 2
        outcomes = [again.post(FLOW, "check_inbox", code=code) for code in codes]
        assert sum(isinstance(outcome, Done) for outcome in outcomes) == 1


class TestCode:
    @pytest.mark.parametrize(
        "shape", ["{}", " {} ", "#{}", "Code: {}.", "{0[0]} {0[1]}-{0[2]}{0[3]}{0[4]}{0[5]}"]
    )
    def test_is_read_as_people_type_it(self, ada: Visit, mails: Outbox, shape: str) -> None:
        """Spaces, hyphens and words around the digits do not matter."""
        ada.post(FLOW, "ask", email=ADDRESS)

        outcome = ada.post(FLOW, "check_inbox", code=shape.format(code_of(mails.last())))

        proof = identity_of(outcome)
        assert proof.interaction_id == ada.interaction_id
        assert proof.method == "magic_link"

    def test_wrong_code_is_kept_and_explained(self, ada: Visit, mails: Outbox) -> None:
        """A wrong code stays in the field; few tries left are told, many are not."""
        ada.post(FLOW, "ask", email=ADDRESS)
        wrong = other_code(code_of(mails.last()))

        pages = [page_of(ada.post(FLOW, "check_inbox", code=wrong)) for _ in range(6)]

        assert [page.errors["code"] for page in pages] == [
            "code_wrong",
            "code_wrong_few",
            "code_wrong_few",
            "code_wrong_few",
            "no_tries",
            "no_tries",
        ]
        assert isinstance(pages[1], CheckInbox)
        assert [page.tries_left for page in pages if isinstance(page, CheckInbox)] == [
            None, 3, 2, 1, None, None,
        ]  # fmt: skip
        assert pages[1].code == wrong

    def test_the_right_code_is_dead_after_five_wrong_ones(self, ada: Visit, mails: Outbox) -> None:
        """Tries are counted before the answer, so the right code is refused after five wrong."""
        ada.post(FLOW, "ask", email=ADDRESS)
        right = code_of(mails.last())
        for _ in range(5):
            ada.post(FLOW, "check_inbox", code=other_code(right))

        page = page_of(ada.post(FLOW, "check_inbox", code=right))

        assert page.errors == {"code": "no_tries"}

    def test_a_new_mail_brings_new_tries(self, ada: Visit, mails: Outbox, clock: SetClock) -> None:
        """Nobody is locked out by mistyping: the code of a new mail has tries of its own."""
        ada.post(FLOW, "ask", email=ADDRESS)
        for _ in range(5):
            ada.post(FLOW, "check_inbox", code=other_code(code_of(mails.last())))
        clock.move_s(61)
        ada.post(FLOW, "send_again")
        first, second = mails.messages()

        assert page_of(ada.post(FLOW, "check_inbox", code=code_of(first))).errors
        identity_of(ada.post(FLOW, "check_inbox", code=code_of(second)))

    def test_the_link_works_after_wrong_codes(self, ada: Visit, mails: Outbox) -> None:
        """Used-up tries never take the link away."""
        ada.post(FLOW, "ask", email=ADDRESS)
        for _ in range(5):
            ada.post(FLOW, "check_inbox", code=other_code(code_of(mails.last())))

        link_id = open_link(ada, mails)

        identity_of(ada.post(FLOW, "opened", about=link_id))

    def test_missing_code_costs_no_try(self, ada: Visit) -> None:
        """An empty field is explained and spends nothing."""
        ada.post(FLOW, "ask", email=ADDRESS)

        pages = [page_of(ada.post(FLOW, "check_inbox", code="  ")) for _ in range(9)]

        assert {page.errors["code"] for page in pages} == {"code_missing"}

    def test_old_code_says_so(self, ada: Visit, mails: Outbox, clock: SetClock) -> None:
        """After half an hour a code is over, not wrong."""
        ada.post(FLOW, "ask", email=ADDRESS)
        clock.move_s(1_800)

        page = page_of(ada.post(FLOW, "check_inbox", code=code_of(mails.last())))

        assert page.errors == {"code": "code_over"}

    def test_a_code_of_another_request_does_not_match(
        self, ada: Visit, open_browser: Callable[..., Visit], mails: Outbox
    ) -> None:
        """The code signs in the request that it was mailed for, and no other."""
        ada.post(FLOW, "ask", email=ADDRESS)
        thief = open_browser()
        thief.begin()
        thief.post(FLOW, "ask", email="eve@example.org")

        page = page_of(thief.post(FLOW, "check_inbox", code=code_of(mails.messages()[0])))

        assert page.errors


class TestOneAnswer:
    def test_known_and_unknown_addresses_look_the_same(
        self, ada: Visit, open_browser: Callable[..., Visit], mails: Outbox, clock: SetClock
    ) -> None:
        """The page that waits is the same, word for word, whether there is an account or not."""
        ada.post(FLOW, "ask", email=ADDRESS)
        ada.post(FLOW, "check_inbox", code=code_of(mails.last()))
        clock.move_s(3_600)
        pages = []
        for address in (ADDRESS, "new@example.org"):
            visit = open_browser()
            visit.begin()
            visit.post(FLOW, "ask", email=address)
            page = page_of(visit.get(FLOW, "check_inbox"))
            assert isinstance(page, CheckInbox)
            pages.append(replace(page, address="", reference=""))

        assert pages[0] == pages[1]
        known, new = mails.messages()[-2:]
        assert "first time" not in text_of(known)
        assert "first time" in text_of(new)

    @pytest.mark.parametrize("registration", ["open", "invited", "closed"])
    def test_who_may_not_sign_in_gets_the_same_page_and_an_honest_mail(
        self,
        house: House,
        open_browser: Callable[..., Visit],
        mails: Outbox,
        registration: str,
    ) -> None:
        """A stranger's address does the same work as a known one, to the last statement."""
        add_account(house, ADDRESS)
        house = replace(
            house, settings=house.settings.model_copy(update={"registration": registration})
        )
        statements = []
        for address in (ADDRESS, "new@example.org"):
            visit = Visit(house, open_browser().browser)
            visit.begin()
            with counted(house) as texts:
                assert visit.post(FLOW, "ask", email=address) == Go("check_inbox")
            statements.append(texts)
            assert isinstance(page_of(visit.get(FLOW, "check_inbox")), CheckInbox)

        assert statements[0] == statements[1]
        known, new = mails.messages()[-2:]
        assert new["To"] == "new@example.org"
        assert new["Subject"] == known["Subject"]
        assert ("It has no account" in text_of(new)) is (registration != "open")
        assert ("Your code:" in text_of(new)) is (registration == "open")
        assert ("/magic-link/opened/" in text_of(new)) is (registration == "open")

    def test_a_closed_account_is_told_by_mail_alone(
        self, house: House, ada: Visit, mails: Outbox
    ) -> None:
        """Whose account an operator disabled reads so in their own mailbox, and where to turn."""
        account_id = add_account(house, ADDRESS)
        with house.store.write() as tx:
            change_account(tx, account_id, disabled_at=1)

        assert ada.post(FLOW, "ask", email=ADDRESS) == Go("check_inbox")

        assert "is closed" in text_of(mails.last())
        assert "/help/start" in text_of(mails.last())
        assert "Your code:" not in text_of(mails.last())


def test_passkeys_alone(house: House, ada: Visit, mails: Outbox) -> None:
    """Where passkeys alone come in, no mail goes out and no mailed code or link works."""
    ada.post(FLOW, "ask", email=ADDRESS)
    code, link_id = code_of(mails.last()), open_link(ada, mails)
    strict = house.settings.model_copy(update={"passkey_only": True})
    ada.house = replace(house, settings=strict)

    assert ada.get(FLOW, "ask") == Leave("start")
    assert ada.post(FLOW, "ask", email=ADDRESS) == Leave("start")
    assert ada.post(FLOW, "send_again") == Go("ask")
    assert page_of(ada.post(FLOW, "check_inbox", code=code)).errors == {"code": "code_over"}
    over = page_of(ada.post(FLOW, "opened", about=link_id))
    assert over == LinkOver(reason="unknown", can_send_again=False)
    assert len(mails.messages()) == 1


@contextmanager
def counted(house: House) -> Iterator[list[str]]:
    """The statements that run meanwhile."""
    texts: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        texts.append(statement)

    event.listen(house.store.engine, "before_cursor_execute", note)
    try:
        yield texts
    finally:
        event.remove(house.store.engine, "before_cursor_execute", note)

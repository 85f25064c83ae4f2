"""Opening the mailed link: in the browser that asked, in any other one, or not at all wanted."""

from __future__ import annotations

from collections.abc import Callable
from email.message import EmailMessage

import pytest
from sqlalchemy import select

from conftest import Outbox
from flows.magic_link import FLOW
from flows.magic_link.pages import CheckInbox, Confirm, LinkOver, OtherBrowser, Reported
from idp.clock import SetClock
from idp.flow import Data, Go, Show
from idp.services import House
from idp.store.schema import mailed_secrets, metadata
from tests.visits import (
    ADDRESS,
    MAILED_CODE,
    Visit,
    code_of,
    identity_of,
    link_of,
    other_code,
    page_of,
    text_of,
)


def open_link(visit: Visit, message: EmailMessage) -> str:
    """Opens the mailed link in a browser; its id."""
    link_id, key = link_of(message)
    outcome = visit.get(FLOW, "opened", about=link_id, key=key)
    assert outcome == Go("opened", about=link_id, secret=key)
    return link_id


class TestSameBrowser:
    def test_one_press_signs_in(self, ada: Visit, mails: Outbox) -> None:
        """The link, opened where the person began, needs one press and nothing else."""
        ada.post(FLOW, "ask", email=ADDRESS)
        link_id = open_link(ada, mails.last())

        page = page_of(ada.get(FLOW, "opened", about=link_id))
        outcome = ada.post(FLOW, "opened", about=link_id)

        assert isinstance(page, Confirm)
        assert page.address_masked == "a•••@example.org"
        assert identity_of(outcome).interaction_id == ada.interaction_id

    def test_opening_changes_nothing(self, ada: Visit, mails: Outbox) -> None:
        """A thousand openings leave the link as it was."""
        ada.post(FLOW, "ask", email=ADDRESS)
        link_id = open_link(ada, mails.last())
        for _ in range(50):
            ada.get(FLOW, "opened", about=link_id)

        identity_of(ada.post(FLOW, "opened", about=link_id))

    def test_a_link_works_once(self, ada: Visit, mails: Outbox) -> None:
        """The second press gets a page that says the link was used."""
        ada.post(FLOW, "ask", email=ADDRESS)
        link_id = open_link(ada, mails.last())
        ada.post(FLOW, "opened", about=link_id)

        page = page_of(ada.post(FLOW, "opened", about=link_id))

        assert isinstance(page, LinkOver)
        assert page.reason == "used"

    def test_an_old_link_offers_a_new_one(self, ada: Visit, mails: Outbox, clock: SetClock) -> None:
        """A link that is too old says so, with the address filled in for a new mail."""
        ada.post(FLOW, "ask", email=ADDRESS)
        link_id = open_link(ada, mails.last())
        clock.move_s(1_800)

        page = page_of(ada.get(FLOW, "opened", about=link_id))

        assert isinstance(page, LinkOver)
        assert (page.reason, page.email, page.can_send_again) == ("expired", ADDRESS, True)

    def test_an_old_link_points_to_the_newer_one(
        self, ada: Visit, mails: Outbox, clock: SetClock
    ) -> None:
        """Where a newer mail still works, the page says to use that one."""
        ada.post(FLOW, "ask", email=ADDRESS)
        clock.move_s(1_000)
        ada.post(FLOW, "send_again")
        clock.move_s(1_000)

        page = page_of(ada.get(FLOW, "opened", about=open_link(ada, mails.messages()[0])))

        assert isinstance(page, LinkOver)
        assert page.reason == "replaced"

    def test_a_strange_key_is_unknown(self, ada: Visit, mails: Outbox) -> None:
        """Without the right key a link tells nothing, not even that it exists."""
        ada.post(FLOW, "ask", email=ADDRESS)
        link_id, key = link_of(mails.last())
        for strange in ("", "x", key[:-1], key + "=", key.swapcase(), key[1:]):
            ada.secrets[link_id] = strange

            page = page_of(ada.get(FLOW, "opened", about=link_id))

            assert isinstance(page, LinkOver)
            assert (page.reason, page.email) == ("unknown", "")

    def test_a_value_signed_for_something_else_is_no_key(
        self, ada: Visit, house: House, mails: Outbox
    ) -> None:
        """What we signed for another purpose opens no link (SEC-30)."""
        ada.post(FLOW, "ask", email=ADDRESS)
        link_id, key = link_of(mails.last())
        inside = house.tokens.read("magic_link.link", key, 60)
        for purpose in ("csrf", "magic_link.code", "magic_link"):
            ada.secrets[link_id] = house.tokens.sign(purpose, inside)

            page = page_of(ada.get(FLOW, "opened", about=link_id))

            assert isinstance(page, LinkOver)
            assert page.reason == "unknown"

    def test_the_store_alone_signs_nobody_in(self, ada: Visit, house: House, mails: Outbox) -> None:
        """A copy of the database holds neither link, nor code, nor address (T22)."""
        ada.post(FLOW, "ask", email=ADDRESS)
        _, key = link_of(mails.last())
        secrets = (ADDRESS, key, house.tokens.read("magic_link.link", key, 60))

        with house.store.read() as tx:
            for table in metadata.sorted_tables:
                text = repr(tx.execute(select(table)).all())
                assert not [secret for secret in secrets if secret in text], table.name
        with house.store.read() as tx:
            codes = tx.execute(select(mailed_secrets.c.code_hash)).scalars().all()
        assert code_of(mails.last()) not in codes

    def test_the_waiting_page_hears_of_it(self, ada: Visit, mails: Outbox) -> None:
        """Once the link was used, the first window is told, and one press goes on there."""
        ada.post(FLOW, "ask", email=ADDRESS)
        assert ada.get(FLOW, "state") == Show(Data({"changed": False}))
        proof = identity_of(ada.post(FLOW, "opened", about=open_link(ada, mails.last())))
        ada.sign_in(proof)

        assert ada.get(FLOW, "state") == Show(Data({"changed": True}))
        page = page_of(ada.get(FLOW, "check_inbox"))
        assert isinstance(page, CheckInbox)
        assert page.can_continue
        assert identity_of(ada.post(FLOW, "check_inbox", **{"continue": "yes"})) == proof

    def test_continue_without_a_proof_waits_on(self, ada: Visit) -> None:
        """Pressing "continue" proves nothing by itself."""
        ada.post(FLOW, "ask", email=ADDRESS)

        assert ada.post(FLOW, "check_inbox", **{"continue": "yes"}) == Go("check_inbox")


class TestOtherBrowser:
    @pytest.fixture
    def phone(self, ada: Visit, open_browser: Callable[..., Visit]) -> Visit:
        ada.post(FLOW, "ask", email=ADDRESS)
        return open_browser("Safari (iPhone)")

    def test_a_bare_press_signs_nobody_in(self, ada: Visit, phone: Visit, mails: Outbox) -> None:
        """Elsewhere the press changes nothing, and the page names both browsers' part."""
        link_id = open_link(phone, mails.last())

        page = page_of(phone.post(FLOW, "opened", about=link_id))

        assert isinstance(page, OtherBrowser)
        assert page.started_in == "Firefox (Windows)"
        identity_of(ada.post(FLOW, "opened", about=open_link(ada, mails.last())))

    def test_the_code_signs_in_there(self, phone: Visit, mails: Outbox) -> None:
        """The code, typed where the mail was opened, leads to the person's own account there."""
        link_id = open_link(phone, mails.last())

        outcome = phone.post(FLOW, "code_here", about=link_id, code=code_of(mails.last()))

        assert identity_of(outcome).interaction_id == ""

    def test_the_code_needs_the_link_too(
        self, phone: Visit, open_browser: Callable[..., Visit], mails: Outbox
    ) -> None:
        """Who has not opened the mail cannot even guess at its code."""
        link_id, _ = link_of(mails.last())

        page = page_of(
            open_browser().post(FLOW, "code_here", about=link_id, code=code_of(mails.last()))
        )

        assert isinstance(page, LinkOver)
        assert page.reason == "unknown"

    def test_junk_codes_elsewhere_cost_the_person_nothing(
        self, ada: Visit, phone: Visit, mails: Outbox
    ) -> None:
        """Tries without the browser's binding are counted apart."""
        link_id, right = open_link(phone, mails.last()), code_of(mails.last())
        for _ in range(9):
            phone.post(FLOW, "code_here", about=link_id, code=other_code(right))

        page = page_of(phone.post(FLOW, "code_here", about=link_id, code=right))

        assert page.errors == {"code": "no_tries"}
        identity_of(ada.post(FLOW, "check_inbox", code=right))

    def test_one_link_for_this_browser(self, phone: Visit, mails: Outbox) -> None:
        """Without copying: one more mail, whose link needs one press here; only once."""
        link_id = open_link(phone, mails.last())

        page = page_of(phone.post(FLOW, "link_here", about=link_id))
        second = mails.last()
        again = page_of(phone.post(FLOW, "link_here", about=link_id))

        assert isinstance(page, OtherBrowser)
        assert (page.sent, page.can_send_here) == (True, False)
        assert isinstance(again, OtherBrowser)
        assert (again.sent, again.can_send_here) == (False, False)
        assert len(mails.messages()) == 2
        assert MAILED_CODE.search(text_of(second)) is None
        here = open_link(phone, second)
        assert isinstance(page_of(phone.get(FLOW, "opened", about=here)), Confirm)
        assert identity_of(phone.post(FLOW, "opened", about=here)).interaction_id == ""

    def test_that_link_works_in_this_browser_only(
        self, ada: Visit, phone: Visit, mails: Outbox
    ) -> None:
        """A second link that a scanner asked for signs nobody in elsewhere."""
        phone.post(FLOW, "link_here", about=open_link(phone, mails.last()))

        page = page_of(ada.post(FLOW, "opened", about=open_link(ada, mails.last())))

        assert isinstance(page, OtherBrowser)

    def test_the_first_window_ends_with_it(self, ada: Visit, phone: Visit, mails: Outbox) -> None:
        """What was used on the phone cannot be used again in the first window."""
        link_id = open_link(phone, mails.last())
        phone.post(FLOW, "code_here", about=link_id, code=code_of(mails.last()))

        page = page_of(ada.post(FLOW, "check_inbox", code=code_of(mails.last())))

        assert page.errors == {"code": "code_over"}

    def test_reload_shows_the_link_again(self, phone: Visit, mails: Outbox) -> None:
        """Back and reload lead to the link's own page, never to an error."""
        link_id = open_link(phone, mails.last())

        assert phone.get(FLOW, "code_here", about=link_id) == Go("opened", about=link_id)


class TestReport:
    def test_elsewhere_it_is_thanked_and_ends_nothing(
        self, ada: Visit, open_browser: Callable[..., Visit], mails: Outbox
    ) -> None:
        """A press by a scanner cannot cancel what a person waits for."""
        ada.post(FLOW, "ask", email=ADDRESS)
        phone = open_browser()

        page = page_of(phone.post(FLOW, "report", about=open_link(phone, mails.last())))

        assert page == Reported(cancelled=False)
        identity_of(ada.post(FLOW, "opened", about=open_link(ada, mails.last())))

    def test_in_the_first_browser_it_ends_the_request(self, ada: Visit, mails: Outbox) -> None:
        """Where the person began, the report ends link and code at once."""
        ada.post(FLOW, "ask", email=ADDRESS)
        link_id = open_link(ada, mails.last())

        page = page_of(ada.post(FLOW, "report", about=link_id))

        assert page == Reported(cancelled=True)
        over = page_of(ada.post(FLOW, "check_inbox", code=code_of(mails.last())))
        assert over.errors == {"code": "code_over"}

    def test_with_the_code_it_ends_the_request(
        self, ada: Visit, open_browser: Callable[..., Visit], mails: Outbox
    ) -> None:
        """Who knows the code has read the mail, so their report counts anywhere."""
        ada.post(FLOW, "ask", email=ADDRESS)
        phone, code = open_browser(), code_of(mails.last())

        page = page_of(phone.post(FLOW, "report", about=open_link(phone, mails.last()), code=code))

        assert page == Reported(cancelled=True)

    def test_a_used_link_never_says_that_nobody_got_in(self, ada: Visit, mails: Outbox) -> None:
        """After somebody signed in, the page tells that, and no comfort that is untrue."""
        ada.post(FLOW, "ask", email=ADDRESS)
        link_id = open_link(ada, mails.last())
        ada.post(FLOW, "opened", about=link_id)

        page = page_of(ada.post(FLOW, "report", about=link_id))

        assert isinstance(page, LinkOver)
        assert page.reason == "used"

    def test_reports_slow_further_mails(
        self, open_browser: Callable[..., Visit], mails: Outbox, clock: SetClock
    ) -> None:
        """After two reports the next mail to the address waits longer, and comes in the end."""
        for _ in range(2):
            visit = open_browser()
            visit.begin()
            visit.post(FLOW, "ask", email=ADDRESS)
            visit.post(FLOW, "report", about=open_link(visit, mails.last()))
            clock.move_s(61)
        third = open_browser()
        third.begin()

        third.post(FLOW, "ask", email=ADDRESS)
        sooner = len(mails.messages())
        clock.move_s(61)
        third.post(FLOW, "send_again")

        assert sooner == 2
        assert len(mails.messages()) == 3

"""Adding a passkey after a sign-in or from the account page (WebAuthn §7.1)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from conftest import Outbox
from flows.passkey import FLOW as PASSKEY
from flows.passkey_setup import FLOW
from flows.passkey_setup.pages import Added, NotAdded, Offer
from idp.clock import SetClock
from idp.flow import Data, Done, Go, Leave, OfferAnswer, Show
from idp.services import House
from tests.authenticator import UP, Device
from tests.visits import (
    Visit,
    add_account,
    add_passkey,
    identity_of,
    page_of,
    sign_in_by_mail,
    text_of,
)


def options_of(visit: Visit) -> dict[str, Any]:
    outcome = visit.post(FLOW, "options")
    assert isinstance(outcome, Show)
    assert isinstance(outcome.page, Data)
    return dict(outcome.page.values)


def reason_of(visit: Visit, outcome: object) -> str:
    assert outcome == Go("failed")
    page = page_of(visit.get(FLOW, "failed"))
    assert isinstance(page, NotAdded)
    return page.reason


def add(visit: Visit, device: Device) -> str:
    """Adds a passkey; its id."""
    outcome = visit.post(FLOW, "add", answer=device.make(options_of(visit)))
    assert isinstance(outcome, Go)
    assert outcome.step == "added"
    return outcome.about


@pytest.fixture
def signed_in(ada: Visit, mails: Outbox) -> Visit:
    """Ada's browser, a moment after she signed in by mail."""
    sign_in_by_mail(ada, mails)
    return ada


class TestAdd:
    def test_a_new_passkey_signs_in(
        self, signed_in: Visit, open_browser: Callable[..., Visit]
    ) -> None:
        """What was added here signs in to the same account, anywhere."""
        device = Device()
        add(signed_in, device)
        later = open_browser()
        later.begin()

        options = later.post(PASSKEY, "options")
        assert isinstance(options, Show)
        assert isinstance(options.page, Data)
        outcome = later.post(PASSKEY, "use", answer=device.use(dict(options.page.values)))

        assert signed_in.session is not None
        assert identity_of(outcome).account_id == signed_in.session.account_id

    def test_has_a_name_that_can_be_changed(self, signed_in: Visit) -> None:
        """The name comes from keeper and browser; own words in any script replace it."""
        keeper = bytes.fromhex("ea9b8d664d011d213ce4b6b48cb575d4")
        passkey_id = add(signed_in, Device(aaguid=keeper))
        page = page_of(signed_in.get(FLOW, "added", about=passkey_id))

        outcome = signed_in.post(
            FLOW, "added", about=passkey_id, name=" Ada’s  φορητός\n", note="in the kitchen"
        )

        assert isinstance(page, Added)
        assert page.name == "Google Password Manager, Firefox (Windows)"
        assert outcome == Done(OfferAnswer("added"))
        changed = page_of(signed_in.get(FLOW, "added", about=passkey_id))
        assert isinstance(changed, Added)
        assert (changed.name, changed.note) == ("Ada’s φορητός", "in the kitchen")

    @pytest.mark.parametrize(
        ("name", "note", "errors"),
        [
            ("", "", {"name": "name_missing"}),
            (" \n\x00", "", {"name": "name_missing"}),
            ("x" * 101, "", {"name": "name_too_long"}),
            ("x", "y" * 301, {"note": "note_too_long"}),
            ("", "y" * 301, {"name": "name_missing", "note": "note_too_long"}),
        ],
    )
    def test_explains_names_that_cannot_be(
        self, signed_in: Visit, name: str, note: str, errors: dict[str, str]
    ) -> None:
        """A missing or too long name is kept and explained."""
        passkey_id = add(signed_in, Device())

        page = page_of(signed_in.post(FLOW, "added", about=passkey_id, name=name, note=note))

        assert isinstance(page, Added)
        assert (page.errors, page.name, page.note) == (errors, name, note)

    def test_every_address_hears_of_it(self, signed_in: Visit, mails: Outbox) -> None:
        """A mail tells the owner at once, for it may have been somebody else."""
        add(signed_in, Device())

        notice = mails.last()

        assert notice["To"] == "ada@example.org"
        assert "http://localhost:8000/account/overview" in text_of(notice)

    def test_the_way_by_mail_stays(self, signed_in: Visit, mails: Outbox) -> None:
        """A passkey takes nothing away: link and code sign in as before."""
        add(signed_in, Device())
        signed_in.begin()

        sign_in_by_mail(signed_in, mails, address="ada@example.org")

    def test_is_added_once(self, signed_in: Visit, house: House) -> None:
        """A credential that any account has already is refused, and nobody’s passkey changes."""
        device = add_passkey(house, add_account(house, "bob@example.org"), Device())

        outcome = signed_in.post(FLOW, "add", answer=device.make(options_of(signed_in)))

        assert reason_of(signed_in, outcome) == "already"

    def test_known_passkeys_are_excluded(self, signed_in: Visit) -> None:
        """The device is told what the person has, so that it makes none twice."""
        add(signed_in, Device())

        assert len(options_of(signed_in)["excludeCredentials"]) == 1

    def test_an_answer_counts_once(self, signed_in: Visit) -> None:
        """The challenge is spent by the first answer."""
        options = options_of(signed_in)
        signed_in.post(FLOW, "add", answer=Device().make(options))

        outcome = signed_in.post(FLOW, "add", answer=Device().make(options))

        assert reason_of(signed_in, outcome) == "expired"

    def test_a_challenge_to_sign_in_adds_nothing(self, signed_in: Visit) -> None:
        """A challenge counts for the purpose that it was made for (SEC-42)."""
        outcome = signed_in.post(PASSKEY, "options")
        assert isinstance(outcome, Show)
        assert isinstance(outcome.page, Data)
        options = options_of(signed_in) | {"challenge": outcome.page.values["challenge"]}

        refused = signed_in.post(FLOW, "add", answer=Device().make(options))

        assert reason_of(signed_in, refused) == "expired"

    def test_a_device_without_a_lock_is_explained(self, signed_in: Visit) -> None:
        """Without a lock there is no passkey, and the page says how to get one."""
        answer = Device(flags=UP).make(options_of(signed_in))

        assert reason_of(signed_in, signed_in.post(FLOW, "add", answer=answer)) == "no_lock"

    @pytest.mark.parametrize("junk", ["", "{}", "null", "x" * 70_000])
    def test_junk_is_refused_calmly(self, signed_in: Visit, junk: str) -> None:
        """Whatever comes instead of an answer ends on the page."""
        assert reason_of(signed_in, signed_in.post(FLOW, "add", answer=junk)) == "refused"


class TestWho:
    def test_nobody_signed_in_gets_no_options(self, ada: Visit) -> None:
        """Without a session there is nobody to add a passkey for."""
        assert options_of(ada) == {"reason": "expired"}
        assert reason_of(ada, ada.post(FLOW, "add", answer=Device().make(OPTIONS))) == "expired"

    def test_an_old_sign_in_gets_no_options(self, signed_in: Visit, clock: SetClock) -> None:
        """Whoever finds an open computer hours later cannot add a passkey of their own."""
        clock.move_s(3_600)
        signed_in.begin("passkey_setup")

        assert options_of(signed_in) == {"reason": "expired"}
        assert signed_in.get(FLOW, "offer") == Leave("start")

    def test_reading_slowly_is_allowed(self, signed_in: Visit, clock: SetClock) -> None:
        """Twenty minutes in front of the offer cost nobody the passkey."""
        clock.move_s(1_200)

        add(signed_in, Device())

    def test_another_persons_request_gets_no_options(self, signed_in: Visit, house: House) -> None:
        """A request that is about somebody else adds nothing to the one who is signed in."""
        signed_in.begin("passkey_setup", account_id=add_account(house, "bob@example.org"))

        assert options_of(signed_in) == {"reason": "expired"}

    def test_somebody_elses_passkey_cannot_be_named(self, signed_in: Visit, house: House) -> None:
        """The page of a passkey opens for its owner alone."""
        bob = add_account(house, "bob@example.org")
        add_passkey(house, bob, Device())
        with signed_in.services() as services:
            [passkey] = services.passkeys.of_account(bob)

        assert signed_in.get(FLOW, "added", about=passkey.id) == Go("offer")
        assert signed_in.post(FLOW, "added", about=passkey.id, name="mine now") == Go("offer")
        with signed_in.services() as services:
            assert services.passkeys.own(passkey.id, bob) == passkey


class TestOffer:
    def test_has_three_answers(self, signed_in: Visit) -> None:
        """Yes, not now and never: each ends the question in its own way."""
        assert page_of(signed_in.get(FLOW, "offer")) == Offer(from_account=False, minutes=5)
        assert signed_in.post(FLOW, "not_now") == Done(OfferAnswer("later"))
        assert signed_in.post(FLOW, "never") == Done(OfferAnswer("never"))

    @pytest.mark.parametrize(
        ("given", "shown"),
        [("closed", "closed"), ("already", "already"), ("unknown", "refused"), ("<b>", "refused")],
    )
    def test_explains_what_the_browser_said(self, signed_in: Visit, given: str, shown: str) -> None:
        """A closed window is no error, and only known words are taken."""
        assert reason_of(signed_in, signed_in.post(FLOW, "failed", reason=given)) == shown

    def test_without_a_reason_begins_again(self, signed_in: Visit) -> None:
        """An address typed by hand leads to the offer."""
        assert signed_in.get(FLOW, "failed") == Go("offer")
        assert signed_in.get(FLOW, "added", about="nothing-like-it") == Go("offer")


OPTIONS = {"user": {"id": ""}, "challenge": "AAAA"}

"""Signing in with a passkey: every check of WebAuthn §7.2 has a device that breaks it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from flows.passkey import FLOW
from flows.passkey.pages import NotYet, Use
from idp.clock import SetClock
from idp.flow import Data, Done, Go, Show
from idp.services import House
from idp.store.schema import accounts, events, passkeys
from tests.authenticator import BE, BS, TRUE_FLAGS, UP, UV, Device, base64url
from tests.visits import Visit, add_account, add_passkey, identity_of, page_of


def options_of(visit: Visit) -> dict[str, Any]:
    outcome = visit.post(FLOW, "options")
    assert isinstance(outcome, Show)
    assert isinstance(outcome.page, Data)
    return dict(outcome.page.values)


def reason_of(visit: Visit, outcome: object) -> str:
    """Why nobody is signed in, as the page says it."""
    assert outcome == Go("failed")
    page = page_of(visit.get(FLOW, "failed"))
    assert isinstance(page, NotYet)
    return page.reason


@pytest.fixture
def owner(house: House) -> str:
    """An account with a confirmed address."""
    return add_account(house, "ada@example.org")


@pytest.fixture
def device(house: House, owner: str) -> Device:
    """Ada's device, with a passkey of her account."""
    return add_passkey(house, owner, Device())


class TestUse:
    def test_a_press_signs_in(self, ada: Visit, owner: str, device: Device) -> None:
        """A true answer proves the account, without any name typed."""
        outcome = ada.post(FLOW, "use", answer=device.use(options_of(ada)))

        proof = identity_of(outcome)
        assert (proof.account_id, proof.method) == (owner, "passkey")
        assert proof.interaction_id == ada.interaction_id
        assert proof.acr == "passkey"

    def test_says_beforehand_how_long_the_window_stays(
        self, ada: Visit, open_browser: Callable[..., Visit]
    ) -> None:
        """Five minutes, and ten for whoever asked for more time; the challenge outlives both."""
        slow = open_browser(more_time=True)
        slow.begin()

        assert page_of(ada.get(FLOW, "use")) == Use(minutes=5)
        assert page_of(slow.get(FLOW, "use")) == Use(minutes=10)
        assert options_of(ada)["timeout"] == 300_000
        assert options_of(slow)["timeout"] == 600_000

    def test_options_name_no_passkey(self, ada: Visit, device: Device) -> None:
        """The list of allowed passkeys is empty, so nobody learns who has an account."""
        options = options_of(ada)

        assert options["allowCredentials"] == []
        assert options["userVerification"] == "required"
        assert options["rpId"] == "localhost"
        assert len(options["challenge"]) == 43

    def test_pressed_without_script_shows_the_page(self, ada: Visit) -> None:
        """A form without an answer leads to the page that says what to do."""
        assert ada.post(FLOW, "use") == Go("use")

    def test_slow_hands_are_in_time(self, ada: Visit, device: Device, clock: SetClock) -> None:
        """An answer after fourteen minutes still counts."""
        options = options_of(ada)
        clock.move_s(14 * 60)

        identity_of(ada.post(FLOW, "use", answer=device.use(options)))

    def test_an_old_challenge_says_so(self, ada: Visit, device: Device, clock: SetClock) -> None:
        """After the challenge's life the page says that it took too long, and goes on."""
        options = options_of(ada)
        clock.move_s(15 * 60)

        assert reason_of(ada, ada.post(FLOW, "use", answer=device.use(options))) == "expired"

    def test_an_answer_counts_once(self, ada: Visit, device: Device) -> None:
        """The same answer a second time is refused: its challenge is spent."""
        answer = device.use(options_of(ada))
        ada.post(FLOW, "use", answer=answer)

        assert reason_of(ada, ada.post(FLOW, "use", answer=answer)) == "expired"

    def test_a_refused_answer_spends_the_challenge(self, ada: Visit, device: Device) -> None:
        """The challenge is spent before anything is verified, so nobody tries twice on one."""
        options = options_of(ada)
        wrong = json.loads(device.use(options))
        wrong["response"]["signature"] = base64url(b"no signature")
        ada.post(FLOW, "use", answer=json.dumps(wrong))

        assert reason_of(ada, ada.post(FLOW, "use", answer=device.use(options))) == "expired"

    def test_a_challenge_of_another_request_is_refused(
        self, ada: Visit, open_browser: Callable[..., Visit], device: Device
    ) -> None:
        """An answer made in one request signs nobody in in another."""
        other = open_browser()
        other.begin()

        outcome = ada.post(FLOW, "use", answer=device.use(options_of(other)))

        assert reason_of(ada, outcome) == "expired"


class TestChecks:
    @pytest.mark.parametrize(
        ("client", "reason"),
        [
            ({"type": "webauthn.create"}, "refused"),
            ({"origin": "http://localhost:8001"}, "wrong_site"),
            ({"origin": "https://localhost:8000"}, "wrong_site"),
            ({"origin": "http://localhost:8000.evil.example"}, "wrong_site"),
            ({"crossOrigin": True}, "wrong_site"),
            ({"crossOrigin": "no"}, "wrong_site"),
            ({"topOrigin": "http://localhost:8000"}, "wrong_site"),
            ({"challenge": "AAAA"}, "expired"),
            ({"challenge": 5}, "refused"),
            ({"origin": None}, "wrong_site"),
        ],
    )
    def test_client_data(
        self, ada: Visit, device: Device, client: dict[str, Any], reason: str
    ) -> None:
        """Type, challenge, origin and frames are each checked (WebAuthn §7.2 steps 11 to 14)."""
        outcome = ada.post(FLOW, "use", answer=device.use(options_of(ada), **client))

        assert reason_of(ada, outcome) == reason

    @pytest.mark.parametrize(
        ("flags", "reason"),
        [
            (UV | BE | BS, "refused"),  # nobody touched it
            (UP | BE | BS, "no_lock"),  # it did not check who holds it
            (UP | UV | BS, "refused"),  # backed up, and not able to be
            (UP | UV, "refused"),  # no longer able to be backed up: another passkey
        ],
    )
    def test_flags(self, ada: Visit, device: Device, flags: int, reason: str) -> None:
        """Presence, verification and the backup flags are each checked (§7.2 steps 16 to 19)."""
        device.flags = flags

        outcome = ada.post(FLOW, "use", answer=device.use(options_of(ada)))

        assert reason_of(ada, outcome) == reason

    def test_host(self, ada: Visit, device: Device) -> None:
        """A passkey of another host is refused (§7.2 step 15)."""
        device.host = "example.org"

        assert reason_of(ada, ada.post(FLOW, "use", answer=device.use(options_of(ada))))

    def test_signature(self, ada: Visit, device: Device) -> None:
        """Another key's signature is refused (§7.2 step 21)."""
        device.key = Device().key

        outcome = ada.post(FLOW, "use", answer=device.use(options_of(ada)))

        assert reason_of(ada, outcome) == "refused"

    def test_unknown_passkey_says_so(self, ada: Visit, device: Device) -> None:
        """A passkey that was removed here gets a sentence of its own."""
        device.credential_id = b"somebody else's"

        outcome = ada.post(FLOW, "use", answer=device.use(options_of(ada)))

        assert reason_of(ada, outcome) == "unknown"

    def test_owner_matrix(self, house: House, open_browser: Callable[..., Visit]) -> None:
        """Of three people and three passkeys only each person's own handle is accepted."""
        people = [add_account(house, f"p{n}@example.org") for n in range(3)]
        devices = [add_passkey(house, account_id, Device()) for account_id in people]
        handles = [device.user_handle for device in devices]
        visit = open_browser()

        for mine, device in enumerate(devices):
            for theirs, handle in enumerate(handles):
                visit.begin()
                device.user_handle = handle
                outcome = visit.post(FLOW, "use", answer=device.use(options_of(visit)))
                assert isinstance(outcome, Done) is (mine == theirs)

    @pytest.mark.parametrize("handle", [b"", b"x", bytes(64)])
    def test_a_wrong_handle_is_refused(self, ada: Visit, device: Device, handle: bytes) -> None:
        """Without the owner's handle no discoverable passkey signs in."""
        device.user_handle = handle

        assert reason_of(ada, ada.post(FLOW, "use", answer=device.use(options_of(ada))))

    def test_somebody_else_cannot_finish_a_request(
        self, house: House, open_browser: Callable[..., Visit], device: Device
    ) -> None:
        """A request that is about one person is not finished by another one's passkey."""
        visit = open_browser()
        visit.begin(account_id=add_account(house, "bob@example.org"))

        outcome = visit.post(FLOW, "use", answer=device.use(options_of(visit)))

        assert reason_of(visit, outcome) == "refused"

    def test_a_disabled_account_is_refused(
        self, ada: Visit, house: House, owner: str, device: Device
    ) -> None:
        """An account that an operator closed opens with no passkey."""
        with house.store.write() as tx:
            tx.execute(accounts.update().values(disabled_at=1).where(accounts.c.id == owner))

        assert reason_of(ada, ada.post(FLOW, "use", answer=device.use(options_of(ada))))


class TestCounter:
    def use(self, visit: Visit, device: Device) -> bool:
        visit.begin()
        return isinstance(visit.post(FLOW, "use", answer=device.use(options_of(visit))), Done)

    def test_one_that_counts_nothing_is_accepted(self, ada: Visit, device: Device) -> None:
        """Synced passkeys report zero each time."""
        assert [self.use(ada, device) for _ in range(3)] == [True, True, True]

    def test_a_copy_of_a_device_bound_passkey_is_refused(
        self, ada: Visit, house: House, owner: str
    ) -> None:
        """A counter that went back is refused where nothing may be copied, and written down."""
        device = add_passkey(house, owner, Device(flags=UP | UV, count_by=1))
        assert self.use(ada, device)
        assert self.use(ada, device)
        device.count -= 2

        assert not self.use(ada, device)
        with house.store.read() as tx:
            names = tx.execute(select(events.c.name)).scalars().all()
        assert "passkey.assertion.suspected" in names
        assert self.use(ada, device) is False
        assert self.use(ada, device) is True

    def test_a_synced_counter_may_be_late(self, ada: Visit, house: House, owner: str) -> None:
        """A synced passkey whose counter lags is accepted, and the highest count is kept."""
        device = add_passkey(house, owner, Device(flags=TRUE_FLAGS, count_by=5))
        assert self.use(ada, device)
        device.count -= 7

        assert self.use(ada, device)
        with house.store.read() as tx:
            kept = tx.execute(
                select(passkeys.c.sign_count).where(
                    passkeys.c.credential_id == device.credential_id
                )
            ).scalar_one()
        assert kept == 5


class TestFailed:
    @pytest.mark.parametrize("reason", ["closed", "no_lock", "not_supported", "network"])
    def test_explains_what_the_browser_said(self, ada: Visit, reason: str) -> None:
        """A closed window is no error: the page tells the ways on, and the request is kept."""
        outcome = ada.post(FLOW, "failed", reason=reason)

        assert reason_of(ada, outcome) == reason
        assert ada.interaction.answered_at is None

    @pytest.mark.parametrize("reason", ["", "<b>", "x" * 10_000, "already"])
    def test_takes_only_known_words(self, ada: Visit, reason: str) -> None:
        """Whatever else a browser sends is one calm page."""
        assert reason_of(ada, ada.post(FLOW, "failed", reason=reason)) == "refused"

    def test_without_a_reason_begins_again(self, ada: Visit) -> None:
        """An address typed by hand leads to the first step."""
        assert ada.get(FLOW, "failed") == Go("use")

    def test_many_failures_slow_one_network_only(
        self, ada: Visit, open_browser: Callable[..., Visit], device: Device
    ) -> None:
        """After twenty failures a network must wait; everybody else signs in as before."""
        stranger = Device(user_handle=device.user_handle)
        for _ in range(20):
            ada.post(FLOW, "use", answer=stranger.use(options_of(ada)))

        slowed = ada.post(FLOW, "use", answer=device.use(options_of(ada)))
        elsewhere = open_browser(network="198.51.100.0/24")
        elsewhere.begin()

        assert reason_of(ada, slowed) == "refused"
        identity_of(elsewhere.post(FLOW, "use", answer=device.use(options_of(elsewhere))))


JUNK = [
    "{}",
    "[]",
    "null",
    "5",
    '"text"',
    "{" * 50_000,
    "[" * 50_000,
    '{"rawId": 5, "response": {"clientDataJSON": 5}}',
    '{"rawId": "AAAA", "response": []}',
    '{"rawId": "AAAA", "response": {"clientDataJSON": "W10"}}',
    '{"rawId": "AAAA", "response": {"clientDataJSON": "bnVsbA"}}',
    "\ud800",
    "x" * 70_000,
    "1" * 60_000,
]


class TestMalformed:
    @pytest.mark.parametrize("junk", JUNK, ids=range(len(JUNK)))
    def test_junk_is_refused_calmly(self, ada: Visit, junk: str) -> None:
        """Whatever comes instead of an answer ends on the page, never in an error of ours."""
        assert reason_of(ada, ada.post(FLOW, "use", answer=junk)) in ("refused", "expired")

"""Browsers that visit the services directly: one transaction a visit, as the router does it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from typing import Any

from conftest import Outbox
from flows.magic_link import FLOW as MAGIC_LINK
from idp.browser import Browser
from idp.flow import Done, Flow, Go, Outcome, Show, Turn, Visitor
from idp.interaction import Interaction
from idp.pages import Page
from idp.proofs import IdentityProof
from idp.services import Ground, House, Services, open_services
from idp.sessions import Session
from idp.tokens import hash_secret, new_secret
from tests.authenticator import Device

MAILED_LINK = re.compile(r"http\S+/magic-link/opened/(\S+)\?key=(\S+)")
MAILED_CODE = re.compile(r"^\s*(\d{6})\s*$", re.MULTILINE)


def make_browser(
    words: str = "Firefox (Windows)", network: str = "192.0.2.7/32", *, more_time: bool = False
) -> Browser:
    """A browser that nobody used before."""
    secret = new_secret()
    return Browser(
        id=secret,
        id_hash=hash_secret(secret),
        is_new=False,
        session_secret="",
        words=words,
        network=network,
        language="en",
        more_time=more_time,
    )


@dataclass
class Visit:
    """One browser, and what it keeps between requests: memory of flows, secrets, its session."""

    house: House
    browser: Browser = field(default_factory=make_browser)
    interaction_id: str = ""
    memory: dict[str, dict[str, Any]] = field(default_factory=dict)
    secrets: dict[str, str] = field(default_factory=dict)
    session: Session | None = None

    @contextmanager
    def services(self) -> Iterator[Services]:
        """The services of one request; what they write is committed at the end, events last."""
        with self.house.store.write() as tx:
            services = open_services(
                Ground(tx=tx, browser=self.browser, house=self.house, correlation="test")
            )
            yield services
            services.events.flush(tx)

    def begin(self, kind: Any = "account", account_id: str = "") -> Interaction:
        """A new request of this browser, which the following steps belong to."""
        with self.services() as services:
            interaction = services.interactions.begin(kind, {}, account_id=account_id)
        self.interaction_id, self.memory = interaction.id, {}
        return interaction

    @property
    def interaction(self) -> Interaction:
        """The request of this browser as it is now."""
        with self.services() as services:
            interaction = services.interactions.find(self.interaction_id)
        assert interaction is not None
        return interaction

    def get(self, flow: Flow, step: str, about: str = "", **query: str) -> Outcome:
        """What a step shows."""
        act = flow.steps[step].show
        assert act is not None
        return self._act(act, flow, step, about, query)

    def post(self, flow: Flow, step: str, about: str = "", **form: str) -> Outcome:
        """What a step answers to a form; a proof of identity is recorded, and signs in."""
        act = flow.steps[step].submit
        assert act is not None
        return self._act(act, flow, step, about, form)

    def _act(
        self,
        act: Callable[[Turn], Outcome],
        flow: Flow,
        step: str,
        about: str,
        form: Mapping[str, str],
    ) -> Outcome:
        with self.services() as services:
            bound = flow.steps[step].bound
            memory = self.memory.setdefault(flow.name, {})
            turn = Turn(
                visitor=Visitor(
                    language="en",
                    browser=self.browser.words,
                    session=self.session,
                    more_time=self.browser.more_time,
                ),
                services=services,
                form=form,
                memory=memory,
                about=about,
                secret=self.secrets.get(about, ""),
                interaction=services.interactions.find(self.interaction_id) if bound else None,
            )
            outcome = act(turn)
        if isinstance(outcome, Go) and outcome.secret:
            self.secrets[outcome.about] = outcome.secret
        return outcome

    def sign_in(self, proof: IdentityProof) -> Session:
        """Does with a proof what the router does: records it and begins a session."""
        with self.services() as services:
            interaction = services.interactions.find(proof.interaction_id)
            assert interaction is not None
            self.session, _ = services.sessions.begin(proof)
            services.interactions.record(interaction, proof, session_id=self.session.id)
        return self.session


def page_of(outcome: Outcome) -> Page:
    """The page of an outcome that shows one."""
    assert isinstance(outcome, Show), outcome
    assert isinstance(outcome.page, Page), outcome
    return outcome.page


ADDRESS = "ada@example.org"


def text_of(message: EmailMessage) -> str:
    """The plain part of a mail, as it is read."""
    body = message.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def link_of(message: EmailMessage) -> tuple[str, str]:
    """The id and the key of the mailed link."""
    found = MAILED_LINK.search(text_of(message))
    assert found is not None
    return found[1], found[2]


def code_of(message: EmailMessage) -> str:
    """The mailed code."""
    found = MAILED_CODE.search(text_of(message))
    assert found is not None
    return found[1]


def other_code(code: str) -> str:
    """A code that is not this one."""
    return f"{(int(code) + 1) % 1_000_000:06}"


def identity_of(outcome: object) -> IdentityProof:
    """The proof of an outcome that signs in."""
    assert isinstance(outcome, Done), outcome
    assert isinstance(outcome.proof, IdentityProof)
    return outcome.proof


def add_account(house: House, address: str) -> str:
    """An account with this confirmed address; its id."""
    with Visit(house).services() as services:
        typed = services.links.read(address)
        assert typed.address is not None
        return services.accounts.of_confirmed(typed.address)


def add_passkey(house: House, account_id: str, device: Device) -> Device:
    """Gives the account a passkey of this device, through a ceremony."""
    visit = Visit(house)
    interaction = visit.begin("passkey_setup")
    with visit.services() as services:
        options = services.passkeys.options_to_add(interaction, account_id, "Ada")
        addition = services.passkeys.add(interaction, account_id, device.make(options))
    assert addition.passkey is not None, addition.reason
    return device


def sign_in_by_mail(visit: Visit, mails: Outbox, address: str = ADDRESS) -> None:
    """Asks for a mail, types its code, and is signed in."""
    assert visit.post(MAGIC_LINK, "ask", email=address) == Go("check_inbox")
    visit.sign_in(identity_of(visit.post(MAGIC_LINK, "check_inbox", code=code_of(mails.last()))))

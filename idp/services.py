"""What a step may use, built anew around the one transaction of each request.

House     lives as long as the process: settings, store, clock, keys, renderer, flows
Ground    lives as long as a request: its transaction, its browser, and the house
Services  the named services of that request, which flows see as `turn.services`
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from idp.accounts import Accounts
from idp.browser import Browser
from idp.clock import Clock
from idp.consents import Consents
from idp.events import Events
from idp.interaction import Interactions
from idp.limits import Limits
from idp.links import Links
from idp.mail import Mailer
from idp.pages import Renderer
from idp.passkeys import Passkeys
from idp.sessions import Sessions
from idp.settings import Settings
from idp.store import Store, Transaction
from idp.tokens import Tokens, new_id
from idp.vault import Vault
from idp.words import Words

if TYPE_CHECKING:
    from idp.routes import Routes


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """What every request of this process shares; made once by idp.app.create_app."""

    settings: Settings
    clock: Clock
    store: Store
    tokens: Tokens
    vault: Vault
    words: Words
    renderer: Renderer
    routes: Routes


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What every service of one request stands on.

    correlation: reference of this request, in events and in log lines.
    """

    tx: Transaction
    browser: Browser
    house: House
    correlation: str = ""

    @property
    def clock(self) -> Clock:
        return self.house.clock

    @property
    def settings(self) -> Settings:
        return self.house.settings

    @property
    def tokens(self) -> Tokens:
        return self.house.tokens

    @property
    def vault(self) -> Vault:
        return self.house.vault

    def new_id(self) -> str:
        """A new random identifier, see idp.tokens.new_id."""
        return new_id()


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """The named services of one request. Everything they write is one transaction.

    links: mailed links and codes.  accounts: people and their addresses.
    ground: for idp itself; a step has no business with it.
    """

    ground: Ground
    settings: Settings
    clock: Clock
    limits: Limits
    events: Events
    mail: Mailer
    links: Links
    passkeys: Passkeys
    accounts: Accounts
    interactions: Interactions
    sessions: Sessions
    consents: Consents


def open_books(ground: Ground) -> tuple[Events, Limits]:
    """What every request keeps: what happened in it, and how often it may."""
    browser, clock = ground.browser, ground.clock
    return (
        Events(clock, correlation=ground.correlation, ip_prefix=browser.kept_network),
        Limits(ground.tx, ground.settings, clock, ground.tokens, browser.network),
    )


def open_services(ground: Ground) -> Services:
    """The services of one request, on the ground of its transaction."""
    events, limits = open_books(ground)
    mail = Mailer(ground.tx, ground.settings, ground.house.renderer, ground.vault, ground.clock)
    accounts = Accounts(ground, events, mail)
    interactions = Interactions(ground)
    return Services(
        ground=ground,
        settings=ground.settings,
        clock=ground.clock,
        limits=limits,
        events=events,
        mail=mail,
        links=Links(
            ground, accounts=accounts, interactions=interactions, limits=limits, events=events
        ),
        passkeys=Passkeys(ground, limits=limits, events=events),
        accounts=accounts,
        interactions=interactions,
        sessions=Sessions(ground, events),
        consents=Consents(ground, events),
    )

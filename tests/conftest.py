"""A running provider, a portal, and people who come from it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from conftest import Outbox
from idp.app import create_app
from idp.clock import SetClock
from idp.settings import Settings
from idp.store import Store
from idp.store.clients import Client
from idp.store.schema import events
from tests import portal as portals
from tests.checked import CheckedClient
from tests.visitor import Person
from tests.visits import code_of


@pytest.fixture
def make_app(settings: Settings, clock: SetClock, store: Store) -> Callable[..., Flask]:
    """Makes a provider with these settings laid over the usual ones; one language unless told."""

    def make(**changes: object) -> Flask:
        changed = settings.model_copy(update={"languages": ("en",), **changes})
        app = create_app(changed, clock=clock, store=store)
        app.test_client_class = CheckedClient
        return app

    return make


@pytest.fixture
def app(make_app: Callable[..., Flask]) -> Flask:
    return make_app()


@pytest.fixture
def portal(store: Store) -> Client:
    return portals.register(store)


@pytest.fixture
def person(app: Flask) -> Person:
    """Somebody who comes here for the first time."""
    return Person(app)


@pytest.fixture
def sign_in(portal: Client, mails: Outbox) -> Callable[..., Person]:
    """Takes somebody through a whole sign-in by code, as far as the portal."""

    def through(person: Person, email: str = "ada@example.org", **asked: str) -> Person:
        person.opens(portals.asks(**asked))
        person.presses("Send me a mail", email=email)
        person.presses("Sign in", code=code_of(mails.last()))
        if person.heading == "May this portal know this?":
            person.presses("Yes, send this")
        if not person.left_for:
            person.presses("Do not ask again")
        assert "code" in person.answer
        return person

    return through


@pytest.fixture
def happened(store: Store) -> Callable[[], list[str]]:
    """The names of all events so far, oldest first."""

    def names() -> list[str]:
        with store.read() as tx:
            return list(tx.execute(select(events.c.name).order_by(events.c.id)).scalars())

    return names

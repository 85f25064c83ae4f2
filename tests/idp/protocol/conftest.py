"""A portal that is registered, and people who are signed in."""

from __future__ import annotations

import pytest
from flask import Flask

from idp.app import create_app
from idp.clock import SetClock
from idp.settings import Settings
from idp.store import Store
from idp.store.clients import add_client
from idp.vault import Vault
from tests.idp.protocol.world import Person, World, make_client


@pytest.fixture
def app(settings: Settings, clock: SetClock, store: Store) -> Flask:
    """One language, for the pages themselves are tested elsewhere; and room for a corpus."""
    own = settings.model_copy(update={"languages": ("en",), "limit_requests": 100_000})
    return create_app(own, clock=clock, store=store)


@pytest.fixture
def world(app: Flask, store: Store, clock: SetClock, vault: Vault) -> World:
    client = make_client()
    with store.write() as tx:
        add_client(tx, client)
    return World(app, store, clock, vault, client, app.test_client())


@pytest.fixture
def signed_in(world: World) -> Person:
    return world.sign_in()

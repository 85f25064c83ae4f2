"""Fixtures of the flows: a house without web server, and people's browsers in it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from idp.clock import SetClock
from idp.pages import Renderer
from idp.routes import Routes
from idp.services import House
from idp.settings import Settings
from idp.store import Store
from idp.tokens import Tokens
from idp.vault import Vault
from idp.words import Words
from tests.visits import Visit, make_browser

WORDS = Words(("en",))


@pytest.fixture(scope="session")
def renderer() -> Renderer:
    return Renderer(WORDS)


@pytest.fixture
def house(
    settings: Settings,
    clock: SetClock,
    store: Store,
    tokens: Tokens,
    vault: Vault,
    renderer: Renderer,
) -> House:
    return House(
        settings=settings,
        clock=clock,
        store=store,
        tokens=tokens,
        vault=vault,
        words=WORDS,
        renderer=renderer,
        routes=Routes(()),
    )


@pytest.fixture
def open_browser(house: House) -> Callable[..., Visit]:
    """Makes a browser that nobody used before, by its words."""
    return lambda words="Firefox (Windows)", **more: Visit(house, make_browser(words, **more))


@pytest.fixture
def ada(open_browser: Callable[..., Visit]) -> Visit:
    """Ada's browser, with a request under way."""
    visit = open_browser()
    visit.begin()
    return visit

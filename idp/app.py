"""Builds the application, one set-up step per line."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import lru_cache, partial
from typing import Any

from flask import Flask, Request, Response
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.routing import MapAdapter
from werkzeug.sansio.utils import get_host

from idp import logs, references
from idp.assets import Assets
from idp.clock import Clock
from idp.frames import Frames
from idp.headers import with_headers
from idp.health import Health, livez, readyz
from idp.pages import Renderer
from idp.protocol.call import Provider
from idp.protocol.endpoints import mount
from idp.protocol.keys import KeyRing
from idp.responses import finish
from idp.router import Router
from idp.routes import Routes
from idp.services import House
from idp.settings import LOOPBACK, Settings, read
from idp.store import Store
from idp.tokens import Tokens, new_id
from idp.vault import Vault
from idp.words import Words

BODY_BYTES = 64 * 1024


class Application(Flask):
    """Flask, without what it does at each request for applications of another kind."""

    def __init__(self, settings: Settings) -> None:
        super().__init__("stepfree", static_folder=None, template_folder=None)
        trusted = tuple(settings.trusted_hosts or sorted(LOOPBACK))
        # The library's own rule, asked once for each host that is right.
        self._host = lru_cache(maxsize=256)(partial(get_host, trusted_hosts=trusted))

    def create_url_adapter(self, request: Request | None) -> MapAdapter | None:
        """What finds the address that was asked for. Raises SecurityError at a strange host.

        It knows no host: nothing of ours is ever built from what a visitor sent (SEC-35).
        """
        if request is None:
            return None
        request.host = self._host(
            request.scheme, request.environ.get("HTTP_HOST"), server=request.server
        )
        return self.url_map.bind("", default_method=request.method, path_info=request.path)

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """The function itself: none of ours is a coroutine, and each would be asked each time."""
        return func


def create_app(
    settings: Settings | None = None, *, clock: Clock | None = None, store: Store | None = None
) -> Flask:
    """The provider as a WSGI application.

    Raises SettingsError, FlowsError, VaultError or StatesError where it could not work.
    """
    house = open_house(settings or read(), clock=clock, store=store)
    app = Application(house.settings)
    frames = Frames(house, Assets())
    app.wsgi_app = with_headers(app.wsgi_app, secure=house.settings.secure)  # type: ignore[method-assign,assignment]
    _limit_requests(app, house.settings)
    _give_each_request_a_reference(app)
    _finish_each_response(app, house)
    router = Router(house, frames)
    provider = _open_provider(house)
    router.add_to(app)
    mount(app, provider, services=router.services, send=router.send)
    _tell_health(app, provider)
    app.extensions["stepfree"] = house
    return app


def open_house(
    settings: Settings, *, clock: Clock | None = None, store: Store | None = None
) -> House:
    """Everything that all requests share, read and compiled now, so that no visitor waits."""
    clock = clock or Clock()
    store = store or Store(settings.database_url, pool_size=settings.threads)
    words = Words(settings.languages, timezone=settings.timezone)
    return House(
        settings=settings,
        clock=clock,
        store=store,
        tokens=Tokens([key.get_secret_value() for key in settings.secret_keys], clock),
        vault=Vault.open(store, [key.get_secret_value() for key in settings.master_keys], clock),
        words=words,
        renderer=Renderer(words),
        routes=Routes.named(settings.flows),
    )


def _open_provider(house: House) -> Provider:
    """The signing keys, opened before the first request; the first start makes the first key."""
    keys = KeyRing(house.store, house.vault, house.clock, house.settings)
    keys.warm()
    return Provider(house=house, keys=keys)


def _tell_health(app: Flask, provider: Provider) -> None:
    """Whether this process lives, and whether it can serve (SEC-110)."""
    house = provider.house

    def answer(health: Health) -> Response:
        body = json.dumps({"ready": health.ready, **health.parts})
        return Response(body, 200 if health.ready else 503, mimetype="application/json")

    @app.get("/livez")
    def lives() -> Response:
        return answer(livez())

    @app.get("/readyz")
    def is_ready() -> Response:
        return answer(readyz(house.store, house.clock, lambda: bool(provider.keys.verifiers())))


def _limit_requests(app: Flask, settings: Settings) -> None:
    """Body size, and whom to believe about the address of a visitor (SEC-74, SEC-75)."""
    app.config["MAX_CONTENT_LENGTH"] = BODY_BYTES
    app.config["MAX_FORM_MEMORY_SIZE"] = BODY_BYTES
    app.config["PROVIDE_AUTOMATIC_OPTIONS"] = False
    # No address of ours redirects to a mended one: that redirect would be built from the Host.
    app.url_map.merge_slashes = False
    app.url_map.strict_slashes = False
    if settings.proxy_hops:
        hops = settings.proxy_hops
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops
        )


def _give_each_request_a_reference(app: Flask) -> None:
    """One name for events, log lines and, where something went wrong, the person (SEC-76)."""

    @app.before_request
    def begin() -> None:
        logs.begin(f"{references.make()}.{new_id()}")

    @app.teardown_request
    def end(_error: BaseException | None) -> None:
        logs.end()


def _finish_each_response(app: Flask, house: House) -> None:
    @app.after_request
    def complete(response: Response) -> Response:
        return finish(house, response)

"""The one boundary around the protocol endpoints: whatever comes in, what goes out is protocol.

read     what is in the request; a malformed one ends here, before the store was touched
act      in one transaction, together with its events; an error that is told to the portal is
         an outcome like any other, so what it claimed or counted is committed as well
answer   status, no-store, CORS for registered origins alone
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import Request, Response
from werkzeug.exceptions import HTTPException

from idp.browser import Browser, cookie_name, kept_network_of, name_browser, network_of
from idp.dead_ends import ClientMistake
from idp.errors import ProtocolError, Stop
from idp.logs import reference
from idp.protocol.call import Call, Provider
from idp.protocol.keys import CACHE_S, Published
from idp.protocol.parameters import Parameters
from idp.protocol.redirects import with_values
from idp.reply import Cookie, Reply
from idp.responses import browser_of, present
from idp.services import Ground, Services, open_books
from idp.store import StoreDownError, Transaction
from idp.store.clients import is_client_origin

log = logging.getLogger(__name__)

PREFLIGHT_S = 600
BACK_AFTER_S = 30
# What every server and proxy takes as the first line of a request.
ADDRESS_MAX = 4_000
ALL_METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")

Origins = frozenset[str]
Made = Response | Mapping[str, Any] | ProtocolError


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """An endpoint that programs call.

    read: what is in the request.  act: what is done about it.
    refused: given for an endpoint that changes nothing: it takes no write lock, and a refusal is
    written down afterwards.
    """

    provider: Provider
    methods: tuple[str, ...]
    read: Callable[[Request], Any]
    act: Callable[[Call, Any], Response | Mapping[str, Any]]
    refused: Callable[[Call, ProtocolError], None] | None = None

    def __call__(self) -> Response:
        """One request, from its bytes to its answer."""
        asking = present()
        try:
            return self._answer(asking)
        except StoreDownError as error:
            log.error("The store does not answer.", exc_info=error)
            return _with_cors(_response(_DOWN), asking, frozenset())
        except Exception as error:
            log.error("A protocol request failed.", exc_info=error)
            return _with_cors(_response(_our_mistake()), asking, frozenset())

    def _answer(self, asking: Request) -> Response:
        if asking.method == "OPTIONS":
            return self._preflight(asking)
        origins: Origins = frozenset()
        made: Made
        try:
            if asking.method not in self.methods:
                allowed = ", ".join(self.methods)
                raise ProtocolError(
                    "invalid_request", f"Use {allowed}.", 405, (("Allow", allowed),)
                )
            origins, made = self._act(asking, self.read(asking))
        except ProtocolError as error:
            made = error
        except HTTPException as error:
            made = ProtocolError(
                "invalid_request", "This request cannot be read.", error.code or 400
            )
        if self.refused and isinstance(made, ProtocolError) and made.status < 500:
            self._note(asking, made)
        return _with_cors(_response(made), asking, origins)

    def _act(self, asking: Request, asked: Any) -> tuple[Origins, Made]:
        store = self.provider.house.store
        if self.refused:
            with store.read() as tx:
                return self._act_in(tx, asking, asked)
        return store.run(lambda tx: self._act_in(tx, asking, asked))

    def _act_in(self, tx: Transaction, asking: Request, asked: Any) -> tuple[Origins, Made]:
        call = open_call(self.provider, tx, asking)
        made: Made
        try:
            made = self.act(call, asked)
        except ProtocolError as error:
            made = error
        if not self.refused:
            call.events.flush(tx)
        return call.client.origins if call.client else frozenset(), made

    def _note(self, asking: Request, error: ProtocolError) -> None:
        self.provider.house.store.run(lambda tx: self._note_in(tx, asking, error))

    def _note_in(self, tx: Transaction, asking: Request, error: ProtocolError) -> None:
        call = open_call(self.provider, tx, asking)
        if self.refused:
            self.refused(call, error)
        call.events.flush(tx)

    def _preflight(self, asking: Request) -> Response:
        """Fetch §3.2.2: only scripts of registered origins may call, and without cookies."""
        origin = asking.headers.get("Origin", "")
        with self.provider.house.store.read() as tx:
            known = bool(origin) and is_client_origin(tx, origin)
        response = Response(status=204)
        response.headers["Allow"] = ", ".join((*self.methods, "OPTIONS"))
        if known:
            response.headers["Access-Control-Allow-Methods"] = ", ".join(self.methods)
            response.headers["Access-Control-Allow-Headers"] = "Authorization, Content-Type"
            response.headers["Access-Control-Max-Age"] = str(PREFLIGHT_S)
        return _with_cors(response, asking, frozenset({origin} if known else ()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Public:
    """Bytes that anybody may have and keep for a while: metadata and public keys."""

    find: Callable[[], Published]

    def __call__(self) -> Response:
        found = self.find()
        response = Response(found.body, mimetype="application/json")
        response.headers["Cache-Control"] = f"public, max-age={CACHE_S}"
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        response.set_etag(found.etag)
        response.make_conditional(present())
        return response


@dataclass(frozen=True, slots=True, kw_only=True)
class Front:
    """An endpoint that a person's browser comes to: its replies are the router's to send.

    services: of the present request, in a transaction.  send: turns a reply into a response.
    """

    provider: Provider
    read: Callable[[Request], Parameters]
    act: Callable[[Provider, Services, Parameters], Reply]
    services: Callable[[Transaction], Services]
    send: Callable[[Reply], Response]

    def __call__(self) -> Response:
        """One request. A dead end is an outcome: what was counted and noted stays."""
        asking = present()
        if asking.method == "HEAD":
            return Response(status=405, headers={"Allow": "GET, POST"})  # it would begin something
        try:
            asked = self.read(asking)
            if self._comes_without_cookies(asking):
                return self._once_more(asking, asked)
        except Stop as stop:
            return self.send(_page(stop))
        return self.send(self._speaking(asking, self._act(asked)))

    def _act(self, asked: Parameters) -> Reply:
        return self.provider.house.store.run(lambda tx: self._act_in(tx, asked))

    def _act_in(self, tx: Transaction, asked: Parameters) -> Reply:
        services = self.services(tx)
        try:
            reply = self.act(self.provider, services, asked)
        except Stop as stop:
            reply = _page(stop)
        services.events.flush(tx)
        return reply

    def _comes_without_cookies(self, asking: Request) -> bool:
        """A form of the portal's own page: SameSite=Lax keeps our cookies away from it."""
        name = cookie_name(self.provider.house.settings, "browser")
        return asking.method == "POST" and name not in asking.cookies

    def _once_more(self, asking: Request, asked: Parameters) -> Response:
        """The same request by GET, which brings the cookies; else a person who is signed in would
        be a stranger, and their other windows would lose the binding cookie (RFC 9700 §4.12)."""
        location = with_values(asking.path, asked.items())
        if len(location) > ADDRESS_MAX:
            detail = f"Keep all parameters together below {ADDRESS_MAX} characters."
            raise Stop(ClientMistake(problem="request", detail=detail), 400)
        # Made by hand: the router would give this browser a new binding cookie.
        return Response(status=303, headers={"Location": location})

    def _speaking(self, asking: Request, reply: Reply) -> Reply:
        """The portal's language for the next pages, unless the person chose one themselves."""
        settings = self.provider.house.settings
        if not reply.location or "ui_locales" not in asking.args:
            return reply
        if cookie_name(settings, "language") in asking.cookies:
            return reply
        return reply.setting(Cookie("language", browser_of(self.provider.house).language))


def open_call(provider: Provider, tx: Transaction, asking: Request) -> Call:
    """One call on the ground of its transaction. A program has no cookies and no language."""
    house, address = provider.house, asking.remote_addr or ""
    browser = Browser(
        id="",
        id_hash="",
        is_new=False,
        session_secret="",
        words=name_browser(asking.headers.get("User-Agent", "")),
        network=network_of(address, house.settings),
        kept_network=kept_network_of(address, house.settings),
        language=house.settings.languages[0],
    )
    ground = Ground(tx=tx, browser=browser, house=house, correlation=reference())
    events, limits = open_books(ground)
    return Call(provider=provider, request=asking, ground=ground, events=events, limits=limits)


_DOWN = ProtocolError(
    "temporarily_unavailable",
    "Our store does not answer. Try again later.",
    503,
    (("Retry-After", str(BACK_AFTER_S)),),
)


def _our_mistake() -> ProtocolError:
    """503 and never 500: the transaction was rolled back, so the same request may be sent again."""
    return ProtocolError(
        "server_error",
        f"Our mistake, reference {reference()}. Try again later.",
        503,
        (("Retry-After", str(BACK_AFTER_S)),),
    )


def _page(stop: Stop) -> Reply:
    return Reply(page=stop.page, status=stop.status, retry_after_s=stop.retry_after_s)


def _response(made: Made) -> Response:
    """RFC 6749 §5.1, §5.2: JSON that nobody may keep."""
    if isinstance(made, ProtocolError):
        told = {"error": made.code, "error_description": made.description} if made.code else {}
        response = Response(json.dumps(told), made.status, mimetype="application/json")
        for name, value in made.headers:
            response.headers[name] = value
    elif isinstance(made, Response):
        response = made
    else:
        response = Response(json.dumps(made), mimetype="application/json")
    response.headers["Cache-Control"] = "no-store"
    response.headers["Pragma"] = "no-cache"
    return response


def _with_cors(response: Response, asking: Request, origins: Origins) -> Response:
    """SEC-71: readable for scripts of this very client's own origins, never with cookies."""
    origin = asking.headers.get("Origin", "")
    response.headers.add("Vary", "Origin")
    if origin and origin in origins:
        response.headers["Access-Control-Allow-Origin"] = origin
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response

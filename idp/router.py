"""Turns a URL into a step, and an outcome into a response."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import TYPE_CHECKING

from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException

from idp import preferences
from idp.browser import cookie_name
from idp.clock import moment
from idp.dead_ends import FormRefused, NotFound, OurMistake
from idp.errors import Stop
from idp.limits import REQUESTS
from idp.logs import reference
from idp.reply import Cookie, Reply
from idp.responses import (
    asset,
    browser_of,
    last_words,
    own_address,
    page_policy,
    problem_with_form,
    respond,
    single_values,
)
from idp.services import Ground, House, Services, open_services
from idp.staged import SCRIPTS
from idp.states import MAIL_POLICY, States
from idp.store import StoreDownError, Transaction
from idp.turns import Asked, note_wish, take

if TYPE_CHECKING:
    from idp.frames import Frames

log = logging.getLogger(__name__)

STEP_RULES = (
    "/request/<key>",
    "/request/<key>/<flow>",
    "/request/<key>/<flow>/<step>",
    "/request/<key>/<flow>/<step>/<about>",
    "/<flow>",
    "/<flow>/<step>",
    "/<flow>/<step>/<about>",
)
METHODS = ("GET", "POST")
# When our side is in trouble, people are asked to come back after this long.
BACK_AFTER_S = 300


class Router:
    """Speaks HTTP for all flows."""

    def __init__(self, house: House, frames: Frames) -> None:
        self.house = house
        self.frames = frames

    def add_to(self, app: Flask) -> None:
        """Registers every address of the flows, and the pages for requests that lead nowhere."""
        for number, rule in enumerate(STEP_RULES):
            app.add_url_rule(rule, f"step_{number}", self.step, methods=METHODS)
        app.add_url_rule("/", "home", self.home)
        app.add_url_rule(preferences.PREFERENCES, "preferences", self.preferences, methods=METHODS)
        app.add_url_rule("/assets/<version>/<name>", "asset", self.asset)
        if self.house.settings.page_states:
            self.states = States(self.frames)
            app.add_url_rule("/states/", "states", self.state, methods=METHODS)
            app.add_url_rule("/states/<path:state>", "state", self.state, methods=METHODS)
            app.add_url_rule("/states/<name>.js", "staged", self.staged, methods=METHODS)
        app.register_error_handler(HTTPException, self.http_error)
        app.register_error_handler(StoreDownError, self.store_down)
        app.register_error_handler(Exception, self.our_mistake)

    # --- pages of flows

    def home(self) -> Response:
        """Who comes without a portal wants their own account (ER-7)."""
        return self.send(Reply(location="/account/overview"))

    def step(self, flow: str = "", step: str = "", about: str = "", key: str = "") -> Response:
        """One step of one flow, by GET or POST."""
        asked = self._asked(flow, step, about, key)
        try:
            reply = self.house.store.run(lambda tx: self._take(tx, asked))
        except Stop as stop:
            reply = self._stopped(stop)
        return self.send(reply)

    def _take(self, tx: Transaction, asked: Asked) -> Reply:
        services = self.services(tx)
        reply = take(self.house, services, asked)
        services.events.flush(tx)
        return reply

    def preferences(self) -> Response:
        """Language and time of a page that no step shows: an error, a dead end (GE-7).

        The wish lies in the browser alone, so it is granted also where the store is down.
        """
        if request.method != "POST":
            return self.send(Reply(location=self.house.routes.path("help")))
        form, problem = single_values(request.form)
        problem = problem or problem_with_form(self.house, request, form)
        cookies = () if problem else preferences.wishes(form, self.house.settings)
        try:
            self.house.store.run(lambda tx: self._note_wish(tx, cookies, problem))
        except StoreDownError as error:
            log.error("A wish is granted that the store does not know of.", exc_info=error)
        if problem:
            return self.send(Reply(page=FormRefused()))
        back = preferences.own_path(form.get(preferences.BACK, ""))
        return self.send(Reply(location=back or self.house.routes.path("help")).setting(*cookies))

    def _note_wish(self, tx: Transaction, cookies: tuple[Cookie, ...], problem: str) -> None:
        services = self.services(tx)
        events, limits = services.events, services.limits
        # Counted like any other request; granted all the same, for "too many" has the switch too.
        if not limits.hit(REQUESTS, limits.network).allowed:
            events.limit_attempts_reached(limit=REQUESTS.name)
        elif problem:
            events.page_form_refused(reason=problem)
        elif cookies:
            note_wish(services, cookies)
        else:
            events.page_step_taken(flow="", step="")
        events.flush(tx)

    def services(self, tx: Transaction) -> Services:
        """The services of the present request in this transaction."""
        browser = browser_of(self.house)
        return open_services(
            Ground(tx=tx, browser=browser, house=self.house, correlation=reference())
        )

    def asset(self, version: str, name: str) -> Response:
        """Style, script or icon."""
        found = asset(self.frames.assets, request, version, name)
        return found or self.send(Reply(page=NotFound()))

    def state(self, state: str = "") -> Response:
        """One state of one page; only where `stepfree states` serves."""
        if not state:
            return Response(self.states.listing(), mimetype="text/html")
        browser = browser_of(self.house)
        shown = self.states.show(state, browser, request.args.to_dict())
        if shown is None:
            return self.send(Reply(page=NotFound()))
        response = Response(shown.body, shown.status, mimetype=shown.content_type)
        policy = MAIL_POLICY if shown.is_mail else page_policy()
        response.headers["Content-Security-Policy"] = policy
        # Tells the gate that this is the state it asked for, and no error page in its place.
        response.headers["Server-Timing"] = f'state;desc="{state}"'
        return response

    def staged(self, name: str) -> Response:
        """What stands around a state of this name; only where `stepfree states` serves."""
        if name not in SCRIPTS:
            return self.send(Reply(page=NotFound()))
        return Response(SCRIPTS[name], mimetype="text/javascript")

    def _asked(self, flow: str, step: str, about: str, key: str) -> Asked:
        routes, posted = self.house.routes, request.method == "POST"
        place = None
        if flow:
            place = routes.find(flow, step, interaction_id=key, about=about)
        elif key:
            place = routes.find("start", interaction_id=key)
        form, problem = single_values(request.form if posted else request.args)
        if posted and not problem:
            problem = problem_with_form(self.house, request, form)
        name = f"kept-{about}" if about else ""
        return Asked(
            posted=posted,
            place=place,
            path=request.path,
            form=form,
            problem=problem if posted else "",
            kept=request.cookies.get(cookie_name(self.house.settings, name), "") if name else "",
            draft=request.cookies.get(cookie_name(self.house.settings, "draft"), ""),
        )

    def _stopped(self, stop: Stop) -> Reply:
        """A dead end that a step ran into: what it had written is rolled back, the event stays."""
        self.house.store.run(lambda tx: self._note_refusal(tx, stop))
        return Reply(page=stop.page, status=stop.status, retry_after_s=stop.retry_after_s)

    def _note_refusal(self, tx: Transaction, stop: Stop) -> None:
        services = self.services(tx)
        services.events.page_form_refused(reason=stop.page.template)
        services.events.flush(tx)

    def send(self, reply: Reply) -> Response:
        """The response to a reply, for the browser of this request."""
        browser = browser_of(self.house)
        if reply.page is not None and reply.place is None and self._is_shown_again:
            reply = replace(reply, back=preferences.own_path(own_address(request)))
        return respond(self.house, self.frames, browser, reply)

    @property
    def _is_shown_again(self) -> bool:
        """Whether GET of the present address shows the same page, or the step that it is about."""
        return request.method != "POST" or str(request.endpoint).startswith("step_")

    # --- requests that lead nowhere

    def http_error(self, error: HTTPException) -> Response:
        """An address or a form that Flask itself would not take."""
        code = error.code or 500
        if code in (404, 405):
            response = self.send(Reply(page=NotFound(), status=code))
        elif code >= 500:
            return self.our_mistake(error)
        else:
            response = self.send(Reply(page=FormRefused(), status=code))
        if code == 405 and (valid := getattr(error, "valid_methods", None)):
            response.headers["Allow"] = ", ".join(sorted(valid))
        return response

    def store_down(self, error: StoreDownError) -> Response:
        """The database does not answer: the request is kept, and people learn when to return."""
        log.error("The store does not answer.", exc_info=error)
        back_at = moment(self.house.clock.now() + BACK_AFTER_S)
        page = OurMistake(back_at=back_at)
        reply = Reply(page=page, status=503, retry_after_s=BACK_AFTER_S, reference=self._spoken())
        return self.send(reply)

    def our_mistake(self, error: Exception) -> Response:
        """A fault of ours: logged with the reference that the person sees, and nothing else.

        503 with a time, and never 500: each request is one transaction that was rolled back, so
        nothing is half done, and the same press may work later (RFC 9110 §15.6.4).
        """
        log.error("A request failed.", exc_info=error)
        spoken = self._spoken()
        try:
            return self.send(Reply(page=OurMistake(), retry_after_s=BACK_AFTER_S, reference=spoken))
        except Exception as second:
            # The page itself cannot be made; whoever waits gets plain words before a bare error.
            log.critical("The page of our mistake failed, too.", exc_info=second)
            return last_words(spoken, BACK_AFTER_S)

    def _spoken(self) -> str:
        """The part of the reference that people can say (ER-5)."""
        return reference().partition(".")[0]

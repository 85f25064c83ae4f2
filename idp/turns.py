"""Takes one request to its step, and turns the step's outcome into a reply.

    limit ──► form ──► place ──► interaction ──► need ──► step ──► outcome ──► reply

What stands before the step is the same for every flow, so that no flow can forget it.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from idp import preferences
from idp.clock import moment
from idp.dead_ends import CookiesNeeded, FormRefused, InteractionLost, NotFound, TooManyRequests
from idp.errors import Stop
from idp.flow import Data, Done, Go, Leave, Need, Outcome, Show, Turn, Visitor
from idp.interaction import Interaction
from idp.limits import REQUESTS
from idp.reply import Cookie, Reply
from idp.resume import SETUP_S, Resume, lost
from idp.routes import Place, is_free
from idp.services import House, Services
from idp.sessions import Session

# What an earlier page left for one step lives as long as the longest link.
KEPT_S = 3_600
# Stands in the address when a browser without any cookie of ours was given one just before.
TRIED = "cookies"
NEWS = Data({"changed": True})


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One request, without anything of HTTP that a step could lean on.

    place: None when no step has this address.  form: posted fields, or query values of a GET.
    problem: why a posted form is not to be trusted, "" when it is: "csrf", "origin", ….
    kept: value of the cookie that an earlier page left for this step.  draft: see preferences.
    """

    posted: bool
    place: Place | None
    path: str
    form: Mapping[str, str] = field(default_factory=dict)
    problem: str = ""
    kept: str = ""
    draft: str = ""


def take(house: House, services: Services, asked: Asked) -> Reply:
    """The reply to one request; everything that it writes is in the services' transaction.

    Raises Stop when a step ran into a dead end: the transaction is then to be rolled back.
    """
    turning = Turning(house, services, asked)
    reply = turning.run()
    if asked.posted and services.events.is_empty:
        place = asked.place
        services.events.page_step_taken(
            flow=place.flow.name if place else "", step=place.step if place else ""
        )
    return reply


def note_wish(services: Services, cookies: tuple[Cookie, ...]) -> None:
    """Writes down that another language or more time was chosen.

    Mails to somebody who is signed in are in that language from now on.
    """
    events, session = services.events, services.sessions.find()
    if session:
        events.concerns(account_id=session.account_id, session_id=session.id)
    for cookie in cookies:
        if cookie.name == "language":
            events.page_language_changed(language=cookie.value)
            if session:
                services.accounts.speak(session.account_id, cookie.value)
        else:
            events.page_time_changed(more_time=bool(cookie.value))


class Turning:
    """One request on its way to its step."""

    def __init__(self, house: House, services: Services, asked: Asked) -> None:
        self.house = house
        self.services = services
        self.asked = asked
        self.session: Session | None = None

    def run(self) -> Reply:
        """Everything before the step, then the step."""
        place, polled = self.asked.place, bool(self.asked.place and self.asked.place.acts.polled)
        if not polled and (over := self._over_limit()):
            return over
        if place is None:
            return Reply(page=NotFound())
        if reply := self._without_cookies(place):
            return reply
        self.session = self.services.sessions.find()
        if self.session:
            self.services.events.concerns(
                account_id=self.session.account_id, session_id=self.session.id
            )
            if not polled:
                self.services.sessions.touch(self.session)
        if self.asked.posted and self.asked.problem:
            return self._refused(place)
        return self._without_interaction(place) or self._in_interaction(place)

    # --- before the step

    def _over_limit(self) -> Reply | None:
        verdict = self.services.limits.hit(REQUESTS, self.services.limits.network)
        if verdict.allowed:
            return None
        self.services.events.limit_attempts_reached(limit=verdict.limit.name)
        return Reply(
            page=TooManyRequests(again_at=moment(verdict.again_at)),
            retry_after_s=verdict.wait_s(self.services.clock.now()),
        )

    def _without_cookies(self, place: Place) -> Reply | None:
        """The page that says so, where a browser keeps no cookies; None for all others.

        Who comes without a cookie may also be new here, in a browser that did not begin. So they
        get one and are asked to come again: only who still has none refuses them.
        """
        asked = self.asked
        if asked.posted or place.acts.polled or not self.services.ground.browser.is_new:
            return None
        if TRIED in asked.form:
            return Reply(page=CookiesNeeded(again_url=self._path(place)))
        # A step behind a mailed link gets its key from a cookie, once it left the address.
        if place.interaction_id or not (place.acts.bound or asked.form):
            return Reply(location=f"{self._path(place)}?{TRIED}=tried")
        return None

    def _refused(self, place: Place) -> Reply:
        """A stale or foreign form: nothing was done, and the way back to the step is offered."""
        self.services.events.page_form_refused(reason=self.asked.problem)
        back = place if place.acts.show else replace(place, step=next(iter(place.flow.steps)))
        # The most frequent reason for a missing mark of ours are refused cookies: looked at next.
        tried = f"?{TRIED}=tried" if self.services.ground.browser.is_new else ""
        return Reply(page=FormRefused(back_url=self._path(back) + tried), place=back)

    def _without_interaction(self, place: Place) -> Reply | None:
        """The reply of a step whose address names no interaction; None for all others."""
        if not is_free(place.flow, place.acts):
            if place.interaction_id:
                return None
            # A bookmark, or a link on a page that knows no request: to the own account (ER-7).
            return self._own_sign_in({"return_path": "/account/overview"}, place)
        if place.flow.need is Need.ACCOUNT:
            if self.session is None:
                return self._own_sign_in({"return_path": self._return_path(place)})
            slack_s = SETUP_S if self.asked.posted else 0
            if place.acts.fresh and not self.services.sessions.is_fresh(
                self.session, slack_s=slack_s
            ):
                self.services.events.account_page_refused(reason="not_fresh")
                return self._own_sign_in({"return_path": self._return_path(place), "fresh": True})
        return self._act(place, None)

    def _own_sign_in(self, request: Mapping[str, Any], place: Place | None = None) -> Reply:
        """Begins the person's way into their own account; what was typed comes along."""
        interaction = self.services.interactions.begin("account", request)
        flow = place.flow.name if place else self.house.routes.meeting(Need.IDENTITY)[0].name
        step = place.step if place and place.acts.show else ""
        path = self.house.routes.path(flow, step, interaction_id=interaction.id)
        reply = Reply(location=path, session=self.session)
        typed_at = path if place else str(request["return_path"])
        return self._with_draft(reply, typed_at) if self.asked.posted else reply

    def _in_interaction(self, place: Place) -> Reply:
        resume = Resume(self.services, self.house.routes, self.session)
        why = ""
        try:
            interaction = self._found(place)
            if interaction.answered_at is None:
                missing = resume.missing(interaction)
                interaction = resume.bound(interaction, missing)
                why = missing.reason if missing else ""
                needed = missing.need if missing else self._need_of_nothing(interaction)
                if place.flow.need is not needed:
                    return self._elsewhere(resume, interaction, needed)
        except Stop as stop:
            if place.acts.polled:  # its script shows the page anew, and that one explains
                return Reply(data=NEWS)
            return Reply(page=stop.page, status=stop.status)
        return self._act(place, interaction, why)

    def _found(self, place: Place) -> Interaction:
        """The interaction of the address. Raises Stop when it is not one to go on with."""
        interactions = self.services.interactions
        interaction = interactions.find(place.interaction_id, to_change=self.asked.posted)
        if interaction is None:
            raise Stop(InteractionLost(reason="unknown"), 410)
        if not interactions.is_own(interaction):
            raise Stop(InteractionLost(reason="other_browser"), 403)
        self.services.events.concerns(client_id=interaction.client_id)
        if interactions.is_open(interaction):
            return interaction
        still_shown = place.acts.after and not self.asked.posted
        if interactions.is_expired(interaction) or not still_shown:
            raise lost(interaction)
        return interaction

    def _need_of_nothing(self, interaction: Interaction) -> Need | None:
        """Where nothing is missing any more, a portal is still answered by a press alone."""
        return Need.IDENTITY if interaction.kind == "portal" else None

    def _elsewhere(self, resume: Resume, interaction: Interaction, needed: Need | None) -> Reply:
        if needed is None:
            return resume.answer(interaction)
        return resume.begin(needed, interaction, self._turn(interaction, {}))

    # --- the step

    def _act(self, place: Place, interaction: Interaction | None, why: str = "") -> Reply:
        step = place.acts
        if self.asked.posted and preferences.is_wish(self.asked.form):
            return self._wished(place)
        act = step.submit if self.asked.posted else step.show
        if act is None:  # a reload of an answer, or a press on a page that has no button of its own
            back = place if step.show else replace(place, step="", about="")
            return Reply(location=self._path(back), session=self.session)
        memory: dict[str, Any] = {}
        if interaction:
            memory = copy.deepcopy(dict(interaction.memory.get(place.flow.name, {})))
        before = copy.deepcopy(memory)
        outcome = act(self._turn(interaction, memory, why))
        if interaction and self.asked.posted and memory != before:
            interaction = self.services.interactions.remember(interaction, place.flow.name, memory)
        return self._reply(place, interaction, outcome)

    def _turn(self, interaction: Interaction | None, memory: dict[str, Any], why: str = "") -> Turn:
        asked, browser = self.asked, self.services.ground.browser
        form = dict(asked.form)
        if not asked.posted:
            form |= preferences.typed_before(self.house.tokens, asked.path, asked.draft)
        return Turn(
            visitor=Visitor(
                language=browser.language,
                browser=browser.words,
                session=self.session,
                more_time=browser.more_time,
                last_method=browser.method,
            ),
            services=self.services,
            form=form,
            memory=memory,
            about=asked.place.about if asked.place else "",
            secret=asked.kept,
            interaction=interaction,
            why=why,
        )

    def _wished(self, place: Place) -> Reply:
        """Another language or more time: the same step again, with what was typed."""
        cookies = preferences.wishes(self.asked.form, self.services.settings)
        note_wish(self.services, cookies)
        back = place if place.acts.show else replace(place, step="", about="")
        path = self._path(back)
        reply = Reply(location=path, session=self.session).setting(*cookies)
        return self._with_draft(reply, path)

    def _with_draft(self, reply: Reply, path: str) -> Reply:
        cookie = preferences.draft(self.house.tokens, path, self.asked.form)
        return reply.setting(cookie) if cookie else reply

    # --- the outcome

    def _reply(self, place: Place, interaction: Interaction | None, outcome: Outcome) -> Reply:
        routes, key = self.house.routes, interaction.id if interaction else ""
        match outcome:
            case Show(page=page):
                if isinstance(page, Data):
                    return Reply(data=page)
                found = outcome.interaction or interaction
                return Reply(page=page, place=place, interaction=found, session=self.session)
            case Go(step=step, about=about, secret=secret):
                path = routes.path(place.flow.name, step, interaction_id=key, about=about)
                kept = (Cookie(f"kept-{about}", secret, KEPT_S),) if secret else ()
                return Reply(location=path, session=self.session, cookies=kept)
            case Leave(flow=flow, step=step, about=about):
                key = outcome.interaction_id or key
                path = routes.path(flow, step, interaction_id=key, about=about)
                return Reply(location=path, session=self.session)
            case Done(proof=proof):
                if not self.asked.posted:
                    raise LookupError(f"{place.flow.name}.{place.step}: a GET finishes nothing.")
                resume = Resume(self.services, routes, self.session)
                return resume.done(proof, interaction, self._turn(interaction, {}))

    def _path(self, place: Place) -> str:
        return self.house.routes.path(
            place.flow.name, place.step, interaction_id=place.interaction_id, about=place.about
        )

    def _return_path(self, place: Place) -> str:
        """Where the person goes on after signing in: a page, never a press."""
        back = place if place.acts.show else replace(place, step="", about="")
        return self._path(back)

"""What every page gets around its own values: addresses, language, help, the form's token."""

from __future__ import annotations

from dataclasses import dataclass, replace

from idp.assets import Assets
from idp.browser import Browser
from idp.flow import Need
from idp.interaction import Interaction
from idp.pages import Frame, Idle, LanguageChoice
from idp.preferences import PREFERENCES
from idp.reply import Reply
from idp.routes import FREE_NEEDS, Place
from idp.services import House
from idp.sessions import Session, idle_left_s

CSRF = "csrf"
# Flow -> topic of the help pages, where the two differ.
HELP_TOPICS = {"passkey_setup": "passkey"}
PROBLEM = "problem"
OVERVIEW = "/account/overview"
SIGN_OUT = "/account/sign-out"
STAY = "/account/stay"
# How long before an account closes people are warned (TO-3, TO-4).
WARNS_S, WARNS_MORE_TIME_S = 120, 300
MOST_STEPS = 3  # on the way to a portal: who, how, and what it may know


@dataclass(frozen=True, slots=True)
class Frames:
    """Makes the frame of each response."""

    house: House
    assets: Assets

    def of(self, browser: Browser, reply: Reply) -> Frame:
        """The frame of a page that is about to be sent."""
        place, interaction = reply.place, reply.interaction
        frame = self.plain(browser)
        if place is None:
            return replace(frame, reference=reply.reference, back=reply.back or frame.back)
        number, count = step_of(place, interaction)
        own = reply.session is not None and place.flow.need in FREE_NEEDS
        return replace(
            frame,
            url=self._url(place, interaction),
            action=self.path(place, interaction),
            help_url=self._help(place),
            account_url=OVERVIEW if own else "",
            sign_out_url=SIGN_OUT if own else "",
            idle=idle_of(browser, reply.session) if own else None,
            reference=reply.reference,
            back="",
            step_number=number,
            step_count=count,
        )

    def plain(self, browser: Browser) -> Frame:
        """The frame of a page that stands nowhere: an error, or a state that is only shown.

        Its language and time have an address of their own, for it has no step to post to (GE-7).
        """
        settings, words = self.house.settings, self.house.words
        return Frame(
            language=browser.language,
            languages=tuple(
                LanguageChoice(code, words.own_name(code), code == browser.language)
                for code in words.languages
            ),
            provider=settings.provider_name,
            url=self._url(None, None),
            asset=self.assets.path,
            action=PREFERENCES,
            back=self._topic(PROBLEM),
            csrf=self.house.tokens.mac(CSRF, browser.id),
            help_url=self._topic(PROBLEM),
            statement_url="/help/statement",
            phone=settings.phone,
            phone_hours=settings.phone_hours,
            mail=settings.help_mail,
            more_time=browser.more_time,
        )

    def path(self, place: Place, interaction: Interaction | None) -> str:
        """The address of a place, within the interaction that it belongs to."""
        key = interaction.id if interaction else place.interaction_id
        return self.house.routes.path(
            place.flow.name, place.step, interaction_id=key, about=place.about
        )

    def _url(self, place: Place | None, interaction: Interaction | None) -> _Url:
        key = interaction.id if interaction else place.interaction_id if place else ""
        return _Url(self.house, place.flow.name if place else "", key)

    def _help(self, place: Place) -> str:
        name = place.flow.name
        if place.flow.need is Need.INFORMATION:
            return self._topic("start")
        return self._topic(HELP_TOPICS.get(name, name))

    def _topic(self, topic: str) -> str:
        try:
            return self.house.routes.path("help", topic)
        except KeyError:
            return self.house.routes.path("help")


def idle_of(browser: Browser, session: Session | None) -> Idle | None:
    """When a page of this session closes by itself; None for nobody's."""
    if session is None:
        return None
    warns_s = WARNS_MORE_TIME_S if browser.more_time else WARNS_S
    return Idle(ends_s=idle_left_s(session), warns_s=warns_s, stay_url=STAY)


def step_of(place: Place, interaction: Interaction | None) -> tuple[int, int]:
    """Which step of how many a page is; (0, 0) beside the way to a portal (GE-4).

    The number of steps is what may come at most: it never grows while somebody is on the way.
    """
    stage = place.acts.stage
    if not stage or interaction is None or interaction.kind != "portal":
        return 0, 0
    asked = "consent" in interaction.request.get("prompt", ())
    return stage, MOST_STEPS if asked or not interaction.consent_waived else MOST_STEPS - 1


@dataclass(frozen=True, slots=True)
class _Url:
    """frame.url of the templates: the address of a step of this flow, or of another one."""

    house: House
    flow: str
    interaction_id: str

    def __call__(self, step: str, flow: str | None = None, about: str = "") -> str:
        return self.house.routes.path(
            flow or self.flow, step, interaction_id=self.interaction_id, about=about
        )

"""Shows every page in every state that is declared for it; for the gate and the gallery alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from html import escape
from typing import Any

from idp import dead_ends, handover, notices
from idp.browser import Browser
from idp.consents import CONSENT_WORDS
from idp.flow import Need
from idp.frames import MOST_STEPS, OVERVIEW, SIGN_OUT, STAY, Frames
from idp.pages import Frame, Idle, Mail, Page, PageState, StatesError, build, load_states
from idp.reply import Reply
from idp.routes import Place, Routes, first_step
from idp.staged import stage

# A state of this name is what a person sees who asked for more time.
MORE_TIME = "more_time"
# So long an account stays open; in states of these names the page asks whether one is still there,
# or tells that the account is closed.
IDLE_LEFT_S = {"time_almost_over": 110, "time_over": 0}
IDLE_LEFT_ELSE_S = 1_740
# Any id will do: these pages are only looked at.
SAMPLE_REQUEST = "sample-request"
# A mail carries its style within itself; pages of the service never do.
MAIL_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def page_classes(routes: Routes) -> tuple[type[Page], ...]:
    """Every page and mail of the product: those of the flows, and those of the house."""
    pages = (*routes.pages, *dead_ends.PAGES, *handover.PAGES, *notices.PAGES)
    return tuple(dict.fromkeys(pages))


@dataclass(frozen=True, slots=True)
class Shown:
    """One state as it is sent. content_type: of text or HTML.  status: as the page would have."""

    body: str
    content_type: str
    status: int
    is_mail: bool


class States:
    """All declared states, built once. Raises StatesError where one does not fit its page."""

    def __init__(self, frames: Frames) -> None:
        self._frames = frames
        self._classes = {c.template: c for c in page_classes(frames.house.routes)}
        self._states = {state.id: state for state in load_states()}

    def listing(self) -> str:
        """A plain list of all addresses, for people who look around."""
        items = "".join(
            f'<li><a href="/states/{escape(s)}">{escape(s)}</a></li>' for s in self._states
        )
        return (
            '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Page states</title>'
            f"</head><body><main><h1>Page states</h1><ul>{items}</ul></main></body></html>"
        )

    def show(self, state_id: str, browser: Browser, query: Mapping[str, str]) -> Shown | None:
        """The state of this id; None when there is none.

        query: language=xx, and part=text for the text part of a mail.
        """
        state = self._states.get(state_id)
        if state is None:
            return None
        if state.template not in self._classes:
            raise StatesError(f"{state.id}: no page class names this template.")
        language = query.get("language", "")
        if language in self._frames.house.words.languages:
            browser = replace(browser, language=language)
        page = build(self._classes[state.template], state)
        reply = Reply(page=page, place=self._place(state), reference="otter-apple-7")
        frame = self._around(state, page, self._frames.of(browser, reply), reply.place)
        page = self._in_words(page, frame.language)
        renderer, is_mail = self._frames.house.renderer, isinstance(page, Mail)
        if isinstance(page, Mail) and query.get("part") == "text":
            return Shown(renderer.text(page, frame), "text/plain", 200, is_mail)
        status = 422 if page.errors else page.status
        body = stage(renderer.html(page, frame), state.name)
        return Shown(body, "text/html", status, is_mail)

    def _in_words(self, page: Page, language: str) -> Page:
        """What a portal may know reaches a page in its language; a state has it in English."""
        words = self._frames.house.words
        with words.speaking(language):
            told: Page = _said(page, words.gettext)
        return told

    def _around(self, state: PageState, page: Page, frame: Frame, place: Place | None) -> Frame:
        """The frame as a person meets it: on the way to a portal, or signed in to the account."""
        more_time = frame.more_time or state.name == MORE_TIME
        frame = replace(frame, action=f"/states/{state.id}", more_time=more_time)
        if place is None:
            return frame
        if place.flow.need is Need.ACCOUNT:
            left_s = IDLE_LEFT_S.get(state.name, IDLE_LEFT_ELSE_S)
            idle = Idle(ends_s=left_s, warns_s=300 if more_time else 120, stay_url=STAY)
            return replace(frame, account_url=OVERVIEW, sign_out_url=SIGN_OUT, idle=idle)
        stage = place.acts.stage if state.template.endswith(f"/{place.step}") else 0
        if stage and getattr(page, "service", None) is not None:
            return replace(frame, step_number=stage, step_count=MOST_STEPS)
        return frame

    def _place(self, state: PageState) -> Place | None:
        """The step that most likely shows this page; None for pages that stand nowhere."""
        folder, _, name = state.template.partition("/")
        try:
            flow = self._frames.house.routes.flow(folder)
        except KeyError:
            return None
        step = name if name in flow.steps else first_step(flow)
        return Place(flow, step, SAMPLE_REQUEST)


def _said(value: Any, said: Callable[[str], str]) -> Any:
    """A value with every word of a consent in another language, however deep it stands."""
    if isinstance(value, str):
        return said(value) if value in CONSENT_WORDS else value
    if isinstance(value, tuple):
        return tuple(_said(one, said) for one in value)
    if is_dataclass(value) and not isinstance(value, type):
        held = {f.name: getattr(value, f.name) for f in fields(value) if f.init}
        return replace(value, **{name: _said(one, said) for name, one in held.items()})
    return value

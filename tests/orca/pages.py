"""Stories of single pages: each is opened and read through, from the list of page states."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from a11y.page_states import SOURCE_LANGUAGE
from a11y.screen_reader.telling import Told
from idp.pages import PageState, load_states
from tests.orca.told import Story

# Sends itself on before anybody could listen; the ways to a portal are stories of their own.
NOT_READ = {"handover/form_post"}


def read_through(told: Told, states: str, read: tuple[PageState, ...]) -> None:
    """Opens every page, and listens to all of it."""
    # The sample request is over, and pages that wait for the mail would hear so after a while.
    with told.reader.browser.without("*/magic-link/state*"):
        for state in read:
            # How errors and mails are spoken is the same in all languages.
            known = state.values.get("errors") or state.template.endswith("_message")
            if told.language == SOURCE_LANGUAGE or not known:
                _open(told, states, state.id)


def sign_in(told: Told, states: str) -> None:
    """The page where everybody begins: read through, by Tab to its last stop, by headings."""
    _open(told, states, "start/sign_in/default")
    # Not beyond: whether focus passes through the browser on its way round depends on the moment.
    told.tabs_to("a[href='/help/statement']")
    told.presses(*["h"] * 3)


def nearly_expired(told: Told, states: str) -> None:
    """A link that works for one more minute: the time is told, and the way to more of it."""
    with told.reader.browser.without("*/magic-link/state*"):
        _open(told, states, "magic_link/confirm/nearly_expired")
        told.presses("Tab", "Tab")
        _open(told, states, "magic_link/check_inbox/nearly_expired")
        told.tabs_to("[name=more_time]")
        told.tabs_to("#code")


def error(told: Told, states: str) -> None:
    """A mistake: the focus is at the problem, its link leads into the field, which tells it."""
    _open(told, states, "magic_link/ask/email_not_an_address")
    told.presses("Tab", "Enter", "Tab")


def news(told: Told, states: str) -> None:
    """A page that waits for a mail: what happens elsewhere is told in a live region."""
    with told.reader.browser.without("*/magic-link/state*"):
        _open(told, states, "magic_link/check_inbox/sent_again")
        told.tabs_to("#code")
    there = "return !document.querySelector('[data-poll-ready]').hidden"
    told.does("The link was used elsewhere", lambda: told.reader.until(there, "the news"))


def help_page(told: Told, states: str) -> None:
    """A page of help: opened, by headings, by lists."""
    _open(told, states, "help/start/default")
    told.presses(*["h"] * 5, "l", "l")


def _open(told: Told, states: str, state: str) -> None:
    told.opens(state, f"{states}/states/{state}?language={told.language}")


def _to_read() -> Iterator[tuple[str, tuple[PageState, ...]]]:
    """Flow -> the first state of each page, every state with an error, and each near its end."""
    flows: dict[str, list[PageState]] = {}
    seen: set[str] = set()
    for state in load_states():
        new = state.template not in seen
        seen.add(state.template)
        if state.template in NOT_READ or state.name == "longest":
            continue
        if new or state.values.get("errors") or state.name == "nearly_expired":
            flows.setdefault(state.template.split("/")[0], []).append(state)
    for flow, read in flows.items():
        yield flow, tuple(read)


STORIES = (
    Story("start/sign_in", "The sign-in page: opened, by Tab, by headings.", sign_in),
    Story("magic_link/nearly_expired", "A link that soon stops working.", nearly_expired),
    Story("magic_link/error", "An address that is none.", error),
    Story("magic_link/news", "News for a page that waits.", news),
    Story("help/start", "Help: opened, by headings, by lists.", help_page),
    *(
        Story(
            f"{flow}/pages",
            "Every page of the flow, read through.",
            partial(read_through, read=read),
        )
        for flow, read in _to_read()
    ),
)

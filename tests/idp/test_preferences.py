"""What was typed survives a change of language, in this browser and at this address alone."""

from __future__ import annotations

import pytest

from idp.clock import SetClock
from idp.preferences import DRAFT_S, draft, typed_before
from idp.tokens import Tokens, new_secret

KEYS = ("test-secret-0123456789-abcdefghijklmnopqrstuvw",)
TYPED = {"email": "ada@example.org", "csrf": "x", "language": "fr"}


@pytest.fixture
def tokens(clock: SetClock) -> Tokens:
    return Tokens(KEYS, clock)


def test_what_was_typed_comes_back_once_more(tokens: Tokens) -> None:
    """Fields of the person come back; the form's own do not."""
    cookie = draft(tokens, "/start/sign-in", TYPED)

    assert cookie is not None
    assert typed_before(tokens, "/start/sign-in", cookie.value) == {"email": "ada@example.org"}


def test_it_is_shown_nowhere_else(tokens: Tokens) -> None:
    """Another form never gets what was typed in this one."""
    cookie = draft(tokens, "/start/sign-in", TYPED)

    assert cookie is not None
    assert typed_before(tokens, "/account/overview", cookie.value) == {}


def test_it_is_forgotten_after_a_while(tokens: Tokens, clock: SetClock) -> None:
    """On a shared computer nothing typed stands there for the next person."""
    cookie = draft(tokens, "/start/sign-in", TYPED)
    clock.move_s(DRAFT_S + 1)

    assert cookie is not None
    assert typed_before(tokens, "/start/sign-in", cookie.value) == {}


@pytest.mark.parametrize("value", ["", "nonsense", "a.b.c", "{}"])
def test_a_forged_draft_is_an_empty_form(tokens: Tokens, value: str) -> None:
    """Only what we signed is shown."""
    assert typed_before(tokens, "/start/sign-in", value) == {}


def test_a_draft_that_fits_no_cookie_is_not_kept(tokens: Tokens) -> None:
    """A cookie holds 4 KiB; longer texts would break every later request."""
    note = "".join(new_secret() for _ in range(100))

    assert draft(tokens, "/x", {"note": note}) is None

"""Shows the ways to sign in, and takes the two answers that are none of them."""

from __future__ import annotations

from typing import Literal

from flows.start.pages import SignIn
from idp.flow import AccountChoice, Done, Go, GoBackAnswer, Leave, Outcome, Show, Turn

LONGEST_ADDRESS = 254
HOUR_S = 3_600

Why = Literal["", "again", "passkey_needed", "own_account", "new_passkey"]
# Policy's reason -> what the page says about it.
_AGAIN = frozenset({"login_prompted", "too_old", "other_account"})
_LEVEL = frozenset({"level_too_low", "no_passkey_session"})
# With these reasons the account that is signed in here would do.
_CONTINUES = frozenset({"", "account_prompted"})


def show_sign_in(turn: Turn) -> Outcome:
    """The ways in that would do here, the one that worked last first (LA-4, LA-12)."""
    settings, more_time = turn.services.settings, turn.visitor.more_time
    why = _why(turn)
    page = SignIn(
        service=turn.pending.service,
        email=turn.form.get("email", "") or _hint(turn),
        email_offered=not settings.passkey_only and why != "passkey_needed",
        last_method=_last_method(turn.visitor.last_method),
        why=why,
        setup_offered=_can_set_up(turn),
        signed_in_as=_signed_in_as(turn),
        kept_hours=settings.interaction_s // HOUR_S,
        link_minutes=settings.link_life_s(more_time) // 60,
        passkey_minutes=settings.ceremony_life_s(more_time) // 60,
    )
    return Show(page)


def continue_as(turn: Turn) -> Outcome:
    """Goes on with the account that is signed in here already (prompt=select_account)."""
    session = turn.visitor.session
    return Done(AccountChoice(session.account_id)) if session else Go("sign_in")


def set_up_passkey(turn: Turn) -> Outcome:
    """To a passkey of one's own, by mail; afterwards back to this request, which stays open.

    The mail counts for the own account alone: this request still asks for the passkey (SEC-15).
    """
    if not _can_set_up(turn):
        return Go("sign_in")
    setup = turn.services.interactions.begin("passkey_setup", {"waiting": turn.pending.id})
    return Leave("passkey_setup", interaction_id=setup.id)


def go_back(turn: Turn) -> Outcome:
    """Back to the portal, which learns that the person did not want to sign in (LA-1)."""
    return Done(GoBackAnswer())


def _can_set_up(turn: Turn) -> bool:
    """Where only a passkey will do, who has none needs a way to one."""
    return _why(turn) == "passkey_needed" and not turn.services.settings.passkey_only


def _why(turn: Turn) -> Why:
    if turn.why in _LEVEL:
        return "passkey_needed"
    if turn.why in _AGAIN:
        return "again"
    if turn.pending.request.get("waiting"):
        return "new_passkey"
    return "own_account" if turn.pending.service is None else ""


def _signed_in_as(turn: Turn) -> str:
    session = turn.visitor.session
    if session is None or turn.why not in _CONTINUES:
        return ""
    return turn.services.accounts.main_address_masked(session.account_id)


def _hint(turn: Turn) -> str:
    """The address that the portal knows (login_hint, OIDC Core §3.1.2.1), if it looks like one."""
    hint = str(turn.pending.request.get("login_hint", ""))
    return hint if "@" in hint and len(hint) <= LONGEST_ADDRESS else ""


def _last_method(name: str) -> Literal["", "passkey", "magic_link"]:
    if name == "passkey":
        return "passkey"
    return "magic_link" if name == "magic_link" else ""

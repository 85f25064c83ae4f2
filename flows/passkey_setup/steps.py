"""Makes one passkey for the signed-in person, names it, and tells all their addresses."""

from __future__ import annotations

import unicodedata
from typing import get_args, get_type_hints

from flows.passkey_setup.pages import NAME_LIMIT, NOTE_LIMIT, Added, AddedMessage, NotAdded, Offer
from idp.clock import moment
from idp.flow import Data, Done, Go, Leave, OfferAnswer, Outcome, Service, Show, Turn

# How long somebody may take over the offer before they are asked to sign in again.
READING_S = 1_200

REASONS: frozenset[str] = frozenset(get_args(get_type_hints(NotAdded)["reason"]))


def show_offer(turn: Turn) -> Outcome:
    if _from_account(turn) and not _is_fresh(turn):
        return Leave("start")  # signing in again comes first, then this page once more
    page = Offer(
        service=_afterwards(turn),
        from_account=_from_account(turn),
        minutes=_window_s(turn) // 60,
    )
    return Show(page)


def give_options(turn: Turn) -> Outcome:
    """The options of one ceremony, for the script; none when the sign-in is not fresh (SEC-47)."""
    account_id = _account_id(turn)
    if not account_id or not _is_fresh(turn):
        turn.services.events.passkey_setup_passkey_refused(reason="not_fresh")
        return Show(Data({"reason": "expired"}))
    addresses = turn.services.accounts.addresses(account_id)
    user_name = addresses[0] if addresses else turn.services.settings.provider_name
    options = turn.services.passkeys.options_to_add(turn.pending, account_id, user_name)
    return Show(Data(options))


def add(turn: Turn) -> Outcome:
    """Keeps the passkey that the device made, and tells every address of the person."""
    account_id = _account_id(turn)
    addition = turn.services.passkeys.add(turn.pending, account_id, turn.form.get("answer", ""))
    if addition.passkey is None:
        turn.memory["reason"] = addition.reason
        return Go("failed")
    # While it is named the offer stays open, though there is a passkey now.
    turn.memory["added"] = [*turn.memory.get("added", ()), addition.passkey.id]
    _tell(turn, account_id, addition.passkey.name)
    return Go("added", about=addition.passkey.id)


def show_added(turn: Turn) -> Outcome:
    passkey = turn.services.passkeys.own(turn.about, _account_id(turn))
    if passkey is None:
        return Go("offer")
    return Show(_added(turn, passkey.name, passkey.note))


def name(turn: Turn) -> Outcome:
    """Keeps name and note in the person's own words, in any script."""
    account_id = _account_id(turn)
    given_name, given_note = turn.form.get("name", ""), turn.form.get("note", "")
    own_name, own_note = _line(given_name), _line(given_note)
    errors = {}
    if not own_name:
        errors["name"] = "name_missing"
    elif len(own_name) > NAME_LIMIT:
        errors["name"] = "name_too_long"
    if len(own_note) > NOTE_LIMIT:
        errors["note"] = "note_too_long"
    if errors:
        return Show(_added(turn, given_name, given_note, errors))
    if not turn.services.passkeys.rename(turn.about, account_id, name=own_name, note=own_note):
        return Go("offer")
    turn.services.events.passkey_setup_passkey_named(passkey_id=turn.about)
    return Done(OfferAnswer("added"))


def postpone(turn: Turn) -> Outcome:
    turn.services.events.passkey_setup_offer_postponed(for_good=False)
    return Done(OfferAnswer("later"))


def decline(turn: Turn) -> Outcome:
    turn.services.events.passkey_setup_offer_postponed(for_good=True)
    return Done(OfferAnswer("never"))


def show_failed(turn: Turn) -> Outcome:
    reason = turn.memory.get("reason")
    if reason not in REASONS:
        return Go("offer")
    page = NotAdded(reason=reason, service=_waiting(turn), from_account=_from_account(turn))
    return Show(page)


def fail(turn: Turn) -> Outcome:
    """What the script found. Its words come from a browser, so only known ones count."""
    reason = turn.form.get("reason", "")
    reason = reason if reason in REASONS else "refused"
    turn.services.events.passkey_setup_ceremony_ended(reason=reason)
    turn.memory["reason"] = reason
    return Go("failed")


# --- inside


def _account_id(turn: Turn) -> str:
    """The person who is signed in here, if this request is theirs; "" otherwise."""
    session = turn.visitor.session
    if session is None or turn.pending.account_id not in ("", session.account_id):
        return ""
    return session.account_id


def _is_fresh(turn: Turn) -> bool:
    """Whether the person proved who they are not long before this request began (SEC-47, PR-13).

    Reading the page slowly costs nothing, up to READING_S.
    """
    session, services = turn.visitor.session, turn.services
    if session is None:
        return False
    since_s = services.clock.now() - turn.pending.created_at
    return services.sessions.is_fresh(session, slack_s=min(since_s, READING_S))


def _from_account(turn: Turn) -> bool:
    return turn.pending.kind == "passkey_setup"


def _waiting(turn: Turn) -> Service | None:
    """The portal whose request waits for this passkey, None when none does any more."""
    interactions = turn.services.interactions
    waiting = interactions.find(str(turn.pending.request.get("waiting", "")))
    if waiting is None or not interactions.is_own(waiting) or not interactions.is_open(waiting):
        return None
    return waiting.service


def _afterwards(turn: Turn) -> Service | None:
    """Where the person goes on: the portal of this request, or the one that waits."""
    return turn.pending.service or _waiting(turn)


def _window_s(turn: Turn) -> int:
    return turn.services.settings.ceremony_life_s(turn.visitor.more_time)


def _tell(turn: Turn, account_id: str, passkey_name: str) -> None:
    """Every confirmed address hears of it at once: it may not have been the owner (SEC-95)."""
    issuer = turn.services.settings.issuer
    message = AddedMessage(
        name=passkey_name,
        at=moment(turn.services.clock.now()),
        account_url=f"{issuer}/account/overview",
        not_me_url=f"{issuer}/help/problem",
    )
    turn.services.accounts.tell(account_id, message)


def _added(turn: Turn, name: str, note: str, errors: dict[str, str] | None = None) -> Added:
    return Added(
        service=_afterwards(turn),
        name=name,
        note=note,
        from_account=_from_account(turn),
        errors=errors or {},
    )


def _line(text: str) -> str:
    """One line, as a person would write it: no control characters, no space at its ends."""
    kept = (" " if unicodedata.category(sign) in ("Cc", "Zl", "Zp") else sign for sign in text)
    return " ".join("".join(kept).split())

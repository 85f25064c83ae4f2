"""Adds, renames and removes the passkeys of the own account."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import TYPE_CHECKING

from flows.account.pages import (
    NAME_LIMIT,
    NOTE_LIMIT,
    PasskeyRemovedMessage,
    RemovePasskey,
    RenamePasskey,
)
from flows.account.steps import signed_in
from idp.clock import moment
from idp.flow import Go, Leave, Outcome, Show, Turn

if TYPE_CHECKING:
    from idp.store.passkeys import Passkey


def add_passkey(turn: Turn) -> Outcome:
    """Begins the flow that adds one; it asks for a fresh sign-in where that is needed (PR-13)."""
    interaction = turn.services.interactions.begin("passkey_setup", {})
    return Leave("passkey_setup", interaction_id=interaction.id)


def show_rename_passkey(turn: Turn) -> Outcome:
    passkey = _own(turn)
    if passkey is None:
        return Go("overview")
    name = turn.form.get("name", passkey.name)
    return Show(_rename(passkey, name, turn.form.get("note", passkey.note)))


def rename_passkey(turn: Turn) -> Outcome:
    """Keeps name and note in the person's own words, in any script (PR-6)."""
    session, passkey = signed_in(turn), _own(turn)
    if passkey is None:
        return Go("overview")
    name, note = turn.form.get("name", ""), turn.form.get("note", "")
    errors = _errors(_line(name), _line(note))
    if errors:
        return Show(_rename(passkey, name, note, errors))
    turn.services.passkeys.rename(
        passkey.id, session.account_id, name=_line(name), note=_line(note)
    )
    turn.services.events.account_passkey_renamed(
        account_id=session.account_id, passkey_id=passkey.id
    )
    return Go("overview", about="passkey_renamed")


def show_remove_passkey(turn: Turn) -> Outcome:
    """Says what removing does, before it is done (PR-10)."""
    passkey = _own(turn)
    if passkey is None:
        return Go("overview")
    session, services = signed_in(turn), turn.services
    return Show(
        RemovePasskey(
            name=passkey.name,
            is_last=len(services.passkeys.of_account(session.account_id)) == 1,
            other_browsers=len(services.sessions.of_account(session.account_id)) - 1,
        )
    )


def remove_passkey(turn: Turn) -> Outcome:
    """Removes it, tells every address, and signs other browsers out when asked (PR-9, PR-10)."""
    session, services = signed_in(turn), turn.services
    passkey = services.passkeys.remove(turn.about, session.account_id)
    if passkey is None:
        services.events.account_page_refused(reason="no_such_passkey")
        return Go("overview")
    if turn.form.get("sign_out_everywhere"):
        ended = services.sessions.end_others(session.account_id, session.id)
        services.events.account_browser_ended(account_id=session.account_id, sessions=ended)
    issuer = services.settings.issuer
    services.accounts.tell(
        session.account_id,
        PasskeyRemovedMessage(
            name=passkey.name,
            at=moment(services.clock.now()),
            account_url=f"{issuer}/account/overview",
            not_me_url=f"{issuer}/help/problem",
        ),
    )
    return Go("overview", about="passkey_removed")


# --- inside


def _own(turn: Turn) -> Passkey | None:
    return turn.services.passkeys.own(turn.about, signed_in(turn).account_id)


def _rename(
    passkey: Passkey, name: str, note: str, errors: Mapping[str, str] | None = None
) -> RenamePasskey:
    return RenamePasskey(name=name, note=note, old_name=passkey.name, errors=errors or {})


def _errors(name: str, note: str) -> dict[str, str]:
    errors = {}
    if not name:
        errors["name"] = "name_missing"
    elif len(name) > NAME_LIMIT:
        errors["name"] = "name_too_long"
    if len(note) > NOTE_LIMIT:
        errors["note"] = "note_too_long"
    return errors


def _line(text: str) -> str:
    """One line, as a person would write it: no control characters, no space at its ends."""
    kept = (" " if unicodedata.category(sign) in ("Cc", "Zl", "Zp") else sign for sign in text)
    return " ".join("".join(kept).split())

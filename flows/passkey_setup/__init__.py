"""Offers a passkey after a finished sign-in, or adds one from the account page (WebAuthn §7.1).

    offer ──press──► options (JSON) ──► the device's own window ──► add ──► added ──save──► Done
      │                                          │                   │
      │                                          └──closed──► failed ◄─ refused
      └── not_now, never ────────────────────────────────────────────────────────────────► Done

Nothing is made silently, "not now" weighs as much as "yes", and the way by mail stays open.
"""

from __future__ import annotations

from flows.passkey_setup.pages import PAGES
from flows.passkey_setup.steps import (
    add,
    decline,
    fail,
    give_options,
    name,
    postpone,
    show_added,
    show_failed,
    show_offer,
)
from idp.flow import Need, PlainFlow, Step

__all__ = ["FLOW"]

FLOW = PlainFlow(
    name="passkey_setup",
    need=Need.PASSKEY_OFFER,
    pages=PAGES,
    steps={
        "offer": Step(show=show_offer),
        "options": Step(submit=give_options),
        "add": Step(submit=add),
        "added": Step(show=show_added, submit=name),
        "failed": Step(show=show_failed, submit=fail),
        "not_now": Step(submit=postpone),
        "never": Step(submit=decline),
    },
)

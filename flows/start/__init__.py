"""Asks who is signing in, and offers the ways to do it.

    sign_in ──► passkey, magic_link (other flows; their forms stand on this page)
       ├─ continue_as ──► Done: the account that is signed in here already
       ├─ set_up_passkey ► passkey_setup, by mail; then here again, where the passkey is asked for
       └─ go_back ──────► Done: back to the portal, without signing in

Nothing opens by itself, and no page tells whether an address has an account (OIDC Core
§3.1.2.3, WCAG 2.2 SC 3.2.1, SC 3.3.8).
"""

from __future__ import annotations

from flows.start.pages import PAGES
from flows.start.steps import continue_as, go_back, set_up_passkey, show_sign_in
from idp.flow import Need, PlainFlow, Step

__all__ = ["FLOW"]

FLOW = PlainFlow(
    name="start",
    need=Need.IDENTITY,
    pages=PAGES,
    steps={
        "sign_in": Step(show=show_sign_in, stage=1),
        "continue_as": Step(submit=continue_as),
        "set_up_passkey": Step(submit=set_up_passkey),
        "go_back": Step(submit=go_back),
    },
)

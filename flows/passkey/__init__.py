"""Signs in with a passkey that the device finds itself; no name is typed (WebAuthn §7.2).

    use ──press──► options (JSON) ──► the device's own window ──► use ──► Done
                                               │                   │
                                               └──closed──► failed ◄─ refused

The window is opened by a press, never by itself. Whatever goes wrong ends on one calm page with
the ways on, and the request is kept.
"""

from __future__ import annotations

from flows.passkey.pages import PAGES
from flows.passkey.steps import fail, give_options, show_failed, show_use, use
from idp.flow import Need, PlainFlow, Step

__all__ = ["FLOW"]

FLOW = PlainFlow(
    name="passkey",
    need=Need.IDENTITY,
    pages=PAGES,
    steps={
        "use": Step(show=show_use, submit=use, stage=1),
        "options": Step(submit=give_options),
        "failed": Step(show=show_failed, submit=fail, stage=1),
    },
)

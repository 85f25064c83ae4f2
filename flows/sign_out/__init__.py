"""Ends the sign-in in this browser, when the person really wants that.

    confirm ──sign_out──► Done ──► done: signed out, and where one may still be signed in
            └─stay──────► Done: everything stays as it is

A portal may ask, only the person decides, and nothing leads away by itself (OIDC RP-Initiated
Logout §2, WCAG 2.2 SC 3.2.5).
"""

from __future__ import annotations

from flows.sign_out.pages import PAGES
from flows.sign_out.steps import answer, show_confirm, show_done
from idp.flow import Need, PlainFlow, Step

__all__ = ["FLOW"]

FLOW = PlainFlow(
    name="sign_out",
    need=Need.SIGN_OUT,
    pages=PAGES,
    steps={
        "confirm": Step(show=show_confirm, submit=answer),
        "done": Step(show=show_done, after=True),
    },
)

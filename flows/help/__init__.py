"""Explains every step, and says how accessible this service is.

Each topic is one page of its own that anybody may read at any time; nothing is sent from here
(WCAG 2.2 SC 3.2.6, EN 301 549 §12.1.1).
"""

from __future__ import annotations

from flows.help.evidence import defects, last_audit
from flows.help.pages import (
    PAGES,
    Account,
    Consent,
    MagicLink,
    Passkey,
    Problem,
    SignOut,
    Start,
    Statement,
)
from idp.flow import Act, Need, Outcome, Page, PlainFlow, Show, Step, Turn

__all__ = ["FLOW"]


def _show(page: type[Page]) -> Act:
    def show(turn: Turn) -> Outcome:
        return Show(page())

    return show


def _show_statement(turn: Turn) -> Outcome:
    return Show(Statement(audit=last_audit(), defects=defects()))


FLOW = PlainFlow(
    name="help",
    need=Need.INFORMATION,
    pages=PAGES,
    steps={
        "start": Step(show=_show(Start)),
        "magic_link": Step(show=_show(MagicLink)),
        "passkey": Step(show=_show(Passkey)),
        "consent": Step(show=_show(Consent)),
        "sign_out": Step(show=_show(SignOut)),
        "account": Step(show=_show(Account)),
        "problem": Step(show=_show(Problem)),
        "statement": Step(show=_show_statement),
    },
)

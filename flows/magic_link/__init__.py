"""Signs in with the link or the code of one mail; either one finishes.

    ask ──► check_inbox ──code──────────────────────────► Done
              │      ▲
              │      └─ send_again
              ▼ (the mail is opened)
            opened ── this browser asked ──press────────► Done
              │
              ├───── another browser ──┬─ code_here ────► Done, in one's own account
              │                        └─ link_here ──► one mail more, opened here
              ├───── over: used, expired, replaced, unknown ──► ask
              └───── "I did not ask for this" ──► report

Opening a link changes nothing, however often and by whomever: mail scanners open links, run
scripts and press buttons. A press signs in only in the browser that asked; a code only where it
is typed (RFC 9110 §9.2.1, WCAG 2.2 SC 3.3.8).
"""

from __future__ import annotations

from flows.magic_link.elsewhere import (
    check_code_here,
    report,
    send_here,
    show_opened,
    use_link,
)
from flows.magic_link.pages import PAGES
from flows.magic_link.steps import (
    ask,
    check_code,
    give_state,
    is_offered,
    send_again,
    show_ask,
    show_check_inbox,
)
from idp.flow import Go, Need, Outcome, PlainFlow, Step, Turn

__all__ = ["FLOW"]


def _to_link(turn: Turn) -> Outcome:
    """Reload and Back on an answer to a press: the link itself is the page to see."""
    return Go("opened", about=turn.about)


FLOW = PlainFlow(
    name="magic_link",
    need=Need.IDENTITY,
    pages=PAGES,
    steps={
        "ask": Step(show=show_ask, submit=ask, stage=1),
        "check_inbox": Step(show=show_check_inbox, submit=check_code, stage=2),
        "send_again": Step(submit=send_again),
        "state": Step(show=give_state, after=True, polled=True),
        "opened": Step(show=show_opened, submit=use_link, bound=False, stage=2),
        "code_here": Step(show=_to_link, submit=check_code_here, bound=False),
        "link_here": Step(show=_to_link, submit=send_here, bound=False),
        "report": Step(show=_to_link, submit=report, bound=False),
    },
    offered=is_offered,
)

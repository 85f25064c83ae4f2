"""What a signed-in person does with their own account.

    overview ──► rename_passkey, remove_passkey, end_browser, end_other_browsers, stop_sharing
       │             └──(one question, one press)──► overview, with what was done
       ├── add_passkey ──► passkey_setup (a flow of its own)
       ├── sign_out ─────► Done
       └── stay ─────────► (asked by our script alone: how long the page stays open now)

Changing how one signs in needs a proof that is not old; what was asked for waits meanwhile
(WCAG 2.2 SC 2.2.5, GDPR art. 7 §3).
"""

from __future__ import annotations

from flows.account.pages import PAGES
from flows.account.passkeys import (
    add_passkey,
    remove_passkey,
    rename_passkey,
    show_remove_passkey,
    show_rename_passkey,
)
from flows.account.steps import (
    end_browser,
    end_other_browsers,
    show_end_browser,
    show_end_other_browsers,
    show_overview,
    show_stop_sharing,
    sign_out,
    stay,
    stop_sharing,
)
from idp.flow import Need, PlainFlow, Step

__all__ = ["FLOW"]

FLOW = PlainFlow(
    name="account",
    need=Need.ACCOUNT,
    pages=PAGES,
    steps={
        "overview": Step(show=show_overview),
        "add_passkey": Step(submit=add_passkey),
        "rename_passkey": Step(show=show_rename_passkey, submit=rename_passkey),
        "remove_passkey": Step(show=show_remove_passkey, submit=remove_passkey, fresh=True),
        "end_browser": Step(show=show_end_browser, submit=end_browser),
        "end_other_browsers": Step(show=show_end_other_browsers, submit=end_other_browsers),
        "stop_sharing": Step(show=show_stop_sharing, submit=stop_sharing),
        "stay": Step(submit=stay),
        "sign_out": Step(submit=sign_out),
    },
)

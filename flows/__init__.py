"""The flows on offer, in the order in which they are offered."""

from __future__ import annotations

from flows.account import FLOW as ACCOUNT
from flows.consent import FLOW as CONSENT
from flows.help import FLOW as HELP
from flows.magic_link import FLOW as MAGIC_LINK
from flows.passkey import FLOW as PASSKEY
from flows.passkey_setup import FLOW as PASSKEY_SETUP
from flows.sign_out import FLOW as SIGN_OUT
from flows.start import FLOW as START
from idp.flow import Flow

__all__ = ["FLOWS"]

FLOWS: tuple[Flow, ...] = (
    START,
    PASSKEY,
    MAGIC_LINK,
    CONSENT,
    PASSKEY_SETUP,
    SIGN_OUT,
    ACCOUNT,
    HELP,
)

"""Whether one more sign-in mail may go to an address, by what was typed and nothing else.

An answer that depends on limits alone says nothing about accounts (SEC-92, SEC-94). Nobody is
locked out by a stranger who keeps asking: a passkey always works, and what was mailed stays good.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from idp.limits import (
    DAY_S,
    MAIL_WAIT,
    MAILS_OVERALL,
    MAILS_PER_DAY,
    MAILS_PER_NETWORK,
    MAILS_PER_QUARTER,
)
from idp.store import mailed_secrets as rows
from idp.store.mailed_secrets import MailedSecret

if TYPE_CHECKING:
    from idp.events import Events
    from idp.limits import Limits
    from idp.services import Ground

# Each reported mail makes the next one to this address wait twice as long, up to this. One report
# alone changes nothing: anybody's address can be mistyped once (AB-4: slower, never locked).
LONGEST_WAIT_S = 15 * 60
FREE_REPORTS = 1

Notice = Literal["", "already_sent", "enough_sent"]


@dataclass(frozen=True, slots=True)
class Permission:
    """Whether a mail may go out. notice: why not, "" when it may.

    not_before_at: when it may leave; later than now only to keep a distance to the last one.
    """

    notice: Notice
    not_before_at: int


class Allowance:
    """The mails that may still be sent, counted within one request."""

    def __init__(self, ground: Ground, *, limits: Limits, events: Events) -> None:
        self._ground = ground
        self._limits = limits
        self._events = events

    def ask(self, blind: str, mails: tuple[MailedSecret, ...]) -> Permission:
        """Counts one more mail to an address (SEC-90, SEC-91).

        blind: keyed hash of the address.  mails: those of the same request so far.
        """
        now = self._ground.clock.now()
        wait = self._limits.hit(MAIL_WAIT, blind)
        window_began_at = wait.again_at - self._ground.settings.limit_mail_wait_s
        if not wait.allowed and _sent_since(mails, blind, window_began_at):
            # Pressed twice: one mail went out, and it is for this request (ML-4).
            self._events.magic_link_message_limited(limit=MAIL_WAIT.name)
            return Permission("already_sent", now)
        if self._is_slowed(blind, now) or self.is_spent(blind):
            return Permission("enough_sent", now)
        # Another request's mail just left. This request needs one of its own, for the code of
        # the other would not match here; it keeps the distance by leaving a little later.
        return Permission("", now if wait.allowed else wait.again_at)

    def is_spent(self, blind: str) -> bool:
        """Counts one mail to this address from this network; True when it must not be sent."""
        verdict = self._limits.hit_each(
            (MAILS_PER_NETWORK, (self._limits.network,)),
            (MAILS_PER_QUARTER, (blind,)),
            (MAILS_PER_DAY, (blind,)),
            (MAILS_OVERALL, ()),
        )
        if not verdict.allowed:
            self._events.magic_link_message_limited(limit=verdict.limit.name)
        return not verdict.allowed

    def _is_slowed(self, blind: str, now: int) -> bool:
        """Whether the owner of the address reported mails, and the last one is not long ago."""
        traffic = rows.find_traffic(self._ground.tx, blind, since=now - DAY_S)
        doublings = min(traffic.reports - FREE_REPORTS, 8)
        if doublings < 1 or traffic.last_sent_at is None:
            return False
        wait_s = self._ground.settings.limit_mail_wait_s << doublings
        slowed = now < traffic.last_sent_at + min(wait_s, LONGEST_WAIT_S)
        if slowed:
            self._events.magic_link_message_limited(limit="reports")
        return slowed


def _sent_since(mails: tuple[MailedSecret, ...], blind: str, since: int) -> bool:
    return any(
        mail.address_blind == blind and mail.created_at >= since and mail.ended_at is None
        for mail in mails
    )

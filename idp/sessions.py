"""Who is signed in on this browser, since when, and how (SEC-57, SEC-59, SEC-61, SEC-62)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from idp.scopes import OFFLINE_ACCESS
from idp.store import sessions as rows
from idp.store.sessions import Portal, Session
from idp.tokens import hash_secret, new_id, new_secret

if TYPE_CHECKING:
    from idp.events import Events
    from idp.proofs import IdentityProof
    from idp.services import Ground

__all__ = ["Portal", "Session", "Sessions"]

# Written at most this often, so that signing in to one portal after the other writes little.
TOUCH_S = 60


def idle_left_s(session: Session) -> int:
    """How long it lasts at the least, from a sign of life on: not each of them is written down."""
    return session.idle_s - TOUCH_S


class Sessions:
    """The sessions, as one request may use them."""

    def __init__(self, ground: Ground, events: Events) -> None:
        self._ground = ground
        self._events = events

    def find(self) -> Session | None:
        """The live session of this browser; None when nobody is signed in here."""
        secret = self._ground.browser.session_secret
        if not secret:
            return None
        return rows.find_session(self._ground.tx, hash_secret(secret), self._ground.clock.now())

    def touch(self, session: Session) -> None:
        """The person did something, so the idle time begins anew; also takes a changed wish."""
        now, idle_s = self._ground.clock.now(), self._idle_s()
        if now - session.last_seen_at >= TOUCH_S or session.idle_s != idle_s:
            rows.touch_session(self._ground.tx, session.id, now, idle_s)
        if session.idle_s != idle_s:
            self._events.session_sign_in_extended(session_id=session.id, idle_s=idle_s)

    def begin(self, proof: IdentityProof, *, new_browser: bool = False) -> tuple[Session, str]:
        """Signs in: the session, and the new secret for its cookie. The old secret is dead.

        The same person proving themselves again keeps the session's public id, which portals
        know as `sid`; level and time are always those of the newest proof (SEC-15). Another
        person's session in this browser ends.
        """
        ground, old = self._ground, self.find()
        now, secret = ground.clock.now(), new_secret()
        session = Session(
            id=new_id(),
            account_id=proof.account_id,
            browser=ground.browser.words,
            method=proof.method,
            acr=proof.acr,
            amr=proof.amr,
            authenticated_at=proof.proven_at,
            created_at=now,
            last_seen_at=now,
            idle_s=self._idle_s(),
            expires_at=now + ground.settings.session_s,
        )
        if old and old.account_id == proof.account_id:
            session = replace(session, id=old.id, created_at=old.created_at)
            rows.renew_session(ground.tx, session, hash_secret(secret), now)
        else:
            if old:
                self.end(old, "replaced")
            rows.add_session(ground.tx, session, hash_secret(secret))
        self._events.session_sign_in_began(
            account_id=session.account_id,
            session_id=session.id,
            acr=session.acr,
            new_browser=new_browser,
        )
        return session, secret

    def left_s(self, session: Session) -> int:
        """How long a page of it stays open without a press, from now on."""
        return idle_left_s(session)

    def is_fresh(self, session: Session, *, slack_s: int = 0) -> bool:
        """Whether the proof is new enough to change how the person signs in (PR-13).

        slack_s: what somebody may take longer who was let in freshly and is reading.
        """
        age_s = self._ground.clock.now() - session.authenticated_at
        return age_s <= self._ground.settings.fresh_proof_s + slack_s

    def end(self, session: Session, reason: str) -> bool:
        """Ends it, and what portals were given in it without offline_access; False: ended before.

        reason: a word for the event: "signed_out", "replaced", "account_page".
        """
        return bool(self._end(session.account_id, reason, only=session.id))

    def of_account(self, account_id: str) -> tuple[Session, ...]:
        """The live sessions of a person, the one used last first."""
        return rows.find_sessions_of(self._ground.tx, account_id, self._ground.clock.now())

    def end_one(self, account_id: str, session_id: str) -> bool:
        """Ends one session of this person from the account page; False when it is not theirs."""
        return bool(self._end(account_id, "account_page", only=session_id))

    def end_others(self, account_id: str, keep_session_id: str) -> int:
        """Ends every other session of this person; how many there were."""
        return len(self._end(account_id, "account_page", all_but=keep_session_id))

    def portals(self, session: Session) -> tuple[Portal, ...]:
        """The portals that were signed in to during this session."""
        return rows.find_portals_of(self._ground.tx, session.id)

    def _end(
        self, account_id: str, reason: str, *, only: str = "", all_but: str = ""
    ) -> tuple[str, ...]:
        tx, now = self._ground.tx, self._ground.clock.now()
        ended = rows.end_sessions(tx, account_id, now, only=only, all_but=all_but)
        for session_id in ended:
            self._events.session_sign_in_ended(
                account_id=account_id, session_id=session_id, reason=reason
            )
        # A replaced sign-in ends in the browser alone: the portals go on with what they have.
        if ended and reason != "replaced":
            families = rows.end_families_of_sessions(tx, ended, now, keep=OFFLINE_ACCESS)
            for grant_id, client_id in families:
                self._events.token_family_revoked(
                    client_id=client_id, grant_id=grant_id, reason=reason
                )
        return ended

    def _idle_s(self) -> int:
        settings = self._ground.settings
        more_time = self._ground.browser.more_time
        return settings.idle_more_time_s if more_time else settings.idle_s

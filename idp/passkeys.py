"""Passkeys of people: challenges made and spent, passkeys added, judged, renamed, removed.

The cryptography of a ceremony is checked by the flow that runs it. Here is everything that needs
the store: what was asked, whose passkey it is, whether its counter makes sense.
"""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from idp import assurance, keepers
from idp.limits import PASSKEY_FAILURES
from idp.proofs import IdentityProof, of_passkey
from idp.store import challenges
from idp.store import passkeys as rows
from idp.store.challenges import Challenge, Purpose
from idp.store.passkeys import Owned, Passkey
from idp.tokens import hash_secret

if TYPE_CHECKING:
    from idp.events import Events
    from idp.interaction import Interaction
    from idp.limits import Limits
    from idp.services import Ground

__all__ = ["Judgement", "Passkey", "Passkeys"]

CHALLENGE_BYTES = 32
# A slow hand must not lose to the clock: the answer may come this much after the window closed,
# and never sooner than in a quarter of an hour (PK-3).
AFTER_WINDOW_S = 300
SHORTEST_S = 900


class Seen(Protocol):
    """What a checked signature says (WebAuthn §7.2). sign_count: 0 when the device counts none."""

    @property
    def user_handle(self) -> bytes: ...
    @property
    def sign_count(self) -> int: ...
    @property
    def backup_eligible(self) -> bool: ...
    @property
    def backed_up(self) -> bool: ...


class Made(Protocol):
    """What a checked registration says (WebAuthn §7.1). public_key: COSE."""

    @property
    def credential_id(self) -> bytes: ...
    @property
    def public_key(self) -> bytes: ...
    @property
    def sign_count(self) -> int: ...
    @property
    def backup_eligible(self) -> bool: ...
    @property
    def backed_up(self) -> bool: ...
    @property
    def aaguid(self) -> str: ...
    @property
    def transports(self) -> tuple[str, ...]: ...


@dataclass(frozen=True, slots=True)
class Judgement:
    """Whether a passkey signs in. Only a judgement with a proof does.

    reason: a reason of the page passkey/not_yet, "" with a proof.
    """

    proof: IdentityProof | None
    reason: str = ""


class Passkeys:
    """The passkeys, as one request may use them."""

    def __init__(self, ground: Ground, *, limits: Limits, events: Events) -> None:
        self._ground = ground
        self._tx = ground.tx
        self._limits = limits
        self._events = events

    # --- one ceremony

    def challenge(
        self, purpose: Purpose, interaction: Interaction, account_id: str | None = None
    ) -> bytes:
        """A fresh challenge for one ceremony of this request (SEC-42).

        account_id: whom a passkey is added for; None to sign in.
        """
        value = secrets.token_bytes(CHALLENGE_BYTES)
        now = self._ground.clock.now()
        window_s = self._ground.settings.ceremony_life_s(self._ground.browser.more_time)
        made = Challenge(
            id=_hash(value),
            purpose=purpose,
            interaction_id=interaction.id,
            account_id=account_id,
            created_at=now,
            expires_at=now + max(window_s + AFTER_WINDOW_S, SHORTEST_S),
        )
        challenges.add_challenge(self._tx, made)
        self._events.passkey_options_made(purpose=purpose)
        return value

    def spend(
        self,
        challenge: bytes,
        purpose: Purpose,
        interaction: Interaction,
        account_id: str | None = None,
    ) -> bool:
        """Claims the challenge, before anything is verified. False: never made, used or too old."""
        return challenges.claim_challenge(
            self._tx,
            _hash(challenge),
            purpose=purpose,
            interaction_id=interaction.id,
            account_id=account_id,
            now=self._ground.clock.now(),
        )

    def is_slowed(self) -> bool:
        """Whether this network failed so often that no further answer is looked at for a while."""
        verdict = self._limits.look(PASSKEY_FAILURES, self._limits.network)
        if not verdict.allowed:
            self._events.limit_attempts_reached(limit=PASSKEY_FAILURES.name)
        return not verdict.allowed

    def refuse(self, reason: str) -> None:
        """Counts and writes down an answer that was not accepted."""
        self._limits.hit(PASSKEY_FAILURES, self._limits.network)
        self._events.passkey_assertion_refused(reason=reason)

    # --- signing in

    def find(self, credential_id: bytes) -> Owned | None:
        """The passkey and its owner; None when we do not know it."""
        return rows.find_owned(self._tx, credential_id)

    def judge(self, owned: Owned, seen: Seen, interaction: Interaction) -> Judgement:
        """Signs in with a passkey whose signature was checked (WebAuthn §7.2 steps 6, 18 to 22)."""
        passkey = owned.passkey
        if not hmac.compare_digest(seen.user_handle, owned.user_handle):
            return Judgement(None, "refused")  # the device says it is another person's (SEC-45)
        if interaction.account_id and interaction.account_id != passkey.account_id:
            return Judgement(None, "refused")  # this request is for one person only
        if owned.disabled or seen.backup_eligible != passkey.backup_eligible:
            return Judgement(None, "refused")
        if not self._counter_makes_sense(passkey, seen.sign_count):
            return Judgement(None, "refused")
        now = self._ground.clock.now()
        moved = rows.mark_used(
            self._tx,
            passkey,
            sign_count=max(seen.sign_count, passkey.sign_count),
            backed_up=seen.backed_up,
            now=now,
        )
        if not moved:
            return Judgement(None, "refused")
        return Judgement(self._prove(passkey, interaction, now))

    def _counter_makes_sense(self, passkey: Passkey, sign_count: int) -> bool:
        """SEC-50: 0 counts nothing. Going back means a copy, or a keeper that syncs late."""
        if sign_count > passkey.sign_count or sign_count == passkey.sign_count == 0:
            return True
        self._events.passkey_assertion_suspected(
            account_id=passkey.account_id, passkey_id=passkey.id
        )
        return passkey.backup_eligible  # one that never leaves its device cannot go back

    def _prove(self, passkey: Passkey, interaction: Interaction, now: int) -> IdentityProof:
        acr = assurance.of_passkey(backup_eligible=passkey.backup_eligible, attested=False)
        self._events.passkey_assertion_accepted(
            account_id=passkey.account_id, passkey_id=passkey.id, acr=acr
        )
        return of_passkey(
            interaction_id=interaction.id,
            account_id=passkey.account_id,
            acr=acr,
            amr=assurance.amr_of_passkey(backup_eligible=passkey.backup_eligible),
            proven_at=now,
        )

    # --- one person's passkeys

    def of_account(self, account_id: str) -> tuple[Passkey, ...]:
        """All passkeys of a person, oldest first."""
        return rows.list_passkeys(self._tx, account_id)

    def user_handle(self, account_id: str) -> bytes:
        """The random handle that devices keep for this person. Raises LookupError."""
        handle = rows.find_user_handle(self._tx, account_id)
        if handle is None:
            raise LookupError("There is no such account.")
        return handle

    def own(self, passkey_id: str, account_id: str) -> Passkey | None:
        """This person's passkey; None for nobody's and for somebody else's."""
        return rows.find_passkey(self._tx, passkey_id, account_id)

    def add(self, account_id: str, made: Made) -> Passkey | None:
        """Keeps a new passkey; None when any account has it already (SEC-47)."""
        keeper, browser = keepers.name(made.aaguid), self._ground.browser.words
        passkey = Passkey(
            id=self._ground.new_id(),
            account_id=account_id,
            credential_id=made.credential_id,
            public_key=made.public_key,
            sign_count=made.sign_count,
            backup_eligible=made.backup_eligible,
            backed_up=made.backed_up,
            aaguid=made.aaguid,
            transports=made.transports,
            name=f"{keeper}, {browser}" if keeper and browser else keeper or browser,
            note="",
            added_at=self._ground.clock.now(),
        )
        if not rows.add_passkey(self._tx, passkey):
            return None
        self._events.passkey_setup_passkey_added(
            account_id=account_id, passkey_id=passkey.id, backed_up=passkey.backed_up
        )
        return passkey

    def rename(self, passkey_id: str, account_id: str, *, name: str, note: str) -> bool:
        """False when the person has no such passkey."""
        return rows.rename_passkey(self._tx, passkey_id, account_id, name=name, note=note)

    def remove(self, passkey_id: str, account_id: str) -> Passkey | None:
        """Removes it and returns what it was; None when it was not there (any more)."""
        passkey = self.own(passkey_id, account_id)
        if passkey is None or not rows.remove_passkey(self._tx, passkey_id, account_id):
            return None
        last = not self.of_account(account_id)
        self._events.account_passkey_removed(
            account_id=account_id, passkey_id=passkey_id, last=last
        )
        return passkey


def _hash(challenge: bytes) -> str:
    return hash_secret(challenge.hex())
